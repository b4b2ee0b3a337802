"""The tables as a Data Package (specs.frictionlessdata.io, version 1), so that programs know every column. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.present.tables import Column, Table
from app.present.tables.columns import ColumnType

PROFILE = "tabular-data-package"
EDTF_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?[~?%]?"


def datapackage(
    tables: Iterable[Table],
    paths: Mapping[str, str],
    *,
    about: Mapping[str, Any],
    files: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """The descriptor. Args: paths: noun -> path or address of its CSV; about: name, title, licences and the like;
    files: noun -> what is known of the file itself (bytes, hash)."""
    resources = [
        _resource(table, paths[table.noun]) | dict((files or {}).get(table.noun, {})) for table in tables
    ]
    return {"profile": PROFILE, **about, "resources": resources}


def _resource(table: Table, path: str) -> dict[str, Any]:
    links = [
        {"fields": column, "reference": {"resource": noun, "fields": key}}
        for column, (noun, key) in table.links.items()
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.key,
    }
    if links:
        schema["foreignKeys"] = links
    return {
        "name": table.noun,
        "title": table.title,
        "description": table.about,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    """A list of strings is a string in CSV: its description says so."""
    is_list = column.form is ColumnType.LIST
    field: dict[str, Any] = {
        "name": column.name,
        "type": "string" if is_list else column.form.value,
        "description": column.about + (' Parted by "; ".' if is_list else ""),
    }
    if column.words:
        field["constraints"] = {"enum": [word.value for word in column.words]}
    elif column.is_date:
        field["constraints"] = {"pattern": EDTF_PATTERN}
    return field
