"""An editor corrects the spellings and posts of an official, and undoes it."""

import html
import re

from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from app.store.models import OfficialRole, OfficialSpelling, Revision
from tests.factories import make_official, make_role
from tests.web.accounts import csrf_token, make_user, sign_in


def test_an_editor_corrects_spellings_and_posts(client: TestClient, session: Session) -> None:
    official = make_official(session, spellings=["S. Lavrov", "Lavrof"])
    make_role(session, official, held_from="2004-03")
    make_user(session, "edith", UserRole.EDITOR)
    make_user(session, "alex")
    sign_in(client, "alex")
    assert client.get("/officials/sergey-lavrov/edit").status_code == 403
    assert "/edit" not in client.get("/officials/sergey-lavrov").text
    sign_in(client, "edith")
    assert 'href="/officials/sergey-lavrov/edit"' in client.get("/officials/sergey-lavrov").text
    page = client.get("/officials/sergey-lavrov/edit").text
    roles = html.unescape(re.findall(r'name="roles"[^>]*>([^<]*)<', page)[0])
    assert roles.startswith("Minister of Foreign Affairs; Ministry of Foreign Affairs of Russia; 2004-03; ;")
    seen = re.findall(r'name="seen" value="(\d+)"', page)[0]
    form = {
        "csrf_token": csrf_token(page),
        "seen": seen,
        "name": "Sergey Lavrov",
        "country": "RU",
        "spellings": "Sergey Lavrov\nS. Lavrov\nSergei Lavrov",
        "roles": f"{roles}\nEnvoy; A body; 1994; 2004; https://news.example/posts",
    }
    refused = client.post("/officials/sergey-lavrov/edit", data=form | {"roles": "Envoy; A body; 2004; 1994"})
    assert refused.status_code == 422
    assert "ends before it starts" in refused.text
    assert "Sergei Lavrov" in refused.text
    page = client.post("/officials/sergey-lavrov/edit", data=form).text
    assert "Sergei Lavrov" in page
    assert "Lavrof" not in page
    assert "1994 to 2004" in page
    late = client.post("/officials/sergey-lavrov/edit", data=form | {"spellings": "Lavrov"})
    assert late.status_code == 409
    history = client.get("/officials/sergey-lavrov/history").text
    assert "Envoy; A body; 1994; 2004" in history
    number = session.scalars(select(Revision.id)).one()
    client.post(f"/revisions/{number}/undo", data={"csrf_token": form["csrf_token"], "next": "/"})
    session.rollback()
    spelled = session.scalars(select(OfficialSpelling.spelling).order_by(OfficialSpelling.id))
    assert set(spelled) == {"Sergey Lavrov", "S. Lavrov", "Lavrof"}
    assert session.scalars(select(OfficialRole.title)).all() == ["Minister of Foreign Affairs"]
