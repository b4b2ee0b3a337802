"""Statements in our own sentences: who says what, in which words, and what is no statement."""

import time

import pytest

from app.clean.article import CleanArticle
from app.extract.engine import extract_findings
from tests.extract.reading import DENIED, INDEX, PUBLISHED, article, opened, statements, words


@pytest.mark.parametrize(
    ("text", "speaker", "mode", "said"),
    [
        pytest.param(f"“{DENIED},” Lavrov said.", "Sergey Lavrov", "direct", DENIED, id="verb after"),
        pytest.param(f"“{DENIED},” said Lavrov.", "Sergey Lavrov", "direct", DENIED, id="verb before its subject"),
        pytest.param(f"Lavrov said: “{DENIED}.”", "Sergey Lavrov", "direct", f"{DENIED}.", id="colon"),
        pytest.param(f"«{DENIED}», Lavrov told reporters.", "Sergey Lavrov", "direct", DENIED, id="guillemets"),
        pytest.param(f"„{DENIED}“, Lavrov stressed.", "Sergey Lavrov", "direct", DENIED, id="low quotes"),
        pytest.param(f'"{DENIED}," Lavrov said.', "Sergey Lavrov", "direct", DENIED, id="straight quotes"),
        pytest.param(f"‘{DENIED},’ Lavrov said.", "Sergey Lavrov", "direct", DENIED, id="single quotes"),
        pytest.param(f"“{DENIED}” – Lavrov.", "Sergey Lavrov", "direct", DENIED, id="dash and speaker"),
        pytest.param(
            f"Lavrov said that {DENIED}.", "Sergey Lavrov", "indirect", f"Lavrov said that {DENIED}.", id="that"
        ),
        pytest.param(f"{DENIED}, Lavrov added.", "Sergey Lavrov", "indirect", f"{DENIED}, Lavrov added.", id="after"),
        pytest.param(
            f"According to Lavrov, {DENIED}.", "Sergey Lavrov", "indirect", f"According to Lavrov, {DENIED}.",
            id="according to",
        ),
        pytest.param(
            "Lavrov said the base would be “purely logistical” and small.", "Sergey Lavrov", "mixed",
            "Lavrov said the base would be “purely logistical” and small.", id="quoted fragment",
        ),
        pytest.param(
            f"{DENIED}, Dmitry Peskov, spokesman for Russian President Vladimir Putin, said on Monday.",
            "Dmitry Peskov", "indirect",
            f"{DENIED}, Dmitry Peskov, spokesman for Russian President Vladimir Putin, said on Monday.",
            id="apposition between commas",
        ),
        pytest.param(
            f"“{DENIED},” said the spokeswoman for the Russian Foreign Ministry, Maria Zakharova.",
            "Maria Zakharova", "direct", DENIED, id="name in apposition after the title",
        ),
        pytest.param(
            f"{DENIED}, RIA Novosti quoted Lavrov as saying.", "Sergey Lavrov", "indirect",
            f"{DENIED}, RIA Novosti quoted Lavrov as saying.", id="quoted by an agency",
        ),
        pytest.param(
            "Vladimir Putin was cited by the agency as saying that Russia does not need a base in Sudan.",
            "Vladimir Putin", "indirect",
            "Vladimir Putin was cited by the agency as saying that Russia does not need a base in Sudan.",
            id="was cited as saying",
        ),
        pytest.param(
            f"{DENIED}, the head of Russian diplomacy told the newspaper Al Ahram, a daily.",
            "Sergey Lavrov", "indirect",
            f"{DENIED}, the head of Russian diplomacy told the newspaper Al Ahram, a daily.",
            id="description resolved by the post on that day",
        ),
        pytest.param(
            "We’re pulling our military base out of SudanPutin said in an interview.", "Vladimir Putin", "direct",
            "We’re pulling our military base out of Sudan", id="run-together words, lost marks",
        ),
        pytest.param(
            "“We will keep the base in Sudan, Lavrov said in Moscow.", "Sergey Lavrov", "direct",
            "We will keep the base in Sudan", id="closing mark lost",
        ),
        pytest.param(
            f"In a statement, the Sudanese Foreign Ministry said {DENIED}.", "Sudanese Foreign Ministry", "indirect",
            f"In a statement, the Sudanese Foreign Ministry said {DENIED}.", id="a body",
        ),
        pytest.param(
            f"“{DENIED},” said Chancellor of the Foreign Ministry Vytenis Paulauskaitis.", "Vytenis Paulauskaitis",
            "direct", DENIED, id="an official that the reference does not know",
        ),
    ],
)  # fmt: skip
def test_who_says_what(text: str, speaker: str, mode: str, said: str) -> None:
    [one] = statements(text)
    assert (one.speaker, one.mode.value, words(text, one)) == (speaker, mode, said)


