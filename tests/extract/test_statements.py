"""Statements in our own sentences: who says what, of which kind, when, and what is no statement."""

import time

import pytest

from app.clean.article import CleanArticle
from app.extract.engine import extract_findings
from app.extract.findings import FoundStatement
from app.extract.name_index import NameIndex
from app.resolve.reference import load_reference

INDEX = NameIndex(load_reference())
PUBLISHED = "2023-06-07"  # a Wednesday

# Put before each case: the article is on our subject, and about Russia.
SUBJECT = "Russia keeps troops abroad, and a military base."


def article(text: str, *, title: str | None = None, published: str | None = PUBLISHED) -> CleanArticle:
    return CleanArticle(title, None, None, published, "en", text, "")


def statements(
    text: str, *, title: str | None = None, published: str | None = PUBLISHED
) -> list[FoundStatement]:
    """The statements of an article that opens with SUBJECT and goes on with `text`."""
    whole = opened(text)
    found = extract_findings(article(whole, title=title, published=published), INDEX).statements
    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(whole)
        assert one.span.of(whole) == one.span.of(whole).strip()
    return list(found)


def opened(text: str) -> str:
    return f"{SUBJECT}\n\n{text}"


def words(text: str, one: FoundStatement) -> str:
    return one.span.of(opened(text))


DENIED = "Russia has no plans to build a military base in Sudan"


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


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        pytest.param("Lavrov denied that Russia has troops in Mali.", "denial", id="denied"),
        pytest.param("Lavrov ruled out a military base in Cuba.", "denial", id="ruled out"),
        pytest.param("Lavrov did not rule out a military base in Cuba.", "comment", id="did not rule out"),
        pytest.param(
            "Lavrov said Russia does not rule out sending troops.", "comment", id="not ruled out within"
        ),
        pytest.param("Lavrov said Russia is not seeking military expansion.", "denial", id="not seeking"),
        pytest.param(
            "Lavrov said the reports on a base have nothing to do with reality.", "denial", id="reality"
        ),
        pytest.param("Lavrov said a military base is not a goal in itself.", "denial", id="not a goal"),
        pytest.param("“There is no such base,” Lavrov said of the troops.", "denial", id="no such"),
        pytest.param(
            "Lavrov said no requests for military aid had been received.", "denial", id="no requests"
        ),
        pytest.param("Lavrov called the reports on a base “nonsense”.", "denial", id="called nonsense"),
        pytest.param(
            "Lavrov said the military policy will not bring anything good.", "comment", id="not a denial"
        ),
        pytest.param("Lavrov confirmed that instructors train the troops.", "confirmation", id="confirmed"),
        pytest.param("Lavrov announced the deployment of troops to Mali.", "announcement", id="announced"),
        pytest.param("Lavrov said Russia will send troops to Mali.", "announcement", id="will send"),
        pytest.param("Lavrov said Russia is ready to open a military base.", "proposal", id="is ready"),
        pytest.param("Lavrov warned against the deployment of missiles.", "warning", id="warned"),
        pytest.param(
            "Lavrov condemned the American military presence in Syria.", "criticism", id="condemned"
        ),
        pytest.param("Lavrov called the NATO deployment “illegal” and “hostile”.", "criticism", id="illegal"),
        # What is a denial.
        pytest.param("Lavrov said Mali rejects the idea of a military base.", "denial", id="rejects the idea"),
        pytest.param("“No, that has not been the case with the base,” Lavrov said.", "denial", id="not the case"),
        pytest.param("Lavrov said he was not aware of a military base in Mali.", "denial", id="not aware"),
        pytest.param("“I have not heard of such a base,” Lavrov said.", "denial", id="not heard"),
        pytest.param("“We do not possess data on a base,” Lavrov said.", "denial", id="possess no data"),
        pytest.param("Lavrov described the reports on a base as “absolute lies”.", "denial", id="lies"),
        pytest.param("Lavrov said the reports on a base lacked any evidence.", "denial", id="lacked evidence"),
        pytest.param("Lavrov said arms supplies are misrepresented by the press.", "denial", id="misrepresented"),
        pytest.param("Lavrov said Russia does not plan to withdraw troops.", "denial", id="no withdrawal"),
        pytest.param("Lavrov said Moscow will not bow to pressure over its base.", "denial", id="will not bow"),
        pytest.param("Lavrov said a satellite station is not for spying.", "denial", id="not for spying"),
        pytest.param("“These are fakes,” Lavrov said of reports on a base.", "denial", id="fakes"),
        pytest.param("The Kremlin said it knew nothing of a base in Libya.", "denial", id="knew nothing"),
        # What only looks like one.
        pytest.param(
            "“Yes, that is the case. There is no need for troops there any longer, they leave,” Lavrov said.",
            "confirmation", id="yes opens an admission",
        ),
        pytest.param("“It is not a shame to host a base,” Lavrov said.", "comment", id="an opinion"),
        pytest.param(
            "“They told me that Russia has no right to a base there,” Lavrov said.", "comment", id="others' words"
        ),
        pytest.param("Lavrov could neither confirm nor deny plans for a base, he said.", "comment", id="neither"),
        pytest.param(
            "“There is no such friendship with those who gave us arms,” Lavrov said.", "comment", id="other matter"
        ),
        pytest.param(
            "Lavrov said the guarantee that troops will not be deployed was worth little.", "comment",
            id="what a guarantee says",
        ),
        pytest.param("Lavrov said Moscow is not against a base there.", "comment", id="not against"),
        # The predicate decides, not a stray noun.
        pytest.param(
            "Lavrov said that at the request of Bishkek the troops will remain.", "announcement", id="request"
        ),
        pytest.param(
            "Lavrov said troops will stay to prevent a repeat of aggression.", "announcement", id="aggression"
        ),
        pytest.param(
            "Lavrov said Russian instructors met illegal armed groups.", "comment", id="illegal armed groups"
        ),
        pytest.param(
            "Lavrov said the military centre removes the consequences of floods.", "comment", id="consequences"
        ),
        pytest.param("Lavrov said the missile system has entered duty.", "announcement", id="has entered"),
        pytest.param("Lavrov said the two have indeed agreed on a new base.", "announcement", id="have agreed"),
        pytest.param("Lavrov said the base deal was agreed because of need.", "comment", id="was agreed"),
        pytest.param(
            "Lavrov said paratroopers would for the first time take part.", "announcement", id="would take part"
        ),
        pytest.param("Lavrov said a new base could lead to instability.", "warning", id="could lead to"),
        pytest.param("Lavrov said American troops must leave Syria.", "criticism", id="must leave"),
        pytest.param("Lavrov said the deployment is a gross violation of law.", "criticism", id="violation"),
        pytest.param("Lavrov considers that the base is useful.", "comment", id="considers that"),
        pytest.param("“We hope that the base will be discussed,” Lavrov said.", "comment", id="hopes"),
        pytest.param("Lavrov urged Bishkek to extend the lease of the base.", "proposal", id="urged to"),
        pytest.param("Lavrov urged Bishkek not to host a foreign base.", "warning", id="urged not to"),
        pytest.param("Lavrov said the early-warning radar station works.", "comment", id="early-warning"),
    ],
)  # fmt: skip
def test_kind(said: str, kind: str) -> None:
    [one] = statements(said)
    assert one.kind.value == kind


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        pytest.param("Lavrov denied plans for a military base in Cuba.", "base", id="base"),
        pytest.param("Lavrov said no troops would be deployed to Mali.", "deployment", id="deployment"),
        pytest.param("Lavrov denied that Caracas had asked for military assistance.", "military_aid", id="aid"),
        pytest.param("Lavrov said Russian troops would be withdrawn.", "withdrawal", id="withdrawal"),
        pytest.param("Lavrov said joint military exercises would start.", "exercise", id="exercise"),
        pytest.param("Lavrov said the strategic partnership treaty was ratified.", "agreement", id="agreement"),
        pytest.param(
            "Lavrov said the army will help there, but there are no plans for a base.", "base",
            id="what stands next to the negation",
        ),
    ],
)  # fmt: skip
def test_topic(said: str, topic: str) -> None:
    [one] = statements(said)
    assert one.topic.value == topic


