"""What the dump says of itself: how to read it, under which licence. Pure."""

LICENCE = (
    "Facts are free to use; name the source that they stand on. Summaries are under the Apache License 2.0. "
    "Quoted words belong to those who said and published them."
)

README = """# Basewatch: the public record

Russia's military presence abroad, and what officials say about it: every public record, each with its source.

| file | what it is |
| --- | --- |
| basewatch.sqlite3 | every public table in one SQLite file; `basewatch import` reads it |
| tables/*.csv | the lists of the site, names resolved, sources in |
| datapackage.json | what every column of the tables means (Data Package, version 1) |
| entities.ftm.json | the records as FollowTheMoney entities, one JSON object a line |
| SHA256SUMS | the hash of every file: `sha256sum -c SHA256SUMS` |
| LICENCE.md | who may do what |

Only what the site shows to everybody is here: no accounts, no texts of articles by others (their evidence alone), and
nothing that waits for a reviewer or was rejected. Dates are EDTF, no more precise than the source; empty is unknown.
Addresses are those of the site, from its first slash on. The same data gives the same bytes.
"""

LICENCE_FILE = f"""# Licence of this data

{LICENCE}

The Apache License 2.0: <https://www.apache.org/licenses/LICENSE-2.0>.
"""
