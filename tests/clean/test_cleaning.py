"""A page's text in, the article out: what goes, what stays, and what is known of it."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from app.clean import MAX_TEXT, clean, content_hash
from app.clean.cleaning import MAX_BODY
from app.domain.errors import InputError, InputTooLarge
from app.intake.raw import MediaType, RawArticle

FIRST = "The deputy minister said on Monday that the garrison in the north would not be enlarged this year."
SECOND = '"We have no plans of that kind," he told reporters after the talks in the capital.'
THIRD = "The two states signed an accord on the garrison in 2012, and it runs for thirty years."
BODY = [FIRST, SECOND, THIRD]


def raw(*lines: str, **known: str | None) -> RawArticle:
    return replace(RawArticle("a.txt", "\n\n".join(lines), MediaType.TEXT), **known)  # type: ignore[arg-type]


def paragraphs(*lines: str, **known: str | None) -> list[str]:
    return clean(raw(*lines, **known)).text.split("\n\n")


def test_an_article_alone_is_left_as_it_is() -> None:
    assert paragraphs(*BODY) == BODY


FURNITURE = [
    "https://pictures.example.org/img/07e7/06/06/photo_1920x0_80_0_0_f4c4.jpg",
    "/html/head/meta[@name='og:title']/@content /html/head/meta[@name='og:description']/@content",
    "[ad_1]", "[ad_2]", "1920 1080 true", "2023-06-06T11:43+0000", "***", "#Base #Garrison", "@examplechannel",
    "Advertisement", "- ADVERTISEMENT - CONTINUE READING BELOW -", "Share on Facebook", "Facebook Twitter WhatsApp",
    "Share this article", "12 comments", "3 min read", "Sign up for our free weekly newsletter",
    "Subscribe to our Telegram channel and read us first", "We use cookies to make this site work better.",
    "All rights reserved. No part of this page may be copied.", "Photo: Ann Lee / Example Agency",
    "A soldier at the gate of the garrison, 2021 [File: Ann Lee/Reuters]", "A view of the port. © Ann Lee / Sputnik",
    "Getty Images", "By Ann Lee", "By Ann Lee and John Roe, Example Times", "Reporting by Ann Lee; Editing by John Roe",
    "Tags: garrison, talks", "Published: 6 June 2023, 11:43", "Follow Ann Lee on Twitter @annlee",
    "Example Agency news@example.org +74950000000 Example House 252 60", "Read also: Talks go on in the capital",
    "If you find an error, select it and press Ctrl+Enter", "Your browser does not support the audio element.",
    "Реклама", "Поделиться в соцсетях", "Подписывайтесь на наш Telegram-канал", "Фото: Анна Ли / РИА Новости",
    "Нашли ошибку? Выделите её и нажмите Ctrl+Enter", "Читайте также: Переговоры продолжаются",
    "Все права защищены.", "Источник: Пример", "Теги: база, переговоры", "6 июня 2023, 11:43",
    "Compartir en Facebook", "Lea también: Siguen las conversaciones", "Foto: Ana Li / EFE", "Publicidad",
    "Lire aussi : Les pourparlers continuent", "Tous droits réservés", "Читайте також: Переговори тривають",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_what_surrounds_an_article_goes(line: str) -> None:
    assert paragraphs(FIRST, line, SECOND, THIRD) == BODY


KEPT = [
    "She will be challenged by Rep. John Roe (R-TX).",
    "The party raised $2.3 million, three-quarters of it from donors giving $200 or less.",
    '"We thank our readers and your newspaper for the support of our troops," the minister said.',
    "Russia will support us, and you can help us too, the president of the republic told the soldiers.",
    "The donation of ten armoured vehicles was announced by the ministry on June 6, 2023.",
    "On 6 June 2023, the minister said, the garrison was visited by a delegation.",
    "Subscribers of the state lottery will pay for the new barracks, the governor said on Friday.",
    "Photographs of the base were published by the ministry, which denied that troops were there.",
    "The statement by the ministry was carried by Reuters.",
    "Share prices of the arms maker fell after the minister spoke of ending the contract.",
    "The editor of the paper, Ann Lee, said that the ministry had confirmed the deployment.",
    "Наша работа будет продолжена, а ваша поддержка нам важна, сказал президент военным на базе.",
    "Фотографии базы опубликовало министерство, которое отрицает присутствие войск.",
    "Подписание договора о базе намечено на 6 июня 2023 года, сообщил министр.",
]


@pytest.mark.parametrize("line", KEPT)
def test_a_paragraph_of_the_article_stays(line: str) -> None:
    assert paragraphs(FIRST, line, SECOND, THIRD) == [FIRST, line, SECOND, THIRD]


def test_an_appeal_at_the_end_goes_whole() -> None:
    assert (
        paragraphs(
            *BODY,
            "A Message from The Example Times:",
            "Dear readers,",
            'The prosecutor calls our work "undesirable" and puts our journalists at risk.',
            "These steps are meant to silence independent journalism. The officials claim it harms the state.",
            "Please support us monthly starting from just $2.",
            "Remind me later.",
        )
        == BODY
    )


def test_the_article_goes_on_after_an_appeal() -> None:
    appeal = ["Dear readers,", "Please support us: your donation pays our journalists.", "Remind me later."]
    assert paragraphs(FIRST, *appeal, SECOND, THIRD) == BODY


@pytest.mark.parametrize(
    "tail",
    [
        ["Related articles", "Talks go on in the capital", "Governor opens a school"],
        ["Most read", "-", "Hottest summer on record", "-", "Talks go on in the capital"],
        ["Top news", "Talks go on in the capital", "Ministers met for the third time this week and...", "08:24"],
        ["Leave a Reply", "Your email address will not be published.", "Ann: I think that this is all untrue, sir."],
        ["3 comments", "Ann Lee says:", "I was in that garrison, and I can tell you it is large."],
        ["Новости", "- 22:40 25.11.2025", "- Министр открыл школу в столице", "- 22:00 25.11.2025"],
        ["Материалы по теме", "Переговоры продолжаются", "Министр открыл школу"],
        ["talks", "garrison", "north", "deputy minister"],
        ["© Example Times, 2023", "Editor: Ann Lee"],
        ["Talks go on in the capital", "Governor opens a school", "Rain is expected on Friday"],
    ],
    ids=lambda tail: tail[0],
)  # fmt: skip
def test_what_follows_the_article_goes(tail: list[str]) -> None:
    assert paragraphs(*BODY, *tail) == BODY


def test_the_article_goes_on_after_a_list_inside_it() -> None:
    listed = [
        "Trending stories",
        "- 1 Talks go on in the capital",
        "- 2 Governor opens a school in the north",
    ]
    assert paragraphs(FIRST, *listed, SECOND, THIRD) == BODY


def test_tags_between_headline_and_text_go_and_inner_headings_stay() -> None:
    heading = "Accord of 2012"
    text = paragraphs("Garrison will not be enlarged, deputy minister says", "world", "garrison", "north",
                      FIRST, SECOND, heading, THIRD)  # fmt: skip
    assert text == [FIRST, SECOND, heading, THIRD]


def test_what_is_said_twice_is_kept_once() -> None:
    title = "Garrison will not be enlarged, deputy minister says"
    assert paragraphs(title, title, FIRST, *BODY, title, FIRST) == BODY


def test_a_standfirst_that_the_text_opens_with_goes() -> None:
    whole = f"{FIRST.replace('garrison', 'military garrison')} He spoke after the talks."
    assert paragraphs(FIRST, f"MOSCOW, June 6 (Reuters) - {whole}", THIRD) == [whole, THIRD]


def test_two_paragraphs_that_differ_in_a_number_are_two() -> None:
    lines = [FIRST.replace("north", f"town of N{n}") for n in (1, 2)]
    assert paragraphs(*lines, THIRD) == [*lines, THIRD]


def test_a_headline_and_summary_after_the_text_go() -> None:
    summary = (
        "The deputy minister said that the garrison would not be enlarged. He told reporters of the accord."
    )
    article = clean(
        raw(*BODY, "Deputy minister denies plans for garrison", summary,
            url="https://example.org/politics/1-deputy-minister-denies-plans-for-garrison.html")
    )  # fmt: skip
    assert article.text.split("\n\n") == BODY
    assert article.title == "Deputy minister denies plans for garrison"


def test_a_sentence_broken_over_lines_is_put_together() -> None:
    broken = SECOND + "\n\n" + FIRST.replace(" that the ", " that the\n") + "\n\n" + THIRD
    assert clean(RawArticle("a.txt", broken, MediaType.TEXT)).text.split("\n\n") == [SECOND, FIRST, THIRD]


def test_hard_wrapped_lines_become_the_paragraphs_they_were() -> None:
    text = (
        "Garrison in the north to stay for thirty years\n"
        "09:3006/06/2023\n"
        "NORTHTOWN, June 6 (RIA Novosti) - The government has approved the\n"
        "longer term of the lease of the garrison in the north, after long\n"
        "talks.\n"
        "The new accord, which was agreed by the Foreign Ministry and the\n"
        "Defence Ministry of the host, replaces an older one that gave only\n"
        "fifteen years.\n"
        "The garrison holds some four hundred men, and the two sides may\n"
        "add to them, the deputy minister said on Monday after the talks at\n"
        "the capital.\n"
    )
    article = clean(RawArticle("a.txt", text, MediaType.TEXT))
    assert article.published == "2023-06-06"
    assert [p.split()[0] for p in article.text.split("\n\n")] == ["The", "The", "The"]
    assert article.text.count("has approved the longer term of the lease") == 1


def test_headlines_in_a_row_are_not_wrapped_text() -> None:
    lines = [f"Minister number {n} of the host speaks on the garrison" for n in "ABCDEFGHIJKL"]
    article = clean(RawArticle("a.txt", "\n".join([*lines, FIRST]), MediaType.TEXT, title="Another headline"))
    assert article.text.endswith(FIRST)
    assert "garrison Minister" not in article.text


def test_a_story_with_a_dateline_begins_after_a_list_even_alone() -> None:
    lead = "NORTHTOWN, June 6. /TASS/. " + FIRST
    assert (
        paragraphs("More news", "Grain prices rise", lead, "Read also", "Grain prices fall", SECOND, THIRD)
        == BODY
    )


def test_captions_of_pictures_go_and_inner_headings_stay() -> None:
    page = [
        FIRST,
        "Gas discount",
        SECOND,
        "Minister Ann Lee (R) shakes hands with her colleague in Northtown on 5 March 2010",
        "The two ministers said that ties between their states would improve",
        THIRD,
    ]
    assert paragraphs(*page) == [FIRST, "Gas discount", SECOND, THIRD]
    assert paragraphs(FIRST, "Ann Lee", "Ann Lee", SECOND) == [FIRST, SECOND]


def test_characters_stay_but_for_invisible_ones() -> None:
    line = (
        "The minister\u00a0said:\u200b “No\u00ad bases”.He went on — in Rus\u0301sian, “nothing” is “ничего”."
    )
    kept = "The minister said: “No bases”.He went on — in Ruśsian, “nothing” is “ничего”."
    assert paragraphs(FIRST, line, THIRD)[1] == kept


@pytest.mark.parametrize(
    ("line", "repaired"),
    [
        ("The minister said â€œno basesâ€\x9d, and itâ€™s final.", "The minister said “no bases”, and it’s final."),
        ("Министр сказал о базе в городе.".encode().decode("latin-1"), "Министр сказал о базе в городе."),
        ("« Liberté\u00a0», dit-il, « et l’égalité\u00a0» sont là.", "« Liberté », dit-il, « et l’égalité » sont là."),
        ("The chef said “pâté”, and Ângela’s friend agreed.", "The chef said “pâté”, and Ângela’s friend agreed."),
        ("The minister said &quot;no bases&quot; &amp; left the <b>capital</b> then.",
         'The minister said "no bases" & left the capital then.'),
    ],
)  # fmt: skip
def test_certain_damage_is_repaired(line: str, repaired: str) -> None:
    assert paragraphs(FIRST, line, THIRD)[1] == repaired


PUBLISHED = [
    pytest.param(["June 6, 2023"], {}, "2023-06-06", id="date line"),
    pytest.param(["Published: 6 June 2023, 11:43"], {}, "2023-06-06", id="labelled"),
    pytest.param(["6 июня 2023, 11:43"], {}, "2023-06-06", id="Russian"),
    pytest.param(["6 de junio de 2023"], {}, "2023-06-06", id="Spanish"),
    pytest.param(["29 June 201717:54"], {}, "2017-06-29", id="time glued on"),
    pytest.param(["11:4329/06/2017"], {}, "2017-06-29", id="time glued on before"),
    pytest.param(["2023-06-06T11:43+0000"], {}, "2023-06-06", id="timestamp"),
    pytest.param(["Updated: 8 June 2023", "Published: 6 June 2023"], {}, "2023-06-06", id="not the update"),
    pytest.param([], {"url": "https://example.org/2017/12/25/garrison"}, "2017-12-25", id="URL"),
    pytest.param([], {"url": "https://example.org/20230606/garrison"}, "2023-06-06", id="URL in one"),
    pytest.param([], {"url": "https://example.org/2023/06/garrison"}, "2023-06", id="month in URL"),
    pytest.param(["6 June 2023"], {"published": "2022-01-01"}, "2022-01-01", id="given beats text"),
    pytest.param(
        ["6 June 2023"], {"url": "https://example.org/2023/06/07/a"}, "2023-06-06", id="text beats URL"
    ),
    pytest.param(
        ["20 April 2024"], {"url": "https://example.org/2018/12/14/a"}, "2018-12-14", id="day of saving"
    ),
    pytest.param(
        ["Saturday, 31 October 2020"],
        {"title": "Garrison stays as it is", "url": "https://blog.example.org/2020/10"},
        "2020-10-31",
        id="weekday of a blog's day",
    ),
    pytest.param(["Saturday, April 20, 2024"], {"title": "Garrison stays as it is"}, None, id="masthead"),
    pytest.param([], {}, None, id="unknown"),
]


@pytest.mark.parametrize(("head", "known", "published"), PUBLISHED)
def test_published(head: list[str], known: dict[str, str], published: str | None) -> None:
    title = "Garrison will not be enlarged, deputy minister says"
    lines = [*head, title] if "title" in known else [title, *head]
    assert clean(raw(*lines, *BODY, **known)).published == published


@pytest.mark.parametrize(
    ("stamp", "url", "published"),
    [
        ("date 2023-06-06 ", None, "2023-06-06"),
        (
            " date 2022-01 https://example.org/20220127/a.html\n\n",
            "https://example.org/20220127/a.html",
            "2022-01-27",
        ),
        ("date 2021-10 BISHKEK, 23 October – RIA Novosti. ", None, "2021-10-23"),
    ],
)
def test_the_stamp_of_a_dump(stamp: str, url: str | None, published: str) -> None:
    article = clean(RawArticle("a.txt", stamp + "\n\n".join(BODY), MediaType.TEXT, url=url))
    assert article.published == published
    assert article.text.split("\n\n") == BODY


def test_a_date_inside_a_sentence_is_no_date_of_publication() -> None:
    assert (
        clean(raw("The accord was signed on 6 June 2023, and the ministry kept it.", *BODY)).published is None
    )


@pytest.mark.parametrize(
    ("lines", "known", "title"),
    [
        (["Garrison will not grow"], {}, "Garrison will not grow"),
        (["Garrison will not grow | Example Times"], {"url": "https://example.org/a"}, "Garrison will not grow"),
        (["Garrison will not grow - Example"], {"url": "https://example.org/a"}, "Garrison will not grow"),
        (["Garrison will not grow"], {"title": "Given by the adder"}, "Given by the adder"),
        (["10 СЕН, 12:49", "Гарнизон на севере не увеличат"], {}, "Гарнизон на севере не увеличат"),
        (["A Word for Everyone", "Deputy minister: the garrison in the north stays"], {},
         "Deputy minister: the garrison in the north stays"),
        (["Will the garrison in the north grow?"], {}, "Will the garrison in the north grow?"),
        ([], {}, None),
    ],
)  # fmt: skip
def test_title(lines: list[str], known: dict[str, str], title: str | None) -> None:
    article = clean(raw(*lines, *BODY, **known))
    assert article.title == title
    assert article.text.split("\n\n")[-3:] == BODY


def test_copies_of_one_text_share_a_hash() -> None:
    text = "\n\n".join(BODY)
    assert content_hash(text) == content_hash(text.upper().replace("\n\n", " \n "))
    assert content_hash(text) != content_hash(text.replace("2012", "2013"))
    assert clean(raw(*BODY)).content_hash == content_hash(text)


@pytest.mark.parametrize("body", ["", " \n\t ", "\u200b\ufeff", "*** --- 123"])
def test_no_text(body: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt: holds no text"):
        clean(RawArticle("a.txt", body, MediaType.TEXT))


def test_a_short_note_is_text_too() -> None:
    assert clean(raw("No bases in Cuba")).text == "No bases in Cuba"


def test_too_much_text() -> None:
    with pytest.raises(InputTooLarge, match="at most"):
        clean(RawArticle("a.txt", "x" * (MAX_BODY + 1), MediaType.TEXT))
    sentences = "\n".join(
        f"The garrison number {i} stays where it has been for years." for i in range(MAX_TEXT // 50)
    )
    with pytest.raises(InputTooLarge, match="split it"):
        clean(RawArticle("a.txt", sentences, MediaType.TEXT))


@pytest.mark.parametrize("published", ["12017-01-01", "2023-13", "1850", "yesterday", ""])
def test_an_impossible_date_is_named(published: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt: published is "):
        clean(raw(*BODY, published=published))


def test_the_five_articles(shared_articles: Path) -> None:
    """Every sentence of the annotation is there, every trap of furniture is gone, publisher and date are right."""
    index = [json.loads(line) for line in (shared_articles / "index.jsonl").read_text("utf-8").splitlines()]
    gold = [json.loads(line) for line in (shared_articles / "gold.jsonl").read_text("utf-8").splitlines()]
    for known, expected in zip(index, gold, strict=True):
        body = (shared_articles / known["path"]).read_text("utf-8")
        article = clean(
            RawArticle(
                known["path"], body, MediaType.TEXT, url=known["url"], published=known.get("published")
            )
        )
        assert (article.publisher, article.published) == (expected["publisher"], expected["published"])
        assert article.language == expected["language"]
        assert [
            s["text"] for s in expected["statements"] if not s["optional"] and s["text"] not in article.text
        ] == []
        for furniture in (
            "A Message from",
            "[ad_",
            "/html/head",
            "feedback@",
            "1920 1080",
            "Remind me",
            "https://",
        ):
            assert furniture not in article.text


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("\n".join(f"word{i} a" for i in range(30_000)), id="short lines"),
        pytest.param("A-" * 100_000, id="one long word"),
        pytest.param("Aa " * 100_000 + "(TASS)", id="a place without end"),
        pytest.param('"a. ' * 80_000, id="quotation marks"),
        pytest.param(
            "\n".join(f"The minister number {i} spoke of base {i}." for i in range(4_000)), id="paragraphs"
        ),
        pytest.param("<" * 200_000 + "p", id="open tags"),
        pytest.param(f"{FIRST}\n" * 20_000, id="one line again and again"),
        pytest.param(FIRST + "\n" * 100_000 + SECOND, id="empty lines"),
        pytest.param("base in the north, " * 20_000, id="no line end"),
    ],
)
def test_hostile_text_takes_no_long_time(body: str) -> None:
    started = time.process_time()
    clean(RawArticle("a.txt", body, MediaType.TEXT))
    assert (
        time.process_time() - started < 5
    )  # a tenth of it on a free machine; hours where a rule is quadratic


def test_half_a_surrogate_pair_is_dropped() -> None:
    assert paragraphs(FIRST, "The minister said \ud83d that no base was planned there.", THIRD)[1] == (
        "The minister said that no base was planned there."
    )