@pytest.mark.parametrize(
    ("said", "on"),
    [
        pytest.param("Lavrov said on Monday that the base would stay.", "2023-06-05", id="on Monday"),
        pytest.param(
            "Lavrov said last Wednesday that the base would stay.", "2023-05-31", id="last Wednesday"
        ),
        pytest.param(
            "Lavrov said on Wednesday that the base would stay.", "2023-06-07", id="that day itself"
        ),
        pytest.param("Lavrov said yesterday that the base would stay.", "2023-06-06", id="yesterday"),
        pytest.param("Lavrov today denied that the base would move.", "2023-06-07", id="today"),
        pytest.param("Lavrov said a week ago that the base would stay.", "2023-05-31", id="a week ago"),
        pytest.param("In June 2021, Lavrov said the base would stay.", "2021-06", id="month and year"),
        pytest.param("In December, Lavrov said the base would stay.", "2022-12", id="the latest December"),
        pytest.param("On 3 May Lavrov said the base would stay.", "2023-05-03", id="day and month"),
        pytest.param(
            "“The base will stay,” Lavrov said on May 3, 2022.", "2022-05-03", id="after the quotation"
        ),
        pytest.param("Lavrov told Kommersant earlier the base would stay.", None, id="told a paper earlier"),
        pytest.param(
            "In July 2014, Lavrov rejected the idea of a base.", "2014-07", id="an old denial counts"
        ),
        pytest.param("Months ago, Lavrov said the base would stay.", None, id="unknown"),
        pytest.param(
            "Lavrov said the base, opened in May 2004, would stay.", "2023-06-07", id="not a date of saying"
        ),
        pytest.param(
            "In late 2021 all was calm. Lavrov said the base would stay.", None, id="tells of another time"
        ),
        pytest.param(
            "At Friday’s talks in Baku, Lavrov said on Monday the base would stay.",
            "2023-06-05",
            id="another event's",
        ),
        pytest.param(
            "“The base will stay,” Lavrov said, referring to rebels active since 2015.",
            "2023-06-07",
            id="since",
        ),
    ],
)
def test_said_on(said: str, on: str | None) -> None:
    found = statements(said)
    assert [one.said_on for one in found] == [on]


