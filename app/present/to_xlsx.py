"""Tables as an Excel workbook, written row by row. Pure but for the file it is given."""

from collections.abc import Iterable
from typing import IO, Any

from app.present.tables.columns import Cell, ColumnType, Table, flat

MOST_ROWS = 1_048_575  # of one sheet, below its header
MOST_TEXT = 32_767  # of one cell, in the units of Excel
_WIDTHS = {"quote": 60, "source_quote": 60, "summary": 50, "note": 40, "title": 50, "source_title": 40}


def write_xlsx(table: Table, rows: Iterable[list[Cell]], about: dict[str, str], file: IO[bytes]) -> None:
    """Write the rows and a sheet that says what the columns are; memory is constant, the draft is on disk.

    No text becomes a formula or a link, whatever it begins with.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        sheet: Any = None
        number = MOST_ROWS
        sheets = 0
        for row in _at_least_a_header(rows):
            if number == MOST_ROWS:
                sheets += 1
                sheet = book.add_worksheet(table.title[:25] + (f" {sheets}" if sheets > 1 else ""))
                sheet.freeze_panes(1, 1)
                for place, column in enumerate(table.columns):
                    sheet.set_column(place, place, _WIDTHS.get(column.name, 16))
                for place, column in enumerate(table.columns):
                    sheet.write_string(0, place, column.name, bold)
                number = 0
            if row is None:
                continue
            number += 1
            for place, cell in enumerate(row):
                value = flat(cell)
                if isinstance(value, str):
                    sheet.write_string(number, place, value[:MOST_TEXT])
                elif isinstance(value, bool):
                    sheet.write_boolean(number, place, value)
                elif value is not None:
                    sheet.write_number(number, place, value)
        _write_about(book, bold, table, about)


def _at_least_a_header(rows: Iterable[list[Cell]]) -> Iterable[list[Cell] | None]:
    yield None
    yield from rows


def _write_about(book: Any, bold: Any, table: Table, about: dict[str, str]) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 2, 60)
    line = 0
    for name, text in about.items():
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, text)
        line += 1
    line += 1
    for column in table.columns:
        sheet.write_string(line, 0, column.name, bold)
        sheet.write_string(line, 1, column.about)
        if column.words:
            sheet.write_string(line, 2, ", ".join(word.value for word in column.words))
        elif column.form is not ColumnType.STRING or column.is_date:
            sheet.write_string(line, 2, "date (EDTF)" if column.is_date else column.form.value)
        line += 1
