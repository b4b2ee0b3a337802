"""Tables as CSV (RFC 4180), safe to open in a spreadsheet. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator

from app.present.tables.columns import Cell, Table, flat

BOM = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula, full-width letters included (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BATCH = 500  # rows of one chunk


def csv_chunks(table: Table, rows: Iterable[list[Cell]], *, bom: bool = False) -> Iterator[str]:
    """The header, then the rows, some hundred at a time: never more than that in memory."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in table.columns])
    if bom:
        yield BOM
    for number, row in enumerate(rows, 1):
        writer.writerow([csv_cell(cell) for cell in row])
        if number % BATCH == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def csv_cell(cell: Cell) -> str:
    """Null is empty; true and false as JSON has them; a text that reads as a formula gets a ' before it."""
    value = flat(cell)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return repr(value)
