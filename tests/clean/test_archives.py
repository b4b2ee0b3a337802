"""Links to archived copies: what can be one, and what its archive is called."""

import pytest

from app.clean.archives import archive_name, checked_archive
from app.domain.errors import InputError

PAGE = "https://news.example/base?id=1"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://web.archive.org/web/20230607000000/https://news.example/base?id=1", "Internet Archive"),
        ("http://archive.ph/AbCdE", "archive.today"),
        ("https://www.perma.cc/ABCD-1234", "Perma.cc"),
        ("https://copies.library.example/42", "copies.library.example"),
        ("https://archive.org.copy.example/42", "archive.org.copy.example"),
    ],
)
def test_a_link_to_a_copy(url: str, name: str) -> None:
    assert checked_archive(f" {url} ", page=PAGE) == url
    assert archive_name(url) == name


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1/copy", "no public address"),
        ("http://10.0.0.8/web/1", "no public address"),
        ("http://[::1]/web/1", "no public address"),
        ("http://8.8.8.8/web/1", "no public address"),
        ("http://127.1/web/1", "no public address"),
        ("http://2130706433/web/1", "no public address"),
        ("http://localhost/web/1", "no public address"),
        ("https://archive.local/web/1", "no public address"),
        ("https://web.archive.org:8080/web/1", "no public address"),
        ("https://anna:secret@web.archive.org/web/1", "password"),
        ("javascript:alert(1)", "no web address"),
        ("ftp://web.archive.org/web/1", "no web address"),
        ("https://web.archive.org/we b", "no web address"),
        ("http://[::1", "no web address"),
        ("web.archive.org/web/1", "no web address"),
        ("https://web.archive.org/" + "x" * 2000, "at most 2,000"),
        ("http://www.news.example/base/?id=1", "the page itself"),
    ],
)
def test_what_is_no_such_link(url: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        checked_archive(url, page=PAGE)
    assert "secret" not in str(refused.value)
