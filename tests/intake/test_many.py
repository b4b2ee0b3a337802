"""Files that hold many articles: mails, web archives, lists of addresses; what is broken in them is named."""

import gzip
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.clean import clean
from app.intake.fetch_list import PoliteFetch
from app.intake.files import read_articles
from app.intake.many import read_upload
from app.intake.raw import InputProblem, Item, MediaType, PageAddress, RawArticle
from tests.intake.pdf_writer import lines_down, make_pdf

PAGE = "<html><head><title>No base</title></head><body><p>The minister said that no base is planned.</p></body></html>"


def record(
    url: str, body: bytes, *, kind: str = "response", head: str = "HTTP/1.1 200 OK", extra: str = ""
) -> bytes:
    answer = f"{head}\r\nContent-Type: text/html; charset=utf-8\r\n{extra}\r\n".encode() + body
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        ).encode()
        + answer
        + b"\r\n\r\n"
    )


INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n"
ARCHIVE = [
    INFO,
    record("https://news.example/1", PAGE.encode()),
    record("https://news.example/gone", b"no", head="HTTP/1.1 404 Not Found"),
    record("https://news.example/2", gzip.compress(PAGE.encode()), extra="Content-Encoding: gzip\r\n"),
    record("https://news.example/3", b"5\r\n<html\r\n" + f"{len(PAGE) - 5:x}\r\n".encode() + PAGE[5:].encode()
           + b"\r\n0\r\n\r\n", extra="Transfer-Encoding: chunked\r\n"),
]  # fmt: skip


def articles(items: list[Item]) -> list[RawArticle]:
    return [item for item in items if isinstance(item, RawArticle)]


def problems(items: list[Item]) -> list[str]:
    return [item.message for item in items if isinstance(item, InputProblem)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_an_archive_come_with_their_addresses(tmp_path: Path, packed: bool) -> None:
    data = b"".join(gzip.compress(one) if packed else one for one in ARCHIVE)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(data)
    for items in (list(read_articles(path)), list(read_upload(data, "unnamed"))):
        assert [one.url for one in articles(items)] == [
            f"https://news.example/{number}" for number in (1, 2, 3)
        ]
        assert {one.body for one in articles(items)} == {PAGE}
        assert problems(items) == []


@pytest.mark.parametrize("packed", [True, False])
def test_archive_cut_short_keeps_what_came_before(packed: bool) -> None:
    parts = [gzip.compress(one) if packed else one for one in ARCHIVE]
    data = b"".join(parts)[: -len(parts[-1]) // 2]
    items = list(read_upload(data, "a.warc"))
    assert len(articles(items)) == 2
    assert problems(items) == ["a.warc: cut short inside a record; the 2 pages before it came in"]


def test_archive_that_unpacks_to_too_much_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.intake.many._MOST_OF_UPLOAD", 1_000_000)
    bomb = gzip.compress(record("https://news.example/big", bytes(9_000_000)))
    items = list(read_upload(gzip.compress(ARCHIVE[1]) + bomb, "a.warc.gz"))
    assert len(articles(items)) == 1
    assert problems(items)[0].startswith("a.warc.gz: over 1 MB unpacked")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.warc", b"", "no HTML page that answered"),
        ("a.warc", b"nothing of the kind\n", "no web archive that can be read"),
        ("a.warc.gz", gzip.compress(INFO)[:20], "no web archive that can be read"),
        ("a.warc", record("ftp://x", PAGE.encode()), "is none of a web page"),
        (
            "feeds.opml",
            b"<!DOCTYPE lolz [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><opml>&b;</opml>",
            "basewatch feeds import",
        ),
        ("feeds.xml", b"<?xml version='1.0'?><opml version='2.0'></opml>", "basewatch feeds import"),
        ("a.eml", b"just words", "no e-mail"),
        ("a.eml", b"From: a@b.example\nSubject: x\n\n", "holds no text"),
        ("a.eml", bytes(30_000_001), "over 30 MB"),
        ("a.csv", b"name,place\na,b\n", "no column"),
        ("a.csv", b"url\n", "no address of a web page"),
        ("a.jsonl", b'{"path": "/etc/passwd"}', "path leads to a file that did not come with it"),
    ],
)
def test_what_cannot_be_used_is_said(name: str, data: bytes, said: str) -> None:
    items = list(read_upload(data, name))
    assert articles(items) == []
    assert any(said in one and one.startswith(name) for one in problems(items)), items


