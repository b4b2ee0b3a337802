"""Who says what in English sentences of many shapes: where the subject stands, and what stands between."""

import pytest

from tests.extract.reading import DENIED, statements, words


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            f"Lavrov, who had flown in overnight, said {DENIED}.", "Sergey Lavrov", id="clause in commas"
        ),
        pytest.param(
            "Marat Usenov (Unity), 61, the Kyrgyz defence minister, said the Russian base would stay.",
            "Marat Usenov", id="brackets, an age and a title",
        ),
        pytest.param(
            "The Russian embassy, when asked by our paper, said the base would stay.", "Russian embassy",
            id="when asked",
        ),
        pytest.param(
            "The talks were held with help from Defence Minister Marat Usenov, who said the Russian base would stay.",
            "Marat Usenov", id="who, after a preposition",
        ),
        pytest.param(
            "Walking to his car, Lavrov smiled and said that the base would stay.", "Sergey Lavrov",
            id="after a participle, joined by and",
        ),
        pytest.param("The Russian military base, Lavrov said, was of no use.", "Sergey Lavrov", id="aside"),
        pytest.param("The Russian military base, said Lavrov, was of no use.", "Sergey Lavrov", id="inverted aside"),
        pytest.param(
            f"{DENIED}, the agency was told by the head of the press service, Marat Usenov.", "Marat Usenov",
            id="was told by",
        ),
        pytest.param(
            "Reporters were told by Lavrov that the Russian base would stay.", "Sergey Lavrov", id="were told by, that"
        ),
        pytest.param(
            f"“{DENIED},” Lavrov replied to a question about the port.", "Sergey Lavrov", id="replied to a question"
        ),
        pytest.param("“Will the Russian base ever close?” Lavrov asked.", "Sergey Lavrov", id="a quoted question"),
        pytest.param(
            "“The treaty says ‘no foreign bases,’” Lavrov said of Russian troops.", "Sergey Lavrov",
            id="a quotation that ends in another",
        ),
        pytest.param("The Defence Ministry of Mali, has said the Russian base would stay.",
                     "Defence Ministry of Mali", id="a stray comma"),
        pytest.param(
            "According to the Gyumri Herald, Lavrov, the foreign minister, said the base would stay.",
            "Sergey Lavrov", id="the paper is not the minister",
        ),
        pytest.param("Rosoboronexport played down the sale of arms to Mali.", "Rosoboronexport", id="a state's firm"),
    ],
)  # fmt: skip
def test_the_subject_is_found_past_what_parts_it_from_its_verb(text: str, speaker: str) -> None:
    [one] = statements(text)
    assert one.speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Abkhazia declared independence, a move that led to a Russian base.", id="declared a thing"
        ),
        pytest.param("🚨#Niger : des «instructeurs», et une base militaire. #Russie", id="tags of a post"),
        pytest.param("@gyumri_news: the Russian military base will be closed", id="a handle"),
        pytest.param("“The base is noisy,” a taxi driver said.", id="anyone speaks, but for no side"),
    ],
)
def test_no_speaker_of_a_side(text: str) -> None:
    assert statements(text) == []


def test_words_that_only_he_added_parts_are_one_statement() -> None:
    text = "“Those troops stay,” Lavrov said. “They guard the base,” he added, referring to the war of 1999."
    [one] = statements(text)
    assert words(text, one) == "Those troops stay,” Lavrov said. “They guard the base"
    assert one.said_on != "1999"


def test_the_spokesman_goes_on_where_his_ministry_began() -> None:
    text = (
        "The Kremlin denied that Russia would close its base.\n\n"
        "“This looks like a misreading of something in the papers,” Dmitry Peskov told journalists."
    )
    assert [one.speaker for one in statements(text)] == ["Kremlin", "Dmitry Peskov"]


def test_what_a_comment_was_on_is_no_statement_of_its_own() -> None:
    text = "Lavrov commented on the criticism of the Russian base by lawmakers: “That base is none of their business.”"
    [one] = statements(text)
    assert one.mode.value == "direct"