def test_a_quotation_that_only_he_said_parts_is_one_statement() -> None:
    text = "“We do not need a base in Sudan,” Lavrov said. “We have enough bases.”"
    [one] = statements(text)
    assert words(text, one) == "We do not need a base in Sudan,” Lavrov said. “We have enough bases."


def test_the_next_paragraph_of_a_quotation_is_another_statement() -> None:
    text = "“We do not need a base in Sudan,” Lavrov said.\n\n“Our troops stay in Tajikistan.”"
    one, other = statements(text)
    assert (one.speaker, other.speaker) == ("Sergey Lavrov", "Sergey Lavrov")
    assert words(text, other) == "Our troops stay in Tajikistan."
    assert other.confidence < one.confidence


def test_a_relative_clause_speaks_for_its_own_subject() -> None:
    text = (
        "Richard Marles said he spoke with Indonesian Defence Minister Sjafrie Sjamsoeddin, "
        "who rejected a report that Russia wants a military base."
    )
    [one] = statements(text)
    assert (one.official, one.kind.value) == ("sjafrie-sjamsoeddin", "denial")


def test_the_last_verb_of_a_sentence_reports_all_of_it() -> None:
    text = (
        "Bishkek proposes a second military base but Moscow does not need it, Grigory Karasin told reporters."
    )
    [one] = statements(text)
    assert (one.official, one.kind.value) == ("grigory-karasin", "denial")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Sergey Lavrov met Emomali Rahmon. Lavrov praised the base. He said the troops would stay.",
            "Sergey Lavrov", id="he is who spoke last",
        ),
        pytest.param(
            "Sergey Lavrov arrived in Sudan. Maria Zakharova briefed reporters. She said the base would open.",
            "Maria Zakharova", id="she is a woman",
        ),
        pytest.param(
            "Sergey Lavrov and Tajik Foreign Minister Sirojiddin Muhriddin met at the military base. "
            "The Tajik minister said the base was needed.",
            "Sirojiddin Muhriddin", id="the country tells the ministers apart",
        ),
        pytest.param(
            "Sergey Lavrov met Sirojiddin Muhriddin. “The base stays,” Lavrov said. "
            "Russia is grateful for its military base, the minister added.",
            "Sergey Lavrov", id="added carries on",
        ),
        pytest.param(
            "The base will grow, said Central African Ambassador to Russia Bondo. The ambassador said troops "
            "are welcome. Russian Ambassador Ivan Petrosov left.",
            "Bondo", id="a title means who was named before",
        ),
        pytest.param(
            "Ivan Petrosov, the Russian-backed “president” of Abkhazia told the paper the base would open.",
            "Ivan Petrosov", id="scare quotes within a title, a comma lost",
        ),
        pytest.param(
            "Russia signed a deal on a base, an accord the Georgian foreign ministry is calling “illegal”.",
            "Georgian foreign ministry", id="the quoted word belongs to another verb",
        ),
        pytest.param(
            "Mali's president had offered a base, Major- General Ivan Petrosov was quoted as saying.",
            "Ivan Petrosov", id="the last verb reports all",
        ),
        pytest.param(
            "Asked about the claim that the minister Ali Keita had announced a base, Lavrov said: “We will see.”",
            "Sergey Lavrov", id="what another had announced",
        ),
        pytest.param(
            "As the Herald reported, Lavrov told journalists on Friday that the base stays.",
            "Sergey Lavrov", id="as a paper reported",
        ),
        pytest.param(
            "The question of a military base is closed. This was stated by the minister of Mali Ali Keita in Moscow.",
            "Ali Keita", id="this was stated by",
        ),
        pytest.param(
            "Lavrov denied it. According to Russian agencies, Peskov was asked on it. He said the base stays.",
            "Dmitry Peskov", id="he is who was asked",
        ),
        pytest.param(
            "Lavrov said the troops stay, Example.Com reports, citing Interfax. “The base will grow,” he said.",
            "Sergey Lavrov", id="an agency is not he",
        ),
        pytest.param(
            "Armenian leader Nikol Pashinyan does not see the use of Russian bases, he told a newspaper about this.",
            "Nikol Pashinyan", id="he told about this",
        ),
        pytest.param(
            "A senior Malian official welcomed Lavrov. A senior Malian official said the base opens. "
            "“The troops are here,” said the official.",
            "senior Malian official", id="the official again",
        ),
        pytest.param(
            "“The troops stay in Mali,” the Russian ambassador in Bamako, Ivan Petrosov, told a paper.",
            "Ivan Petrosov", id="a name beside the title",
        ),
        pytest.param(
            "Lavrov and his Tajik counterpart Sirojiddin Muhriddin confirmed that the base stays.",
            "Lavrov and his Tajik counterpart Sirojiddin Muhriddin", id="two speak as one",
        ),
    ],
)  # fmt: skip
def test_descriptions_and_pronouns(text: str, speaker: str) -> None:
    assert statements(text)[-1].speaker == speaker


