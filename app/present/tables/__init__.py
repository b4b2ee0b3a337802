"""The lists as tables: which columns each has, and what they mean. What every download, dump and its page go by."""

from app.present.tables.agreements import AGREEMENTS
from app.present.tables.bases import BASES, CLAIMS
from app.present.tables.columns import Cell, Column, Context, Table
from app.present.tables.names import ARTICLES, COUNTRIES, OFFICIALS, PUBLISHERS
from app.present.tables.statements import DENIALS, STATEMENTS

TABLES: dict[str, Table] = {
    table.noun: table
    for table in (
        BASES,
        CLAIMS,
        STATEMENTS,
        DENIALS,
        AGREEMENTS,
        OFFICIALS,
        COUNTRIES,
        ARTICLES,
        PUBLISHERS,
    )
}

__all__ = ["TABLES", "Cell", "Column", "Context", "Table"]