def test_a_mail_gives_its_letter_and_the_articles_attached() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "press@ministry.example", "Briefing"
    inner.set_content("The spokesman said that the exercise is over.")
    mail = EmailMessage()
    mail["From"] = "The Desk <desk@news.example>"
    mail["Subject"] = "Fwd: Re: Нет планов о базе"
    mail["Date"] = "Tue, 06 Jun 2023 23:30:00 +0300"
    mail.set_content("Министр заявил, что базы не будет. " * 20, charset="koi8-r")
    mail.add_alternative("<p>HTML</p>", subtype="html")
    mail.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="page.html")
    mail.add_attachment(make_pdf([lines_down(["No base is planned, the minister said."])]), maintype="application",
                        subtype="octet-stream", filename="paper.pdf")  # fmt: skip
    mail.add_attachment(b"\x89PNG....", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(inner)
    letter, page, paper, briefing = articles(list(read_upload(mail.as_bytes(), "a.eml")))
    assert (letter.title, letter.sent_on, letter.sent_from) == (
        "Нет планов о базе",
        "2023-06-06",
        "news.example",
    )
    assert letter.body.startswith("Министр заявил")
    assert (page.name, page.media) == ("a.eml, attached page.html", MediaType.HTML)
    assert "No base is planned" in paper.body
    assert briefing.title == "Briefing"


def test_day_and_sender_of_a_mail_stand_in_where_the_article_names_none() -> None:
    raw = RawArticle("a.eml", "The minister said on Tuesday that no base is planned.", MediaType.TEXT,
                     sent_on="2023-06-07", sent_from="news.example")  # fmt: skip
    article = clean(raw)
    assert (article.published, article.publisher) == ("2023-06-07", "news.example")


@pytest.mark.parametrize("sender", ["someone@gmail.com", "Иван <ivan@mail.ru>", "broken", "a@<script>.com"])
def test_a_mail_provider_is_no_publisher(sender: str) -> None:
    (letter,) = articles(list(read_upload(f"From: {sender}\nSubject: x\n\nThe letter.".encode(), "a.eml")))
    assert letter.sent_from is None


def test_a_broken_mail_gives_what_can_be_read() -> None:
    data = (
        b"From: a@news.example\nSubject: =?utf-8?B?////?=\nDate: never\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain; charset=no-such\n\nNo base is planned.\n"
        b"--x\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n!!!\n"
    )
    items = list(read_upload(data, "a.eml"))
    assert [one.body.strip() for one in articles(items)] == ["No base is planned."]
    assert [one.sent_on for one in articles(items)] == [None]
    assert len(problems(items)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "name;URL\na;https://news.example/1\nb;nowhere\n\nc;https://news.example/1\nd\n",
        "https://news.example/1\nnowhere\n\nhttps://news.example/1\n,\n",
    ],
)
def test_addresses_of_a_list_with_bad_lines_named(text: str) -> None:
    items = list(read_upload(text.encode("utf-8-sig"), "a.csv"))
    assert [one.url for one in items if isinstance(one, PageAddress)] == ["https://news.example/1"]
    assert any("“nowhere” is no address" in one for one in problems(items))
    assert any("the same address as in line" in one for one in problems(items))


def test_two_pages_of_one_host_are_fetched_with_a_pause() -> None:
    now = [0.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    polite = PoliteFetch(
        lambda url: RawArticle(url, "x", MediaType.TEXT), pause_seconds=2, clock=lambda: now[0], sleep=sleep
    )
    urls = ["https://a.example/1", "https://www.a.example/2", "https://b.example/1"]
    items: list[Item] = [PageAddress("a", url) for url in urls]
    assert len(list(polite.pages(iter(items)))) == 3
    assert slept == [2.0]
