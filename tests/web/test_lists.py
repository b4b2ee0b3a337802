"""The pages of statements, officials, agreements, articles and search, as a reader uses them without a script."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, DenialOutcome, ReviewState, StatementKind, StatementMode
from app.store.search_index import RECORD_TYPES, index_records
from tests.factories import make_agreement, make_article, make_base, make_official, make_role, make_statement
from tests.web.accounts import make_user, sign_in

TEXT = "It rained. The envoy was clear. “No troops are there,” he said. He left. A quiet evening came. Shops shut."
LISTS = ("/statements", "/denials", "/officials", "/agreements", "/articles")


@pytest.fixture
def record(session: Session) -> None:
    lavrov = make_official(session, "Sergey Lavrov", name_ru="Сергей Лавров", spellings=["Sergei Lavrov"])
    make_role(session, lavrov, held_from="2004-03-09")
    base = make_base(session, "Khmeimim Air Base", country="SY", spellings=["Hmeymim"])
    make_statement(
        session,
        "No troops are there,",
        official=lavrov,
        kind=StatementKind.DENIAL,
        outcome=DenialOutcome.OPEN,
        said_on="2015-09-10",
        countries=["SY"],
        bases=[base],
        article=make_article(session, TEXT),
    )
    make_statement(
        session, "The base stays <b>open</b>.", official=lavrov, said_on="2019-02", countries=["SY"]
    )
    make_agreement(session, "Accord on the airfield", bases=[base], parties=["RU", "SY"])
    for one in RECORD_TYPES:
        index_records(session, one)
    session.commit()


def removals(page: str) -> dict[str, str]:
    """Text -> address of the links that remove a filter."""
    found = re.findall(r'<a href="([^"]+)" title="Remove this filter">(.*?) <span', page)
    return {unescape(text): unescape(href) for href, text in found}


@pytest.mark.usefixtures("record")
def test_each_filter_that_is_on_is_a_link_that_removes_it(client: TestClient) -> None:
    page = client.get("/statements?official=sergey-lavrov&kind=denial&country=&since=2015&until=2015").text
    assert "No troops are there," in page
    assert "The base stays" not in page
    assert removals(page) == {
        "Sergey Lavrov": "/statements?kind=denial&since=2015&until=2015",
        "Denial": "/statements?official=sergey-lavrov&since=2015&until=2015",
        "since 2015": "/statements?official=sergey-lavrov&kind=denial&until=2015",
        "until 2015": "/statements?official=sergey-lavrov&kind=denial&since=2015",
    }


@pytest.mark.usefixtures("record")
def test_words_of_others_are_shown_as_text(client: TestClient) -> None:
    page = client.get("/statements").text
    assert "The base stays &lt;b&gt;open&lt;/b&gt;." in page


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    "path", ["/statements", "/denials", "/officials", "/agreements", "/articles", "/search?q=base"]
)
def test_htmx_gets_the_list_alone_and_everybody_the_page(client: TestClient, path: str) -> None:
    whole = client.get(path).text
    part = client.get(path, headers={"HX-Request": "true"}).text
    assert "<html" in whole
    assert "<html" not in part
    assert part.strip() in whole


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/statements?kind=lie", "“lie” is not known here"),
        ("/statements?since=12017", "since=“12017” is no date"),
        ("/statements?since=2014-02-30", "since=“2014-02-30” is no date"),
        ("/statements?until=yesterday", "until=“yesterday” is no date"),
        ("/statements?after=x", "no place in this list"),
        ("/statements?after=Kant_12", "no place in this list"),
        ("/statements?words=" + "x" * 10_000, "10,000 characters"),
        ("/statements?country=%FF", "is no country or territory on record"),
        ("/statements?base=kant-x", "Nothing on record has the address"),
        ("/statements?official=%00", "the character NUL"),
        ("/denials?outcome=true", "“true” is not known here"),
        ("/bases?country=a%00", "the character NUL"),
        ("/bases?after=2017-01-20_9", "no place in this list"),
        ("/bases?kind=air_bass", "Did you mean"),
        ("/officials?who=dogs", "“dogs” is not known here"),
        ("/officials?after=%00_1", "the character NUL"),
        ("/agreements?expiring=soon", "no number of years"),
        ("/agreements?ends_within=never", "no number of months"),
        ("/agreements?status=over", "“over” is not known here"),
        ("/articles?kind=poem", "“poem” is not known here"),
        ("/search?q=base&type=ship", "“ship” is not known here"),
        ("/search?q=" + "x" * 10_000, "10,000 characters"),
        ("/search?q=" + "+".join(["base", "port"] * 20), "More than 16 words"),
    ],
)
def test_what_means_nothing_is_left_out_and_told_of(client: TestClient, path: str, says: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text.count(says) == 1
    parameter = path.partition("?")[2].rpartition("=")[0].rpartition("&")[2]
    whole = client.get(re.sub(rf"[?&]{parameter}=.*", "", path))
    assert _rows(answer.text) == _rows(whole.text)
    assert f"{parameter}={path.rpartition('=')[2]}" not in answer.text, "a link asks for it again"


@pytest.mark.usefixtures("record")
def test_the_message_belongs_to_its_field(client: TestClient) -> None:
    page = client.get("/statements?country=Syrai&topic=base").text
    told = re.search(r'<select id="f-country"[^>]*aria-invalid="true" aria-describedby="([^"]+)"', page)
    assert told
    assert f'<p class="err" id="{told[1]}" role="alert">' in page
    assert 'Did you mean <a href="/statements?topic=base&amp;country=SY">Syria</a>?' in page


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("written", ["sy", "Syria", "SYRIA", "Сирия"])
def test_a_country_is_understood_as_people_write_it(client: TestClient, written: str) -> None:
    assert _rows(client.get(f"/statements?country={written}").text) == _rows(
        client.get("/statements?country=SY").text
    )


@pytest.mark.parametrize(
    "path", ["/statements.csv?kind=lie", "/bases.json?kind=boat", "/api/v1/bases?kind=boat"]
)
def test_a_file_is_never_made_without_its_filter(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (400, 422)


def _rows(page: str) -> list[str]:
    return re.findall(r'<(?:th scope="row"|time|span class="who")[^>]*>.*', page)


@pytest.mark.parametrize(
    "path", ["/statements/9", "/statements/99999999999", "/officials/x", "/agreements/x", "/articles/9"]
)
def test_no_such_record(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no" in answer.text


@pytest.mark.parametrize(
    "path", ["/statements", "/denials", "/officials", "/agreements", "/articles", "/search", "/method"]
)
def test_an_empty_database_has_pages(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.usefixtures("record")
def test_a_denial_is_open_until_an_editor_decides(client: TestClient) -> None:
    for path in ("/statements/1", "/denials"):
        page = client.get(path).text
        assert "Open" in page
        assert "ontradicted" not in page.partition("<main")[2]


@pytest.mark.usefixtures("record")
def test_a_statement_says_that_nobody_has_reviewed_it(client: TestClient) -> None:
    assert "no person has reviewed it yet" in client.get("/statements/1").text
    assert "provisional: general knowledge" in client.get("/statements/1").text


@pytest.mark.usefixtures("record")
def test_the_public_reads_excerpts_and_an_analyst_the_whole(client: TestClient, session: Session) -> None:
    public = client.get("/articles/1").text
    assert "The envoy was clear." in public
    assert "Shops shut" not in public
    make_user(session)
    sign_in(client)
    assert "Shops shut" in client.get("/articles/1").text


@pytest.mark.parametrize(
    ("kind", "says"), [(ArticleKind.BRIEF, "our report"), (ArticleKind.REFERENCE, "our notes")]
)
def test_an_article_says_whose_words_it_holds(
    client: TestClient, session: Session, kind: ArticleKind, says: str
) -> None:
    article = make_article(session, TEXT, kind=kind)
    session.commit()
    page = client.get(f"/articles/{article.id}").text
    assert says in page
    assert "Shops shut" in page


@pytest.mark.usefixtures("record")
def test_search_explains_a_spelling_and_offers_help_when_empty(client: TestClient) -> None:
    page = client.get("/search?q=Hmeymim").text
    assert "is a spelling of" in page
    assert "Found by the name <b>Hmeymim</b>" in page
    assert "No record matches</b> <q>Khmeymin</q>. Shown is" in client.get("/search?q=Khmeymin").text
    assert "Sergey Lavrov" in client.get("/search?q=Лаврова").text


@pytest.mark.usefixtures("record")
def test_a_rejected_statement_is_gone_from_its_page(client: TestClient, session: Session) -> None:
    statement = make_statement(session, "Made in error.", review=ReviewState.REJECTED)
    session.commit()
    assert client.get(f"/statements/{statement.id}").status_code == 404


@pytest.mark.usefixtures("record")
def test_tabs_of_an_official_filter_by_kind(client: TestClient) -> None:
    page = client.get("/officials/sergey-lavrov?kind=denial").text
    assert "No troops are there," in page
    assert "The base stays" not in page
    assert "Сергей Лавров" in page


@pytest.mark.usefixtures("record")
def test_the_key_of_the_denials_counts_each_denial_once(client: TestClient) -> None:
    key = client.get("/denials").text.split('class="key"')[1].split("</p>")[0]
    assert [int(n) for n in re.findall(r"<b>(\d+)</b>", key)] == [1]
    assert "nothing goes against it" in key


def test_a_citation_puts_only_words_of_others_in_quotation_marks(
    client: TestClient, session: Session
) -> None:
    brief = make_article(session, TEXT, kind=ArticleKind.BRIEF)
    ours = make_statement(session, "The envoy was clear.", mode=StatementMode.INDIRECT, article=brief)
    theirs = make_statement(session, "No troops are there,", article=make_article(session, TEXT))
    session.commit()
    assert "in our words: The envoy was clear." in client.get(f"/statements/{ours.id}").text
    assert "“No troops are there,”" in client.get(f"/statements/{theirs.id}").text


@pytest.mark.usefixtures("record")
def test_an_official_without_a_statement_leads_on(client: TestClient, session: Session) -> None:
    make_official(session, "Silent Person", country="RU")
    session.commit()
    page = client.get("/officials/silent-person").text
    assert 'href="/officials?country=RU">Officials who speak for' in page


@pytest.mark.parametrize(
    "path",
    [
        "/statements.csv?official=%00",
        "/bases/%00",
        "/api/v1/bases/a%00",
    ],
)
def test_a_character_that_no_record_can_hold_is_refused(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    assert "NUL" in answer.text


@pytest.mark.usefixtures("record")
def test_a_statement_leads_to_what_the_same_official_said_on_its_topic(client: TestClient) -> None:
    page = client.get("/statements/1").text
    related = page.partition('id="related"')[2]
    assert "More from Sergey Lavrov on this topic" in related
    assert "The base stays &lt;b&gt;open&lt;/b&gt;." in related
    assert "No troops are there" not in related.partition("</section>")[0]


@pytest.mark.usefixtures("record")
def test_the_feed_of_a_search_is_of_the_view(client: TestClient) -> None:
    page = client.get("/search?q=base&type=statement&kind=comment").text
    link = re.search(r'href="(/search\.atom\?[^"]+)"', page)
    assert link
    feed = client.get(unescape(link[1])).text
    assert feed.count("<entry>") == 1
    assert client.get("/search.atom?q=base").text.count("<entry>") > 1
    assert client.get("/search.atom?q=base&kind=lie").status_code == 422