def test_a_title_that_fits_two_ministers_stays_unresolved() -> None:
    text = (
        "Russian Foreign Minister Sergey Lavrov met Tajik Foreign Minister Sirojiddin Muhriddin at the base. "
        "The minister said the military base would be closed."
    )
    one = statements(text)[-1]
    assert (one.speaker, one.official) == ("minister", None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Reports suggested that Moscow was considering a military base in Cuba.", id="reports"),
        pytest.param("According to international media, Caracas asked for missiles and troops.", id="media"),
        pytest.param("Experts believe that Russia will open a naval base in Sudan.", id="experts"),
        pytest.param("“Russia needs a naval base in Sudan,” said Ivan Petrovsky, an analyst.", id="analyst"),
        pytest.param("A source said Russian troops would leave the base.", id="a source"),
        pytest.param(
            "The group was declared an “undesirable” organisation over military bases.", id="scare quotes"
        ),
        pytest.param("Lavrov said the trade turnover with Tajikistan grew by a third.", id="trade alone"),
        pytest.param("The coach said the club needs a new football base in Sochi.", id="football base"),
        pytest.param("The minister said the customer base of the company had grown.", id="customer base"),
        pytest.param("Lavrov did not say whether Russia would open a military base.", id="did not say"),
        pytest.param("Lavrov is expected to say that the military base stays.", id="expected to say"),
        pytest.param("The film “Soldiers of the Military Base” was shown in Moscow.", id="title of a film"),
        pytest.param("Russia maintains a military base in Tajikistan.", id="the writer's own words"),
        pytest.param("Peskov was asked whether Russia would open a military base.", id="a question"),
        pytest.param(
            "Ministry sources said Russian troops would leave the base.", id="sources of a ministry"
        ),
        pytest.param("In late 2012, Bishkek agreed to lease the military base.", id="a deed of long ago"),
        pytest.param("Russia Today said the naval base would be opened.", id="an outlet named after a state"),
        pytest.param(
            "“The military base is needed,” said Ivan Petrosov, former Defence Minister of Tajikistan.",
            id="former",
        ),
        pytest.param("Lavrov spoke when he was told that the base would move.", id="what others say"),
        pytest.param(
            "Lavrov said Poland wants nuclear plants and facilities of its own.",
            id="facilities of another kind",
        ),
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert statements(text) == []


INTERVIEW = """We talked about it with the Deputy Foreign Minister of Lithuania, Mantas Adomenas.

What does Moscow want from Minsk?

It wants to keep its influence, that is clear.

Are there Russian troops in Belarus? Will more come?

Well, Russia has several military bases there. Those bases are growing.

Is the economy in trouble?

The economy has been in trouble for years."""


def test_the_answers_of_an_interview_without_marks() -> None:
    [one] = statements(INTERVIEW)
    assert one.speaker == "Mantas Adomenas"
    assert words(INTERVIEW, one) == "Well, Russia has several military bases there. Those bases are growing."
    assert (one.mode.value, one.kind.value) == ("direct", "confirmation")


def test_a_line_that_opens_with_a_speaker_and_a_colon() -> None:
    text = "Kremlin: Putin and Lukashenko have not discussed a Russian military base"
    [one] = statements(text)
    assert (one.speaker, one.kind.value) == ("Kremlin", "denial")
    assert words(text, one) == "Putin and Lukashenko have not discussed a Russian military base"


def test_attributions_hold_what_the_filters_leave_out() -> None:
    text = "Experts say prices will rise. Lavrov said the base stays."
    found = extract_findings(article(opened(text)), INDEX, attributions=True)
    assert extract_findings(article(opened(text)), INDEX).attributions == ()
    assert [one.speaker_mention for one in found.attributions] == ["Experts", "Lavrov"]
    assert [one.speaker for one in found.statements] == ["Sergey Lavrov"]


def test_a_language_without_lexicon_yields_no_statement() -> None:
    found = extract_findings(CleanArticle(None, None, None, PUBLISHED, "fi", "Lavrov said no.", ""), INDEX)
    assert found.statements == found.attributions == ()


def test_offsets_count_code_points() -> None:
    text = "Прессе: Jovita Neliupšienė — “😀”. Lavrov said the military base in Niš 🚀 would stay."
    [one] = statements(text)
    assert words(text, one) == "Lavrov said the military base in Niš 🚀 would stay."


@pytest.mark.parametrize(
    "text", ["A" * 50_000, "Ivan " * 10_000, "“" * 20_000, "x, " * 20_000, "Russia’s base, " * 2_000], ids=len
)
def test_a_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    begin = time.process_time()
    assert statements(text) == []
    assert time.process_time() - begin < 5  # a second at most; minutes when a pattern backtracks


def test_an_article_without_a_russian_subject_yields_nothing() -> None:
    text = "“American troops may use the naval bases,” Defence Minister Ali Keita of Mali said."
    found = extract_findings(article(text), INDEX, attributions=True)
    assert found.statements == ()
    assert len(found.attributions) == 1