def test_a_quotation_over_a_line_break_is_one_statement() -> None:
    text = 'Lavrov said: "We keep the Russian base.\nOur troops guard it." Then he left.'
    [one] = statements(text)
    assert words(text, one) == "We keep the Russian base.\nOur troops guard it."


def test_a_sentence_that_only_introduces_gives_its_speaker_to_the_next() -> None:
    text = "Lavrov wrote on his account:\n\n“The Russian base in Sudan is not planned.”"
    [one] = statements(text)
    assert (one.speaker, one.mode.value) == ("Sergey Lavrov", "direct")


def test_what_was_told_to_the_press_begins_after_the_press() -> None:
    text = (
        "Lavrov told the press the Russian base would close, with Peskov saying that the troops would leave."
    )
    assert [one.speaker for one in statements(text)] == ["Sergey Lavrov", "Dmitry Peskov"]


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        pytest.param(
            "The Ministry considers it necessary to refute reports that the Russian base will close.", "Ministry",
            "denial", id="considers it necessary to refute",
        ),
        pytest.param(
            "A Russian base will come, affirmed this Thursday the spokeswoman of the Kremlin, Ana Luz Prado.",
            "Ana Luz Prado", "comment", id="inverted, after the day",
        ),
        pytest.param(
            "«We will host no Russian base», had thundered Marat Usenov, minister of defence.", "Marat Usenov",
            "denial", id="inverted, with had",
        ),
        pytest.param(
            "“The Russian base is frozen, not dead,” Omar al-Tahir, Sudan’s minister of defence, said.",
            "Omar al-Tahir", "comment", id="a name that opens with al-",
        ),
        pytest.param(
            "A statement by the Russian embassy in Mali, published on Telegram, spoke of “joint training of troops”.",
            "Russian embassy in Mali", "comment", id="a statement that spoke of",
        ),
        pytest.param(
            "Marat Usenov, who heads the defence committee of the parliament, said the Russian base would stay.",
            "Marat Usenov", "announcement", id="who heads the committee",
        ),
        pytest.param(
            "Lavrov told visitors that the Russian base would stay, according to his office.", "Sergey Lavrov",
            "announcement", id="relayed by his office",
        ),
        pytest.param(
            "The foreign ministry was vague: it was not aware of a request for a Russian base, it told us.",
            "foreign ministry", "denial", id="it is the body that opens the sentence",
        ),
        pytest.param(
            "“I never comment on canards,” Peskov said, when a reporter asked about the Russian base in Mali.",
            "Dmitry Peskov", "comment", id="an answer has its subject from the question",
        ),
        pytest.param(
            "«Ask again about the Russian base,” Lavrov smiled, “and I will say that there are no plans».",
            "Sergey Lavrov", "denial", id="marks of two styles",
        ),
    ],
)  # fmt: skip
def test_more_ways_to_say(text: str, speaker: str, kind: str) -> None:
    [one] = statements(text)
    assert (one.speaker, one.kind.value) == (speaker, kind)


def test_the_minister_is_the_one_whom_the_paragraph_names() -> None:
    text = (
        "Russian Foreign Minister Sergey Lavrov met Tajik Foreign Minister Sirojiddin Muhriddin.\n\n"
        "Muhriddin was guarded. The military base was not on the agenda, the minister said."
    )
    [one] = statements(text)
    assert one.official == "sirojiddin-muhriddin"


def test_a_sentence_told_as_the_one_before_is_a_statement_less_sure() -> None:
    text = "The Russian base would stay, Lavrov said. It would threaten nobody and host no missiles."
    one, other = statements(text)
    assert (other.speaker, other.kind.value) == ("Sergey Lavrov", "denial")
    assert other.confidence < one.confidence


def test_the_writer_goes_on_after_a_plain_that() -> None:
    text = "Lavrov said that the Russian base would stay. It was built in 1995 and holds three thousand soldiers."
    assert len(statements(text)) == 1


