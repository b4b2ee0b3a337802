"""Files, folders, indexes and standard input: the good ones come in, the bad ones are named."""

import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import InputError
from app.intake.article_bytes import article_from_bytes
from app.intake.files import STDIN, read_articles
from app.intake.raw import InputProblem, MediaType, RawArticle

TEXT = "The minister said that no base would be opened."


def good(items: list[RawArticle | InputProblem]) -> list[RawArticle]:
    return [item for item in items if isinstance(item, RawArticle)]


def bad(items: list[RawArticle | InputProblem]) -> list[InputProblem]:
    return [item for item in items if isinstance(item, InputProblem)]


def index(folder: Path, *lines: object) -> Path:
    path = folder / "index.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def give_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_text_file_with_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    [article] = good(
        list(read_articles(tmp_path / "a.txt", url="https://example.org/a", published="2023-06"))
    )
    assert (article.body, article.media) == (TEXT, MediaType.TEXT)
    assert (article.url, article.published) == ("https://example.org/a", "2023-06")


@pytest.mark.parametrize(
    ("name", "body", "media"),
    [
        ("a.html", TEXT, MediaType.HTML),
        ("a.txt", f"<!DOCTYPE html>\n<html><p>{TEXT}</p></html>", MediaType.HTML),
        ("a.txt", f"  <!-- saved --> <html lang='en'><p>{TEXT}</p>", MediaType.HTML),
        ("a.txt", "5 < 6, the minister said, and <b>no</b> base", MediaType.TEXT),
    ],
)
def test_html_is_told_from_text(tmp_path: Path, name: str, body: str, media: MediaType) -> None:
    (tmp_path / name).write_text(body)
    assert [a.media for a in good(list(read_articles(tmp_path / name)))] == [media]


def test_a_text_of_comments_alone_is_told_in_no_time() -> None:
    start = time.process_time()
    article = article_from_bytes(b"<!-- -->" * 600 + b"no markup", "a.txt")
    assert article.media is MediaType.TEXT
    assert time.process_time() - start < 1


def test_html_may_begin_with_comments() -> None:
    article = article_from_bytes(b"<?xml version='1.0'?>\n<!-- a -- b -->\n<!----><html><p>x", "a.txt")
    assert article.media is MediaType.HTML


def test_a_folder_gives_its_texts_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "notes.md", ".hidden"):
        (tmp_path / name).write_text(TEXT)
    assert [Path(a.name).name for a in good(list(read_articles(tmp_path)))] == ["a.html", "b.txt"]


def test_the_index_of_a_folder_says_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "unlisted.txt").write_text(TEXT)
    index(tmp_path, {"path": "a.txt", "url": "https://example.org/a", "title": "No base", "kind": "brief"})
    [article] = good(list(read_articles(tmp_path)))
    assert (article.title, article.kind, article.url) == ("No base", "brief", "https://example.org/a")


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are UTF-8 always")
def test_a_file_whose_name_is_no_text_is_read_and_named(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"no-\xff.txt")).write_text(TEXT)
    [article] = good(list(read_articles(tmp_path)))
    assert article.name.encode().endswith(rb"no-\udcff.txt")


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    assert "no article in this folder" in bad(list(read_articles(tmp_path)))[0].message


BAD_LINES: list[tuple[object, str]] = [
    ("{not json", "not JSON"),
    ("[1, 2]", "not an object"),
    ("[" * 5000, "JSON"),
    ({"text": TEXT, "published": "12017-01-01"}, "published is '12017-01-01'"),
    ({"text": TEXT, "published": "2023-02-30"}, "published is '2023-02-30'"),
    ({"text": TEXT, "published": 2023}, "published is 2023: give it as a string"),
    ({"text": TEXT, "url": "example.org/a"}, "url is 'example.org/a'"),
    ({"text": TEXT, "url": "file:///etc/passwd"}, "url is 'file:///etc/passwd'"),
    ({"text": TEXT, "kind": "novel"}, "kind is 'novel'"),
    ({"text": TEXT, "publised": "2023"}, "did you mean 'published'"),
    ({"url": "https://example.org/a"}, "needs one of path, text or html, has none"),
    ({"text": TEXT, "path": "a.txt"}, "has path and text"),
    ({"text": "  "}, "text is empty"),
    ({"text": TEXT, "title": "Half a \ud83d pair"}, "title holds"),
    ({"text": TEXT, "publisher": "a\0b.example"}, "publisher holds"),
    ({"text": TEXT, "url": "https://example.org/a\0"}, "url holds"),
    ({"path": "lost-\udcff.txt"}, "path holds"),
    ({"path": "missing.txt"}, "No such file"),
    ({"path": "."}, "no regular file"),
    ({"path": "../outside.txt"}, "leads out of the folder"),
    ({"path": "/etc/hostname"}, "leads out of the folder"),
    ({"path": "a/../../outside.txt"}, "leads out of the folder"),
    (
        {"text": TEXT, "publisher": "example.org:8080"},
        "publisher is 'example.org:8080': give its domain alone",
    ),
    ({"text": TEXT, "publisher": "https://example.org/a"}, "publisher is 'https://example.org/a'"),
    ({"text": TEXT, "publisher": "a." * 200 + "org"}, "give its domain alone"),
    ({"text": TEXT, "title": "x" * 3000}, "title has 3,000 characters, at most 2,000"),
    ({"text": TEXT, "url": "https://example.org/" + "x" * 3000}, "url has 3,020 characters"),
]


