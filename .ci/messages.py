"""Bring every catalogue up to date with the texts in templates/ and app/: new ones come in untranslated, old ones go.

python .ci/messages.py          write app/present/catalogues/*.po
python .ci/messages.py --check  write nothing; exit 1 and say which texts differ or lack a translation
"""

import io
import re
import sys
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from app.domain import kinds
from app.present import history, maps
from app.present.format import MONTHS

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "app/present/catalogues"
HEADER = r"""msgid ""
msgstr ""
"Language: {code}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural}\n"
{draft}
"""
DRAFT = '"X-Draft: yes\\n"\n'  # by hand: such a language is not offered to readers yet
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "counted": (2, 3)}


def texts() -> Catalog:
    """Every text of a page, as the sources have it."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]
    methods = [(one["pattern"], one["method"]) for one in tool["mappings"]]
    options = {one["pattern"]: one for one in tool["mappings"]}
    found = Catalog()
    for _, _, text, comments, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, directory_filter=_is_ours
    ):
        found.add(text, context=context, auto_comments=comments)
    for forms in _counted_in_templates():
        found.add(forms)
    for act in [*kinds.StatementKind, "agreement", "claim"]:  # the queue counts findings by their kind
        found.add((str(act), f"{act}s"))
    for kind in vars(kinds).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            for word in kind:
                found.add(word.replace("_", " "), context="vocabulary")
    for text in history.NAMES.values():
        found.add(text)
    labels = [one[0] for of in maps.plate_labels().values() for one in of]
    for text in (*labels, *(one[0] for one in maps.WORLD_NAMES), *(one.title for one in maps.PLATES)):
        found.add(text, context="map")
    for month in MONTHS:
        found.add(month, context="month alone")
        found.add(month, context="month after a day")
    return found


def _counted_in_templates() -> Iterator[tuple[str, str]]:
    """The forms of `n|counted("base", "bases")`: what reads templates knows calls, not filters."""
    syntax = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)  # only parsed, nothing is rendered
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for one in syntax.parse(path.read_text(encoding="utf-8")).find_all(nodes.Filter):
            if one.name == "counted" and all(isinstance(form, nodes.Const) for form in one.args):
                singular, plural = (form.as_const() for form in one.args)
                yield singular, plural


def _is_ours(folder: str) -> bool:
    return Path(folder).relative_to(ROOT).parts[0] in {"app", "templates"}


def lacking(path: Path, wanted: Catalog) -> list[str]:
    """What is wrong with a catalogue, a line a text."""
    with path.open("rb") as handle:
        held = read_po(handle, locale=path.stem)
    wrong = []
    for text in wanted:
        if not text.id:
            continue
        one = held.get(text.id, text.context)
        if one is None or not all(one.string if isinstance(one.string, tuple) else [one.string]) or one.fuzzy:
            wrong.append(f"{path.name}: not translated: {text.id!r}")
    keys = {(one.id, one.context) for one in wanted}
    wrong += [
        f"{path.name}: no page has: {one.id!r}"
        for one in held
        if one.id and (one.id, one.context) not in keys
    ]
    wrong += [f"{path.name}: {one.id!r}: {error}" for one, errors in held.check() for error in errors]
    return wrong


SAME = {  # in every language
    "API", "Atom", "Basewatch", "BibTeX", "CSL-JSON", "CSV", "ETag", "Excel", "GeoJSON", "JSON", "PNG", "Python", "R",
    "RIS", "SHA-256", "SVG", "UTC", "as", "curl", "datapackage.json", "kbd", "openapi.json",
}  # fmt: skip


def untranslatable() -> list[str]:
    """The texts of templates that go through no `_()`, a line each."""
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        for apart in (
            r"\{#.*?#\}",
            r"<(code|kbd|pre|script|style|textarea)\b.*?</\1>",
            r"\{% trans.*?endtrans %\}",
        ):
            source = re.sub(apart, " ", source, flags=re.DOTALL)
        source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", source, flags=re.DOTALL)
        source = re.sub(r"<[^>]*>", "\n", source)
        source = re.sub(
            r"[\w-]+=(\"[^\"]*\"|\0)|/[\w/.\0]+|\bmsg_", "\0", source
        )  # attributes of a macro, addresses
        for text in source.split("\n"):
            for word in re.findall(r"[^\W\d_][\w.-]*\w", text):
                if word not in SAME:
                    wrong.append(f"{path.relative_to(ROOT)}: goes through no _(): {text.strip()[:80]!r}")
                    break
    return wrong


def main() -> int:
    wanted = texts()
    wrong = untranslatable()
    for path in sorted(CATALOGUES.glob("*.po")):
        if "--check" not in sys.argv:
            with path.open("rb") as handle:
                held = read_po(handle, locale=path.stem)
            held.update(wanted, no_fuzzy_matching=True)
            held.obsolete.clear()
            body = io.BytesIO()
            write_po(body, held, omit_header=True, no_location=True, sort_output=True, width=120)
            draft = DRAFT if DRAFT in path.read_text(encoding="utf-8") else ""
            head = HEADER.format(code=path.stem, plural=held.plural_forms, draft=draft)
            path.write_bytes(head.encode() + body.getvalue())
        wrong += lacking(path, wanted)
    print("\n".join(wrong) or "Every text is translated.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
