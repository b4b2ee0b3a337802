"""A CSV file of addresses -> the pages that are to be fetched."""

import csv
from collections.abc import Iterator

from app.domain.errors import InputError
from app.intake.known import is_web_address
from app.intake.raw import InputProblem, PageAddress

MOST_ADDRESSES = 10_000
COLUMN = "url"


def read_addresses(text: str, name: str) -> Iterator[PageAddress | InputProblem]:
    """The addresses in the column `url`, or in the only column; a bad line is an InputProblem with its number.

    Raises InputError where there is no such column, nor any address.
    """
    lines = text.lstrip("\ufeff").splitlines()
    first = next((line for line in lines if line.strip()), "")
    rows = csv.reader(lines, delimiter=max(",;\t", key=first.count))
    column: int | None = None
    seen: dict[str, int] = {}
    try:
        for row in rows:
            number = rows.line_num
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if column is None:
                names = [cell.casefold() for cell in cells]
                column = names.index(COLUMN) if COLUMN in names else 0
                if COLUMN in names:
                    continue
                if len(cells) > 1:
                    raise InputError(
                        f"{name}: no column “{COLUMN}” in line {number}: name the column of the addresses so, "
                        "or leave it alone in the file"
                    )
            yield _address(cells, column, f"{name}:{number}", seen, number)
            if len(seen) == MOST_ADDRESSES:
                yield InputProblem(
                    name, f"{name}: over {MOST_ADDRESSES:,} addresses: split it; the rest is left out"
                )
                return
    except csv.Error as error:
        yield InputProblem(
            name, f"{name}: line {rows.line_num} is no CSV ({error}): what follows is left out"
        )
    if not seen:
        raise InputError(f"{name}: holds no address of a web page: one a line, https://…")


def _address(
    cells: list[str], column: int, name: str, seen: dict[str, int], number: int
) -> PageAddress | InputProblem:
    url = cells[column] if column < len(cells) else ""
    if not is_web_address(url) or len(url) > 2000 or not url.isprintable():
        given = f"“{url[:80]}” is no address of a web page" if url else "no address in this line"
        return InputProblem(name, f"{name}: {given}: give the whole of it, https://…")
    if url in seen:
        return InputProblem(name, f"{name}: the same address as in line {seen[url]}")
    seen[url] = number
    return PageAddress(name, url)
