"""Officials, bases and posts by their spellings, with what must stand near a spelling before it counts."""

import pytest

from app.domain.kinds import BaseKind, MatchRule
from app.domain.names import BaseName, OfficialName, ReferenceNames, RoleName, Spelling
from app.extract.name_index import NameCue, NameIndex
from app.extract.posts import Post
from app.resolve.reference import load_reference


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(load_reference())


@pytest.mark.parametrize(
    ("text", "surface", "how"),
    [
        ("Sergei Lavrov said", "Sergei Lavrov", NameCue.FULL),
        ("the minister, S. Lavrov, said", "S. Lavrov", NameCue.INITIALS),
        ("Lavrov said", "Lavrov", NameCue.SURNAME),
        ("LAVROV said", "LAVROV", NameCue.SURNAME),
        ("заявил Сергей Лавров", "Сергей Лавров", NameCue.FULL),
        ("по словам Сергея Лаврова", "Сергея Лаврова", NameCue.FULL),
        ("встреча с С. Лавровым", "С. Лавровым", NameCue.INITIALS),
        ("встреча с С.В. Лавровым", "С.В. Лавровым", NameCue.INITIALS),
        ("передал Лаврову", "Лаврову", NameCue.SURNAME),
        ("Serguéi Lavrov declaró", "Serguéi Lavrov", NameCue.FULL),
    ],
)
def test_one_minister_in_many_spellings(index: NameIndex, text: str, surface: str, how: NameCue) -> None:
    [mention] = index.official_mentions(text)
    assert (mention.surface, mention.slugs, mention.how) == (surface, ("sergey-lavrov",), how)
    assert text[mention.start : mention.end] == surface


def test_a_woman_declines_as_one(index: NameIndex) -> None:
    [mention] = index.official_mentions("по словам Марии Захаровой")
    assert mention.slugs == ("maria-zakharova",)


@pytest.mark.parametrize("text", ["Igor Lavrov scored", "V. Lavrov scored", "lavrov", "the Lavrovs' dacha"])
def test_another_bearer_of_the_name_is_nobody(index: NameIndex, text: str) -> None:
    assert index.official_mentions(text) == []


def test_a_shared_surname_keeps_every_bearer(index: NameIndex) -> None:
    [mention] = index.official_mentions("Haftar said")
    assert set(mention.slugs) >= {"khalifa-haftar", "saddam-haftar"}


def test_offsets_survive_folded_letters(index: NameIndex) -> None:
    text = "Ё… «Niš» — l’entretien : Díaz-Canel, Miguel Díaz-Canel"
    assert [text[m.start : m.end] for m in index.official_mentions(text)][-1] == "Miguel Díaz-Canel"


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Russia keeps its fleet at the Tartus naval base.", ["tartus-naval-facility"]),
        ("Russian warships left the port of Tartus.", ["tartus-naval-facility"]),
        ("Prices in Tartus rose, Russia said.", []),  # never alone: no facility at the town
        ("Hmeimim was shelled.", ["khmeimim-air-base"]),
        ("российская база в Тартусе", ["tartus-naval-facility"]),
        ("о российской базе в Тартусе", ["tartus-naval-facility"]),
        ("Tajikistan hosts the 201st Russian military base.", ["tajikistan-201st-military-base"]),
        ("soldiers of Base 201 in Tajikistan", ["tajikistan-201st-military-base"]),
        ("the 201st base of nowhere", []),  # a number needs its country
        ("BAMAKO, June 5 (Reuters) - Russian instructors left.", []),  # a dateline
        ("Bamako said Russian troops would stay.", []),  # a seat of government
        ("Gao is a town.", []),
    ],
)
def test_base_spellings_need_their_context(index: NameIndex, text: str, slugs: list[str]) -> None:
    assert [m.slug for m in index.base_mentions(text)] == slugs


def test_the_longest_spelling_wins() -> None:
    index = NameIndex(
        ReferenceNames(
            countries=(),
            officials=(),
            bases=(
                BaseName(
                    "town", "Vostok", "TJ", None, BaseKind.OTHER, None, (Spelling("Vostok", MatchRule.ALONE),)
                ),
                BaseName(
                    "base",
                    "x",
                    "TJ",
                    None,
                    BaseKind.AIR_BASE,
                    None,
                    (Spelling("Vostok air base", MatchRule.ALONE),),
                ),
            ),
            agreements=(),
        )
    )
    assert [m.slug for m in index.base_mentions("Vostok airbase and Vostok")] == ["base", "town"]


def _official(slug: str, start: str | None, end: str | None) -> OfficialName:
    role = RoleName("Minister of Foreign Affairs", "Ministry of Foreign Affairs of Mali", start, end)
    return OfficialName(slug, slug.title(), "", "ML", (slug.title(),), (role,))


def test_posts_by_date() -> None:
    officials = (_official("first one", None, "2015"), _official("second one", "2015-06", None))
    index = NameIndex(ReferenceNames(countries=(), officials=officials, bases=(), agreements=()))
    assert index.officials_in_post("ML", Post.FOREIGN_MINISTER, "2014") == ("first one",)
    assert index.officials_in_post("ML", Post.FOREIGN_MINISTER, "2020-02-01") == ("second one",)
    assert index.officials_in_post("ML", Post.DEFENCE_MINISTER) == ()


@pytest.mark.parametrize(
    ("slug", "post"),
    [
        ("sergey-lavrov", Post.FOREIGN_MINISTER),
        ("dmitry-peskov", Post.HEAD_OF_STATE_SPOKESPERSON),
        ("maria-zakharova", Post.FOREIGN_SPOKESPERSON),
        ("vladimir-putin", Post.HEAD_OF_STATE),
        ("nikol-pashinyan", Post.PRIME_MINISTER),
    ],
)
def test_posts_of_the_seeds(index: NameIndex, slug: str, post: Post) -> None:
    assert post in index.posts_of(slug, "2023-06-06")
