"""Which items the rules of a feed take in, and which rules cannot be kept."""

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.pipeline import Names
from app.store.feed_rules import FeedRules, Matter, excluded_by, is_included, read_rules

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
NAMES = Names()
LEFT = Matter(
    "Talks on the bases go on", "A military training base near Dushanbe is to stay.", ("World", "Asia")
)
RUSSIAN = Matter("О базах в Таджикистане", "Министр обороны прибыл в Душанбе.")


def rules(session: Session, include: str = "", exclude: str = "") -> FeedRules:
    return read_rules(include, exclude, NAMES.index(session))


@pytest.mark.parametrize(
    ("rule", "matter", "fits"),
    [
        ("base", LEFT, True),
        ("bases", Matter("One base", ""), True),
        ("training bases", LEFT, True),
        ("base training", LEFT, False),  # a phrase keeps its order
        ('"military training"', LEFT, True),
        ("«military training»", LEFT, True),
        ('"military base"', LEFT, False),
        ('"bas"', LEFT, False),  # whole words alone
        ("text: Dushanbe", LEFT, True),
        ("title: Dushanbe", LEFT, False),
        ("TITLE: talks", LEFT, True),
        ("category: asia", LEFT, True),
        ("category: As", LEFT, False),
        ("база", RUSSIAN, True),
        ("министры обороны", RUSSIAN, True),
        ("country: TJ", RUSSIAN, True),
        ("country: Tajikistan", RUSSIAN, True),
        ("country: kg", RUSSIAN, False),
        ("# base\n\nsubmarine", LEFT, False),
        ("", LEFT, True),  # no rules: everything
    ],
)
def test_what_a_rule_fits(seeded_session: Session, rule: str, matter: Matter, fits: bool) -> None:
    found = rules(seeded_session, include=rule)
    assert is_included(found, matter, NAMES.index(seeded_session)) is fits


def test_the_rule_that_leaves_an_item_out_is_named(seeded_session: Session) -> None:
    found = rules(seeded_session, exclude="football\ntitle: talks\nbase")
    rule = excluded_by(found, LEFT, NAMES.index(seeded_session))
    assert rule is not None
    assert rule.line == "title: talks"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("base\ncountry: Atlantis", "include rules, line 2: “Atlantis” is no country"),
        ("language: ru", "“language:” is no kind of rule"),
        ("title:", "nothing after the colon"),
        ("of the", "no word that tells items apart"),
        ("a" * 201, "201 characters: at most 200"),
        ("\n".join(f"word{n}" for n in range(101)), "line 101: over 100 rules"),
        ("base\u202e", "a control character"),
    ],
)
def test_what_is_no_rule(seeded_session: Session, lines: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        rules(seeded_session, include=lines)
