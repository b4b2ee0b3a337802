"""What the rules let bear on a denial: a table of what contradicts what, and what does not."""

from dataclasses import replace

import pytest

from app.resolve.bearing_rules import RecordNoun, parse_rules, rule_book
from app.resolve.bearings import MOST_PROPOSALS, Denial, Record, Speaker, propose

OWN = Speaker("anna-orlova", frozenset({"Ministry of Defence of Russia"}), "RU", "Russia")
COLLEAGUE = Speaker("boris-petrov", frozenset({"Ministry of Defence of Russia"}), "RU", "Russia")
COMPATRIOT = Speaker("vera-lis", frozenset({"Presidential Executive Office"}), "RU", "Russia")
HOST = Speaker("juan-perez", frozenset(), "VE", "Venezuela")
NOBODY = Speaker()


def denial(words: str, topic: str, **changes: object) -> Denial:
    made = Denial("2020-03-01", topic, words, OWN, {"VE": "Venezuela"}, frozenset({1}))
    return replace(made, **changes)  # type: ignore[arg-type]


def said(kind: str, topic: str, words: str, day: str | None = "2020-04-04", **changes: object) -> Record:
    made = Record(
        RecordNoun.STATEMENT,
        7,
        kind,
        day,
        frozenset({"VE"}),
        frozenset({1}),
        topic=topic,
        words=words,
        speaker=COLLEAGUE,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def claim(what: str, value: str, day: str | None, number: int = 8, **changes: object) -> Record:
    made = Record(RecordNoun.CLAIM, number, what, day, frozenset({"VE"}), frozenset({1}), value=value)
    return replace(made, **changes)  # type: ignore[arg-type]


def agreement(kind: str, status: str, day: str) -> Record:
    return Record(RecordNoun.AGREEMENT, 9, kind, day, frozenset({"VE"}), frozenset(), value=status)


NO_BASE = denial("We shall build no permanent base there.", "base")
NO_PLANS = denial("There are no plans for a base.", "base")
IS_NO_BASE = denial("That airfield is a civilian one.", "base")
NO_REQUEST = denial("Nobody has asked us for military aid.", "military_aid")
NO_AID = denial("We deliver no arms.", "military_aid")
NO_TROOPS = denial("There are no soldiers of ours in that country.", "deployment")
NO_MERCENARIES = denial("No mercenaries of ours are there.", "deployment")
NO_LEAVING = denial("Our unit stays.", "withdrawal")


@pytest.mark.parametrize(
    ("denied", "record", "relation"),
    [
        pytest.param(
            NO_BASE, said("announcement", "base", "A base opens."), "contradicts", id="a base by a base"
        ),
        pytest.param(
            NO_BASE,
            said("announcement", "deployment", "Instructors fly in."),
            None,
            id="a base by no instructors",
        ),
        pytest.param(
            NO_BASE,
            said("confirmation", "base", "Only instructors live at the base."),
            "see_also",
            id="nor by instructors at a base",
        ),
        pytest.param(
            NO_PLANS, agreement("basing", "signed", "2021-02-01"), "supersedes", id="plans by a treaty"
        ),
        pytest.param(NO_PLANS, agreement("basing", "proposed", "2021-02-01"), None, id="not by a draft"),
        pytest.param(NO_PLANS, agreement("basing", "signed", "2039-02-01"), None, id="not decades after"),
        pytest.param(
            NO_PLANS,
            agreement("port_access", "signed", "2021-02-01"),
            "see_also",
            id="port calls are no base",
        ),
        pytest.param(NO_PLANS, claim("status", "active", "2020-02-01"), None, id="plans not by what stands"),
        pytest.param(
            IS_NO_BASE,
            claim("status", "active", "2020-02-01"),
            "contradicts",
            id="a base that stood that day",
        ),
        pytest.param(
            IS_NO_BASE, claim("status", "closed", "2020-02-01"), None, id="a base that was closed by then"
        ),
        pytest.param(
            IS_NO_BASE, claim("status", "active", "2021-02-01"), "supersedes", id="a base that came up later"
        ),
        pytest.param(
            NO_REQUEST,
            said("confirmation", "military_aid", "We did get a letter asking for aid."),
            "contradicts",
            id="a request by word of it",
        ),
        pytest.param(
            NO_REQUEST,
            said("confirmation", "military_aid", "Two aircraft were delivered."),
            "see_also",
            id="a request not by aid alone",
        ),
        pytest.param(
            NO_AID, said("confirmation", "military_aid", "Two aircraft came."), "contradicts", id="aid by aid"
        ),
        pytest.param(
            NO_TROOPS,
            said("confirmation", "deployment", "Our soldiers were there."),
            "contradicts",
            id="troops by troops",
        ),
        pytest.param(
            NO_TROOPS,
            said("announcement", "exercise", "Joint drills begin."),
            "see_also",
            id="troops not by an exercise",
        ),
        pytest.param(
            NO_TROOPS,
            said("confirmation", "deployment", "Instructors are there."),
            "see_also",
            id="troops not by instructors",
        ),
        pytest.param(NO_TROOPS, claim("personnel", "300", "2020-09"), "contradicts", id="troops by a number"),
        pytest.param(
            denial("We plan to send no troops.", "deployment"),
            claim("personnel", "300", "2020-09"),
            None,
            id="a plan not by a number",
        ),
        pytest.param(
            NO_MERCENARIES,
            said("confirmation", "deployment", "Soldiers were sent."),
            "see_also",
            id="mercenaries not by soldiers",
        ),
        pytest.param(
            NO_MERCENARIES,
            said("confirmation", "deployment", "A private military company works there."),
            "contradicts",
            id="mercenaries by a company",
        ),
        pytest.param(
            NO_LEAVING, claim("status", "withdrawn", "2020-06"), "contradicts", id="staying by leaving soon"
        ),
        pytest.param(
            NO_LEAVING,
            claim("status", "withdrawn", "2024-06"),
            "supersedes",
            id="staying by leaving years later",
        ),
        pytest.param(
            NO_TROOPS,
            said("confirmation", "deployment", "Soldiers came.", speaker=HOST),
            "says_otherwise",
            id="another state says otherwise",
        ),
        pytest.param(
            NO_TROOPS,
            said("confirmation", "deployment", "Soldiers came.", speaker=NOBODY),
            "says_otherwise",
            id="who is on no known side too",
        ),
        pytest.param(NO_TROOPS, said("denial", "deployment", "None came."), "supports", id="denied again"),
        pytest.param(
            NO_TROOPS, said("confirmation", "deployment", "Soldiers came.", None), None, id="no day, no order"
        ),
        pytest.param(
            NO_TROOPS,
            said("confirmation", "deployment", "Soldiers came.", places=frozenset({"CU"}), bases=frozenset()),
            None,
            id="another country",
        ),
        pytest.param(
            NO_TROOPS,
            said("confirmation", "deployment", "Soldiers came.", bases=frozenset({2})),
            None,
            id="another base of that country",
        ),
        pytest.param(
            denial("Солдат наших там нет.", "deployment"),
            said("confirmation", "deployment", "Там работают инструкторы."),
            "see_also",
            id="Russian words",
        ),
    ],
)
def test_what_bears_on_a_denial(denied: Denial, record: Record, relation: str | None) -> None:
    found = propose(denied, [record])
    assert [one.relation for one in found] == ([relation] if relation else [])


@pytest.mark.parametrize(
    ("speaker", "reason"),
    [
        (OWN, "later word of troops by the same official on the same base"),
        (COLLEAGUE, "later word of troops by the same ministry on the same base"),
        (COMPATRIOT, "later word of troops by the same state on the same base"),
        (HOST, "later word of troops by another side (Venezuela) on the same base"),
        (NOBODY, "later word of troops by a speaker of no known state on the same base"),
    ],
)
def test_the_reason_names_when_who_and_where(speaker: Speaker, reason: str) -> None:
    (found,) = propose(NO_TROOPS, [said("confirmation", "deployment", "Soldiers came.", speaker=speaker)])
    assert found.reason == reason
    assert found.gap == (34, 34)


def test_a_place_is_named_where_no_base_is_shared() -> None:
    record = said("confirmation", "deployment", "Soldiers came.", bases=frozenset())
    assert propose(NO_TROOPS, [record])[0].reason.endswith("by the same ministry about Venezuela")


def test_only_the_last_status_stands() -> None:
    closed_since = [claim("status", "active", "2019-01-01", 1), claim("status", "closed", "2019-06-01", 2)]
    assert propose(IS_NO_BASE, closed_since) == []
    reopened = [*closed_since, claim("status", "active", "2020-01-01", 3)]
    assert [one.id for one in propose(IS_NO_BASE, reopened)] == [3]


def test_against_comes_first_and_near_before_far_within_bounds() -> None:
    records = [
        said("denial", "deployment", "None.", "2020-03-02", id=1),
        said("confirmation", "deployment", "Some.", "2021-03-02", id=2),
        said("confirmation", "deployment", "Some.", "2020-03-09", id=3),
        said("confirmation", "deployment", "Some.", "2019-12-01", id=4),
    ]
    assert [one.id for one in propose(NO_TROOPS, records)] == [3, 2, 4, 1]
    many = [said("confirmation", "deployment", "Some.", id=n) for n in range(500)]
    assert 0 < len(propose(NO_TROOPS, many)) <= MOST_PROPOSALS


def test_every_rule_can_be_read_and_a_wrong_one_is_named() -> None:
    assert len(rule_book().rules) > 20
    wrong = {
        "name": "odd",
        "denies": ["base"],
        "record": "claim",
        "kinds": ["status"],
        "values": ["gone"],
        "when": "later",
        "within_days": 1,
        "relation": "see_also",
        "what": "x",
    }
    with pytest.raises(ValueError, match="odd: values knows no gone"):
        parse_rules({"words": {}, "rule": [wrong]})
