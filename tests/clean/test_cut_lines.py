"""What cleaning cuts away is told with its place, and comes back where it stood."""

from dataclasses import replace

import pytest

from app.clean import clean
from app.intake.raw import MediaType, RawArticle

FIRST = "MOSCOW, June 6 (News) - The minister said on Tuesday that no base is planned on that coast."
SECOND = "The two ministers will meet again in the autumn to speak of trade, officials said."
PAGE = f"No base, says the minister\n\n{FIRST}\n\nRead also: The fleet sails\n\n{SECOND}\n\nShare this on Facebook\n"
RAW = RawArticle("pasted", PAGE, MediaType.TEXT)


def test_cut_lines_are_told_with_their_places() -> None:
    article = clean(RAW)
    assert [line.text for line in article.cut] == ["Read also: The fleet sails", "Share this on Facebook"]
    assert [article.text[line.at :][:15] for line in article.cut] == ["The two ministe", ""]
    assert all(line.text not in article.text for line in article.cut)


def test_a_line_comes_back_where_it_stood() -> None:
    (related, _) = clean(RAW).cut
    article = clean(replace(RAW, put_back=(related.number,)))
    assert article.text.split("\n\n")[1:] == ["Read also: The fleet sails", SECOND]
    assert [(line.text, line.back) for line in article.cut] == [
        ("Read also: The fleet sails", True),
        ("Share this on Facebook", False),
    ]


@pytest.mark.parametrize("numbers", [(-1,), (10_000,), (0, 0)])
def test_numbers_of_no_line_change_nothing_else(numbers: tuple[int, ...]) -> None:
    assert SECOND in clean(replace(RAW, put_back=numbers)).text
