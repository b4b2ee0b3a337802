"""Whatever the text: no exception, every span within it and in order, the same findings again.

BASEWATCH_FUZZ=20000 tries that many texts in place of a few.
"""

import os

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.clean import clean
from app.clean.article import CleanArticle
from app.domain.errors import BasewatchError
from app.domain.spans import Span
from app.extract.engine import extract_findings
from app.extract.findings import Findings
from app.extract.name_index import NameIndex
from app.intake.raw import MediaType, RawArticle
from app.resolve.reference import load_reference

EXAMPLES = int(os.environ.get("BASEWATCH_FUZZ", "60"))
WORDS = {
    "en": (
        "Lavrov Sergei Putin Ivan Petrov Russia Russian Cuba Syria Georgia Tartus Mr. Gen. U.S. the a his he she they "
        "minister ministry spokesman president embassy of for in at on said says told denied that no not never plans "
        "according to by was quoted as saying base bases military naval 201st troops 2,000 closed opened agreement "
        "signed until 2017 Monday last year yesterday who which and but ; : , . ? ! … reporters TASS added, noting"
    ),
    "ru": (
        "Лавров Лаврова Путин Россия России российская Куба Кубе Сирии Тартусе министр МИД пресс-секретарь Песков он "
        "она сказал заявила сообщил, что по словам отметив не нет планов база базы базу военная 201-я 5 тыс. военных "
        "соглашение подписали до 2017 года в понедельник вчера который и но ; : , . ? ! … журналистам ТАСС"
    ),
    "es": "Lavrov Rusia ruso Cuba ministro dijo negó que según la base militar de en no hay planes lunes , . : acuerdo",
    "fr": "Lavrov Russie russe Cuba ministre a déclaré nié que selon la base militaire de à aucun projet lundi , . :",
}
SIGNS = (
    *"\"“”„«»'’‘()[]-–—−…$%*•|/éİıſß٣中😀",
    *("\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2028", "\x00", "\ufeff", "\u200b", "\u0301", "👩\u200d👧"),
)
LETTERS = st.integers(1, 0xD7FF).map(chr)  # all of the plane below the surrogates
PIECES = {
    language: st.one_of(st.sampled_from(words.split()), st.sampled_from(SIGNS), LETTERS)
    for language, words in WORDS.items()
}
NAMES = NameIndex(load_reference())
often = settings(
    max_examples=EXAMPLES,
    derandomize="BASEWATCH_FUZZ" not in os.environ,  # the suite tries the same texts each time
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def texts(draw: st.DrawFn, language: str) -> str:
    pieces = draw(st.lists(PIECES[language], max_size=60))
    return "".join(piece + draw(st.sampled_from((" ", " ", " ", "", "\n"))) for piece in pieces)


def spans_of(found: Findings) -> list[Span]:
    said = [statement.span for statement in (*found.statements, *found.attributions)]
    bases = [span for base in found.bases for span in (base.span, *(claim.span for claim in base.claims))]
    return [*said, *bases, *(agreement.span for agreement in found.agreements)]


def check(article: CleanArticle) -> None:
    found = extract_findings(article, NAMES, attributions=True)
    for span in spans_of(found):
        assert 0 <= span.start < span.end <= len(article.text)
        assert span.of(article.text).strip()
    for ordered in (found.statements, found.attributions, found.bases):
        starts = [one.span.start for one in ordered]
        assert starts == sorted(starts)
    assert extract_findings(article, NAMES, attributions=True) == found


@pytest.mark.parametrize("language", sorted(WORDS))
def test_extracts_from_any_text(language: str) -> None:
    @often
    @given(texts(language))
    def extracts(text: str) -> None:
        check(CleanArticle("Lavrov on the base in Cuba", None, None, "2020-01-01", language, text, ""))

    extracts()


@often
@given(st.sampled_from(sorted(WORDS)).flatmap(texts), st.none() | st.text(LETTERS, max_size=20))
@example("\x00\ufeff\r\n\r\n", None)
def test_cleans_and_extracts_from_any_text(text: str, title: str | None) -> None:
    try:
        article = clean(RawArticle("a.txt", text, MediaType.TEXT, title=title))
    except BasewatchError:
        return  # nothing that could be an article, said in words
    check(article)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "– Will it close?\n– No, it stays.\n" * 2, id="an English dialogue"),
        pytest.param("es", "– ministro ", id="a line of dialogue that is a title"),
        pytest.param("fr", "Lavrov Lavrov Lavrov Lavrov Lavrov\n– ministre ", id="the same after names"),
        pytest.param(
            "ru", "Лавров Лавров Лавров\nсказал заявила Лавров ", id="a verb with nothing before it"
        ),
    ],
)
def test_texts_that_once_broke(language: str, text: str) -> None:
    check(CleanArticle("Lavrov on the base in Cuba", None, None, "2020-01-01", language, text, ""))
