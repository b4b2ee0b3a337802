"""Near-copies of one text, and texts that are none."""

import pytest

from app.resolve.origins import FEWEST_RUNS, MARKS, is_near_copy, signature_of, similarity

STORY = (
    "The minister told reporters on Tuesday that no base would be built on the northern coast. He said the two "
    "sides had talked about fishing rights, a ferry line and the repair of a lighthouse, and that soldiers had "
    "not been mentioned once. Opposition deputies asked for the minutes of the meeting to be published. The "
    "port authority confirmed that a survey ship had measured the depth of the bay in March, at the request of "
    "a shipping company whose owner was not named. Residents of the island have protested against the survey "
    "since spring, fearing that the beach would be closed. A spokesman for the governor promised that every "
    "resident would be heard before any work began. The next round of talks is planned for the autumn in the "
    "capital, when both delegations are expected to sign a protocol on pilots and tugboats."
)
SENTENCES = STORY.split(". ")
OTHER = (
    "The minister told reporters on Tuesday that the harvest had been good. He thanked the farmers of the "
    "southern plains and announced that grain would be sold abroad again from the first of the month. Bakers "
    "welcomed the decision, while the association of millers warned that prices might rise before winter. The "
    "national bank kept its rate unchanged and expects inflation to slow in the second half of the year. A "
    "festival of bread is held in the old town on Sunday, with a procession of carts and a fair on the square."
)


def near(one: str, other: str) -> bool:
    first, second = signature_of(one), signature_of(other)
    assert first is not None
    assert second is not None
    found = bool(set(first.bands) & set(second.bands))
    return found and is_near_copy(similarity(first.marks, second.marks), len(one), len(other))


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(STORY.upper().replace(". ", ".\n\n").replace(",", ";"), id="case, marks and layout"),
        pytest.param("NORTH PORT (Agency) — " + STORY + " Read also: the ferry line opens.", id="frame"),
        pytest.param(". ".join(SENTENCES[:5]), id="cut after five of eight sentences"),
        pytest.param(". ".join(s for i, s in enumerate(SENTENCES) if i != 3), id="a sentence left out"),
        pytest.param(STORY.replace("reporters", "journalists").replace("autumn", "fall"), id="edited"),
        pytest.param(STORY + " " + OTHER[:250], id="lengthened"),
    ],
)
def test_a_touched_reprint_is_a_near_copy(copy: str) -> None:
    assert near(STORY, copy)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OTHER, id="the same opening, another subject"),
        pytest.param(OTHER + " " + ". ".join(SENTENCES[:2]), id="two sentences in common"),
        pytest.param(
            " ".join(word for pair in zip(OTHER.split(), STORY.split(), strict=False) for word in pair),
            id="the same words in another order",
        ),
    ],
)
def test_another_text_is_none(other: str) -> None:
    assert not near(STORY, other)


def test_a_notice_is_no_copy_of_the_long_page_that_holds_it() -> None:
    assert is_near_copy(0.4, 1_000, 2_000)  # the half of it
    assert not is_near_copy(0.1, 300, 5_000)


def test_a_text_of_a_few_words_has_no_signature() -> None:
    words = [f"word{n}" for n in range(FEWEST_RUNS + 2)]
    assert signature_of(" ".join(words)) is not None
    assert signature_of(" ".join(words[:-1])) is None


def test_signatures_stay_what_they_were() -> None:
    """Stored signatures are compared with new ones: another library version must give the same."""
    signature = signature_of(STORY)
    assert signature is not None
    assert len(signature.marks) == MARKS
    assert signature.marks[:8].hex() == "5104225efa128072"
    assert signature.bands[0] == 2507488901630356831