@pytest.mark.parametrize(("line", "says"), BAD_LINES, ids=[says for _, says in BAD_LINES])
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: object, says: str) -> None:
    path = index(tmp_path, {"text": TEXT}, line, "", {"text": TEXT + " Again."})
    items = list(read_articles(path))
    assert [article.name for article in good(items)] == [f"{path}:1", f"{path}:4"]
    [problem] = bad(items)
    assert problem.name == f"{path}:2"
    assert problem.message.startswith(f"{path}:2")
    assert says in problem.message


def test_a_link_out_of_the_folder_of_an_index_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text(TEXT)
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "inside.txt").write_text(TEXT)
    items = list(read_articles(index(folder, {"path": "link.txt"}, {"path": str(folder / "inside.txt")})))
    assert "leads out of the folder" in bad(items)[0].message
    assert len(good(items)) == 1


def test_a_publisher_may_be_named_in_its_own_script(tmp_path: Path) -> None:
    path = index(tmp_path, *({"text": TEXT, "publisher": name} for name in ("пример.рф", "WWW.Example.org")))
    assert [article.publisher for article in good(list(read_articles(path)))] == ["пример.рф", "example.org"]


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "index.jsonl"
    path.write_bytes('{"text": "Минобороны"}\n'.encode("cp1251") + json.dumps({"text": TEXT}).encode())
    items = list(read_articles(path))
    assert "not UTF-8" in bad(items)[0].message
    assert len(good(items)) == 1


def test_a_time_in_published_is_cut_to_its_day(tmp_path: Path) -> None:
    path = index(tmp_path, {"text": TEXT, "published": "2023-06-06T23:30:00+03:00"})
    assert [a.published for a in good(list(read_articles(path)))] == ["2023-06-06"]


def test_other_fields_of_an_index_are_left_alone(tmp_path: Path) -> None:
    path = index(tmp_path, {"text": TEXT, "id": 7, "note": "seen"})
    assert len(good(list(read_articles(path)))) == 1


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(20_000_000_000)  # a hole: takes no room, and no memory if it is not read
    assert "over 10.5 MB" in bad(list(read_articles(path)))[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in bad(list(read_articles(tmp_path / "pipe.txt")))[0].message


@pytest.mark.parametrize("name", ["missing.txt", "missing.jsonl", "a\0b"])
def test_a_path_that_cannot_be_read(name: str) -> None:
    [problem] = bad(list(read_articles(name)))
    assert "check the path" in problem.message


def test_url_and_date_belong_to_one_article(tmp_path: Path) -> None:
    path = index(tmp_path, {"text": TEXT})
    [problem] = bad(list(read_articles(path, url="https://example.org/a", published="2023")))
    assert "--url and --published belong to one article" in problem.message


@pytest.mark.parametrize(
    ("data", "bodies"),
    [
        pytest.param(TEXT.encode(), [TEXT], id="text"),
        pytest.param(TEXT.encode("utf-16"), [TEXT], id="utf-16"),
        pytest.param(
            b"{braces} open this text", ["{braces} open this text"], id="text that opens with a brace"
        ),
        pytest.param(b'{"text": "One."}\n\n{"text": "Two."}', ["One.", "Two."], id="jsonl"),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, bodies: list[str]) -> None:
    give_stdin(monkeypatch, data)
    assert [article.body for article in good(list(read_articles("-")))] == bodies


@pytest.mark.parametrize(("data", "says"), [(b"", "empty"), (b"x " * 6_000_000, "over 10.5 MB")])
def test_bad_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, says: str) -> None:
    give_stdin(monkeypatch, data)
    [problem] = bad(list(read_articles("-")))
    assert problem.message.startswith(f"{STDIN}: ")
    assert says in problem.message


def test_an_upload() -> None:
    article = article_from_bytes(TEXT.encode("cp1251"), "a.txt", title="No base", published="2023-06-06")
    assert (article.body, article.title, article.published) == (TEXT, "No base", "2023-06-06")


@pytest.mark.parametrize("known", [{"published": "yesterday"}, {"url": "javascript:alert(1)"}])
def test_an_upload_with_a_bad_field(known: dict[str, Any]) -> None:
    [field] = known
    with pytest.raises(InputError, match=f"a.txt: {field} is"):
        article_from_bytes(TEXT.encode(), "a.txt", **known)