LABELLED = """Maria Zakharova: Let us begin.

Will the Russian base in Sudan be built at all?

There is no decision on the base, and we are in no hurry.

Your critics speak of a retreat of the Russian fleet.

We are not leaving, our ships and sailors stay where they are.

And the price of bread?

It is not my business, I only eat it."""


def test_the_answers_of_an_interview_that_names_its_speaker_once() -> None:
    assert [(one.speaker, words(LABELLED, one).split()[0]) for one in statements(LABELLED)] == [
        ("Maria Zakharova", "There"),
        ("Maria Zakharova", "We"),
    ]


def test_questions_and_answers_with_single_letters() -> None:
    text = (
        "An interview with the Russian foreign minister Sergey Lavrov.\n\n"
        "Q: So Russia agreed to close its military base?\n\nA: No, the base stays. Our troops are needed there."
    )
    [one] = statements(text)
    assert (one.speaker, words(text, one)) == (
        "Sergey Lavrov",
        "No, the base stays. Our troops are needed there.",
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Reacting to what Reuters, citing diplomats, reported, the Kremlin spokesman, Dmitry Peskov, said "
            "that no troops are at the base.",
            "Dmitry Peskov", id="the main clause after what it reacts to",
        ),
        pytest.param(
            "“Those Russian mercenaries worry us,” reacted the French Defence Minister, Paul Renard.", "Paul Renard",
            id="reacted",
        ),
        pytest.param(
            "The Russian base is not in question, RIA Novosti reported quoting Lavrov.", "Sergey Lavrov",
            id="reported quoting",
        ),
        pytest.param(
            "While there have been reports of Russian troops, Mali has denied this information.", "Mali",
            id="this, in the clause before",
        ),
        pytest.param(
            "British intelligence has warned that Russia is building a base in Libya.", "British intelligence",
            id="an intelligence service",
        ),
    ],
)  # fmt: skip
def test_leads_and_relays(text: str, speaker: str) -> None:
    assert [one.speaker for one in statements(text)] == [speaker]


def test_a_date_in_a_relative_clause_is_not_that_of_the_words() -> None:
    text = "Russia, which annexed the peninsula in 2014, has denied having plans for a military base there."
    [one] = statements(text)
    assert one.said_on != "2014"


def test_commenting_on_reports_says_nothing_by_itself() -> None:
    text = "“The base talks go on,” Lavrov said, commenting on reports claiming that Russia wants two bases."
    assert [one.mode.value for one in statements(text)] == ["direct"]


def test_a_quotation_that_no_mark_closes_goes_on_in_the_next_paragraph() -> None:
    text = "“Our Russian troops stay on the river.\n\n“There is no order to leave the base,” Lavrov said."
    [one] = statements(text)
    assert words(text, one) == "Our Russian troops stay on the river.\n\n“There is no order to leave the base"


def test_the_clause_of_that_in_quotation_marks_is_a_mixed_statement() -> None:
    text = "Lavrov assured that “the soil of Sudan will not host a Russian military base of any kind”."
    [one] = statements(text)
    assert (one.mode.value, words(text, one)) == ("mixed", text)


def test_his_office_speaks_for_him() -> None:
    text = "Lavrov opened a school. The army of Putin would ‘not leave the Russian base’ in Sudan, his office said."
    [one] = statements(text)
    assert one.speaker == "Vladimir Putin"


def test_a_run_of_denials_that_one_he_said_closes() -> None:
    text = "Mali does not plan a Russian base. There have been no such talks. There is nothing to add, Lavrov said."
    [one] = statements(text)
    assert (words(text, one), one.kind.value) == (text, "denial")


def test_the_writers_facts_before_he_said_stay_the_writers() -> None:
    text = "The Russian base opened in 1995. It holds three thousand men. The base will stay, Lavrov said."
    [one] = statements(text)
    assert words(text, one) == "The base will stay, Lavrov said."
