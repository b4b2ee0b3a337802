"""Statements in our own sentences: of which kind and topic, on which day, about which state and base."""

import pytest

from tests.extract.reading import statements, words


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
        pytest.param("“We are not going to respond to talk of a base,” Lavrov said.", "comment", id="will not respond"),
        pytest.param("Lavrov said he was concerned by Sudan’s plans to open a base.", "criticism", id="concerned"),
        pytest.param("Lavrov said a foreign base would be incompatible with the treaty.", "comment", id="would be"),
        pytest.param("Lavrov said no Russian bomber is coming to that base.", "denial", id="no bomber"),
        pytest.param("Lavrov confirmed that talks on the base go on, though no decisions were taken.", "confirmation",
                     id="a concession at the end"),
        pytest.param("Lavrov said no final decision was taken on the base.", "comment", id="no final decision"),
        pytest.param("“Nobody in Yerevan has asked us to leave the base,” Lavrov said.", "denial", id="nobody in"),
        pytest.param("“We should return to that base tomorrow,” Lavrov said.", "proposal", id="should return"),
        pytest.param("Lavrov refused to confirm or deny that a base is planned, saying the base is a matter for "
                     "the army.", "comment", id="refused to confirm or deny"),
        pytest.param("Lavrov said that driving the Russian base out is not a goal in itself.", "denial",
                     id="not a goal in itself"),
        pytest.param("Asked whether Moscow would close the Russian base, Lavrov said it was too early.", "comment",
                     id="a question that presupposes"),
        pytest.param("Lavrov said Sudan has no fundamental objections to the base.", "confirmation",
                     id="no objections"),
        pytest.param("Lavrov said the report of a base does not reflect the real state of affairs.", "denial",
                     id="does not reflect"),
        pytest.param("Lavrov said the military centre will only serve a humanitarian purpose.", "denial",
                     id="only humanitarian"),
        pytest.param("Lavrov said the force will be used if aggression is unleashed.", "announcement",
                     id="aggression as a condition"),
        pytest.param("Lavrov said parliament will ratify the base treaty in autumn.", "announcement", id="ratify"),
        pytest.param("Lavrov said the base deal had been reached a long time ago.", "comment", id="long ago"),
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


def test_a_date_of_the_background_is_not_the_next_speakers() -> None:
    text = (
        "Sergey Lavrov said on Tuesday that the naval base would be built.\n\n"
        "General Burhan seized power in October 2021, and the army command said the deal on the naval base was under "
        "review.\n\n“The agreement on the naval base was concluded long ago,” Sergey Lavrov said."
    )
    assert statements(text)[-1].said_on == "2023-06-06"


def test_what_follows_but_in_the_present_is_still_the_speakers() -> None:
    text = (
        "Maria Zakharova stated that the text of the agreement on the naval base may change, but Moscow confirms "
        "its interest in the naval base."
    )
    assert [one.speaker for one in statements(text)] == ["Maria Zakharova"]


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


def test_a_denial_without_a_topic_of_its_own_takes_the_titles() -> None:
    [one] = statements("“There are no such plans,” Lavrov said.", title="Russia denies military base in Mali")
    assert one.topic.value == "base"
