"""The countries that an article is about: those its text, its headline or its place on the site names."""

from urllib.parse import unquote, urlsplit

from app.clean.article import CleanArticle
from app.domain.kinds import CountryKind
from app.extract.name_index import NameIndex
from app.extract.name_spellings import CountryCue

_LONGEST_SECTION = 40  # code points; a longer part of a URL is the headline again, not a section


def find_countries(article: CleanArticle, index: NameIndex) -> tuple[str, ...]:
    """Codes of states and territories, each once: from the text in order, then the title, then the URL.

    Of the URL only a section or subdomain that is a country's name counts ("/lithuania/", "sudan.example.org").
    Bodies of several states (NATO, the UN) are no countries.
    """
    texts = (article.text, article.title or "", *_sections(article.url))
    codes = dict.fromkeys(
        mention.code
        for number, text in enumerate(texts)
        for mention in index.country_mentions(text)
        if number < 2 or (mention.how is CountryCue.NAME and mention.end - mention.start == len(text))
    )
    return tuple(code for code in codes if _is_country(code, index))


def _is_country(code: str, index: NameIndex) -> bool:
    country = index.country(code)
    return country is not None and country.kind is not CountryKind.ORGANISATION


def _sections(url: str | None) -> list[str]:
    """ "https://a.org/south-sudan/?p=1" -> ["A", "South Sudan"]."""
    if url is None:
        return []
    parts = urlsplit(url)
    host = (parts.hostname or "").split(".")[:-2]
    raw = [*host, *parts.path.split("/")]
    return [unquote(part).replace("-", " ").title() for part in raw if 3 < len(part) <= _LONGEST_SECTION]