def test_a_date_holds_for_the_same_breath() -> None:
    text = "Last week, Lavrov said the base would stay. “We need this base,” he was cited as saying Friday."
    assert [one.said_on for one in statements(text)] == ["2023-06-02", "2023-06-02"]


def test_without_a_published_date_relative_dates_are_unknown() -> None:
    [one] = statements("Lavrov said on Monday that the military base would stay.", published=None)
    assert one.said_on is None


def test_a_short_quotation_leans_on_the_sentence_before() -> None:
    text = (
        "Lavrov denied that Venezuela had requested military assistance. "
        "“No, this has not been discussed,” he said."
    )
    one, other = statements(text)
    assert words(text, other) == "No, this has not been discussed"
    assert (other.kind.value, other.topic, other.countries) == ("denial", one.topic, ("VE",))


@pytest.mark.parametrize(
    ("said", "countries"),
    [
        pytest.param("Lavrov said the military base in Cuba would not open.", ("CU",), id="named"),
        pytest.param("Lavrov said Russia is not seeking military expansion.", (), id="none but Russia"),
        pytest.param(
            "Kyrgyz President Sadyr Japarov said one military base is enough.",
            ("KG",),
            id="the speaker's own",
        ),
        pytest.param(
            "Caracas said American troops threaten its territory.", ("VE", "US"), id="its territory"
        ),
    ],
)
def test_countries(said: str, countries: tuple[str, ...]) -> None:
    [one] = statements(said)
    assert one.countries == countries


def test_a_known_base_is_named() -> None:
    [one] = statements("Lavrov said the 201st Military Base in Tajikistan would stay.")
    assert one.bases == ("tajikistan-201st-military-base",)


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


@pytest.mark.parametrize("text", ["A" * 50_000, "Ivan " * 10_000, "“" * 20_000, "x, " * 20_000], ids=len)
def test_a_hostile_text_takes_no_longer_than_its_length(text: str) -> None:
    begin = time.process_time()
    assert statements(text) == []
    assert time.process_time() - begin < 5  # a second at most; minutes when a pattern backtracks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He added that the future of this mission is to be decided.", id="this mission"),
        pytest.param("He also said the proposal remains under review.", id="the proposal"),
        pytest.param("He said that the move would help both sides.", id="the move"),
        pytest.param("He stressed that he wanted to achieve this through talks.", id="a lone this"),
        pytest.param("“We have no information of that kind,” he said.", id="of that kind"),
    ],
)
def test_words_that_point_back_take_the_subject_before(text: str) -> None:
    found = statements(f"Lavrov said Russian peacekeepers would stay in Transnistria. {text}")
    assert [one.official for one in found] == ["sergey-lavrov"] * 2
    assert found[1].countries == found[0].countries == ("MD-PMR",)


def test_the_lost_day_of_an_interview_beside_the_news() -> None:
    text = (
        "The base stays. It is new. It is big. It is old. In an interview, Lavrov said the base would stay."
    )
    assert [one.said_on for one in statements(text)] == [None]


def test_an_article_without_a_russian_subject_yields_nothing() -> None:
    text = "“American troops may use the naval bases,” Defence Minister Ali Keita of Mali said."
    found = extract_findings(article(text), INDEX, attributions=True)
    assert found.statements == ()
    assert len(found.attributions) == 1


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        pytest.param(
            "In an interview with Italian television, Lavrov said Wagner troops are in Mali.", ("ML",), id="an outlet"
        ),
        pytest.param(
            "Lavrov met Sirojiddin Muhriddin. The Tajik minister rejected reports on a base not far from China.",
            ("TJ",), id="a place passed by",
        ),
        pytest.param(
            "Peacekeepers serve in Abkhazia. Lavrov said their mandate covers the troops.", ("GE-AB",), id="before"
        ),
        pytest.param("Lavrov said Russia will not leave its base in Tartus.", ("SY",), id="a known base's"),
        pytest.param("Mali is far. Lavrov said Russia wants bases in Africa.", (), id="a whole region"),
    ],
)  # fmt: skip
def test_which_state_it_is_about(text: str, countries: tuple[str, ...]) -> None:
    assert statements(text)[-1].countries == countries
