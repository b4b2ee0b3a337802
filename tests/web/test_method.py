"""How it works: each word of a vocabulary has its meaning, the figures are the measured ones, each cookie is named."""

import re

from fastapi.testclient import TestClient

from app.domain import kinds
from app.present.evaluation import published
from app.present.vocabulary import vocabularies
from tests.databases import ROOT


def test_each_word_has_its_sign_and_its_meaning(seeded_client: TestClient) -> None:
    told = {(type(word), word) for one in vocabularies() for word in one.words}
    shown = (
        kinds.StatementKind,
        kinds.StatementTopic,
        kinds.StatementMode,
        kinds.DenialOutcome,
        kinds.BearingRelation,
        kinds.BaseKind,
        kinds.BaseStatus,
        kinds.ClaimProperty,
        kinds.Precision,
        kinds.AgreementKind,
        kinds.AgreementStatus,
        kinds.ReviewState,
    )
    assert told == {(kind, word) for kind in shown for word in kind}
    page = seeded_client.get("/vocabulary").text
    for one in vocabularies():
        for word, means in one.words.items():
            row = re.search(rf'<tr id="{one.key}-{word}">(.*?)</tr>', page, re.S)
            assert row, (one.key, word)
            assert means.replace("'", "&#39;") in row[1]
            assert ('class="chip' in row[1]) is bool(one.sign)
    for address in set(re.findall(r'<th scope="row"><a class="quiet" href="([^"]+)"', page)):
        assert seeded_client.get(address).status_code == 200, address


def test_certainty_shows_the_measured_figures(seeded_client: TestClient) -> None:
    page = seeded_client.get("/certainty").text
    figures = published()
    for table in figures["calibration"].values():
        for one in table:
            share, count = round(100 * one["right"]), one["count"]
            row = rf"{one['low']:.2f} to {one['high']:.2f}</td><td class=\"n\">{count}<.*?<b>{share} %</b>"
            assert re.search(row, page), one
    everything = figures["measures"]["statement"]
    assert f"<b>{everything['right']} of them were right</b>" in page


def test_privacy_names_each_cookie(seeded_client: TestClient) -> None:
    set_somewhere = sum(
        path.read_text(encoding="utf-8").count(".set_cookie(") for path in (ROOT / "app").rglob("*.py")
    )
    named = re.findall(
        r"<code>(\S+)</code></th>", (ROOT / "templates/method/privacy.html").read_text("utf-8")
    )
    assert len(named) == set_somewhere, "name it on the page of privacy"
    assert set(named) == {"theme", "basewatch_session", "basewatch_oidc_…", "visited"}
    assert "basewatch_oidc" not in seeded_client.get("/privacy").text  # none is set where it is off


def test_what_scripts_keep_in_a_browser_is_told(seeded_client: TestClient) -> None:
    kept = {
        path.name
        for path in (ROOT / "static" / "js").rglob("*.js")
        if re.search(r"\b(?:localStorage|sessionStorage|indexedDB)\b", path.read_text(encoding="utf-8"))
    }
    page = seeded_client.get("/privacy").text
    assert not kept or "browser keeps" in page, f"tell of it on the page of privacy: {kept}"
