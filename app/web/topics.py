"""Topics of statements: all of them, and one with who spoke of it, where, and what became of the denials."""

import difflib
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from app.domain.kinds import StatementKind, StatementTopic
from app.present.charts import strip
from app.present.language import gettext as _
from app.present.vocabulary import topic_words
from app.query import statements
from app.query.denials import denial_record, denial_units, list_denials
from app.query.statements import StatementFilter, facet
from app.web.pages import RequestSession, render
from app.web.statements import denial_marks

router = APIRouter(include_in_schema=False)
SHOWN = 6


@router.get("/topics", name="topics")
def index(request: Request, session: RequestSession) -> HTMLResponse:
    """Each topic with how often it is spoken of. Two queries."""
    said = {one.value: one.count for one in facet(session, StatementFilter(), "topic")}
    denied = {
        one.value: one.count for one in facet(session, StatementFilter(kind=StatementKind.DENIAL), "topic")
    }
    rows = [
        (topic, means, said.get(topic, 0), denied.get(topic, 0)) for topic, means in topic_words().items()
    ]
    return render(request, "topics/index.html", rows=sorted(rows, key=lambda row: -row[2]))


@router.get("/topics/{topic}", name="topic")
def show(request: Request, session: RequestSession, topic: str) -> HTMLResponse:
    """One topic. At most 25 queries."""
    if topic not in set(StatementTopic):
        near = difflib.get_close_matches(topic[:60].lower().replace("-", "_"), list(StatementTopic), n=1)
        told = [_("There is no topic “%(topic)s”.") % {"topic": topic[:60]}]
        if near:
            told.append(_("Did you mean %(addresses)s?") % {"addresses": f"/topics/{near[0]}"})
        told.append(_("All on record: %(list)s") % {"list": "/topics"})
        raise HTTPException(HTTPStatus.NOT_FOUND, " ".join(told))
    where = StatementFilter(topic=StatementTopic(topic))
    denials = StatementFilter(topic=where.topic, kind=StatementKind.DENIAL)
    units = denial_units(session, denials)
    marks = denial_marks(units)
    return render(
        request,
        "topics/show.html",
        topic=topic,
        means=topic_words()[StatementTopic(topic)],
        total=statements.count_statements(session, where),
        page=statements.list_statements(session, where, limit=SHOWN),
        ledger=list_denials(session, denials, limit=3),
        record=denial_record(session, denials, units),
        strip=strip(marks) if len(marks) > 1 else None,
        facets={field: facet(session, where, field) for field in ("kind", "official", "country")},
    )
