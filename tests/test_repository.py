"""What holds for the repository as a whole: it stands alone, pins what it needs, and stays readable."""

import hashlib
import re
import runpy
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from app import settings
from tests.databases import ROOT

FOLDERS = ("app", "templates", "static", "migrations", "seeds", "tests", "docs", ".ci")
BINARY = {".woff2", ".ttf", ".png", ".ico", ".gz", ".jpg", ".webp"}
PARTS_OF_A_DECISION = (
    "Status",
    "Context",
    "Decision",
    "Consequences",
    "Alternatives",
    "Checked by",
    "Revisit when",
)
LONGEST_FILE = 450  # lines of Python; a longer one is two things
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|unpkg\.com|jsdelivr|cdnjs|deb\.debian\.org"
)
MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root|home/[a-z]+|Users/[A-Za-z]+)/")
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|object|use|image)\b[^>]*?\s(?:src|srcset|data|href)=["']?
        \s*(?:https?:)?//|<link\b(?=[^>]*\brel=["']?(?:stylesheet|icon|preload|preconnect|modulepreload|manifest))
        [^>]*href=["']?\s*(?:https?:)?//""",
    re.VERBOSE | re.IGNORECASE,
)


def repository_files() -> Iterator[tuple[str, str]]:
    """(path, text) of every text file of the repository; seeds cite the web, so they are left out."""
    top = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]  # a file in a worktree
    inner = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in [*top, *inner]:
        name = path.relative_to(ROOT).as_posix()
        skipped = "__pycache__" in name or name.startswith("seeds/") or path.suffix in BINARY
        if not skipped and not name.endswith((".sqlite3", ".pyc", ".sqlite3-wal", ".sqlite3-shm")):
            yield name, path.read_text(encoding="utf-8")


def lines_with(pattern: re.Pattern[str], *, but: str = "") -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in repository_files()
        if name not in {but, "tests/test_repository.py"}
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_names_no_package_registry() -> None:
    assert lines_with(REGISTRIES) == []


def test_names_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_templates_load_nothing_from_another_host() -> None:
    bad = [
        (path.name, found.group())
        for path in (ROOT / "templates").rglob("*.html")
        for found in LOADED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert bad == []


@pytest.mark.parametrize(
    ("html", "loads"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', True),
        ('<img alt="" src="http://example.org/x.png">', True),
        ('<a href="https://example.org/">source</a>', False),
        ('<link rel="stylesheet" href="/static/base.css">', False),
    ],
)
def test_what_counts_as_loading(html: str, *, loads: bool) -> None:
    assert bool(LOADED.search(html)) is loads


def test_styles_load_nothing_from_another_host() -> None:
    remote = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""")
    assert [
        p.name for p in (ROOT / "static").rglob("*.css") if remote.search(p.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("folder", ["app", "tests", ".ci"])
def test_python_files_read_at_one_sitting(folder: str) -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / folder).rglob("*.py")
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_file_is_called_utils() -> None:
    assert [
        path for path in (ROOT / "app").rglob("*.py") if path.stem in {"utils", "helpers", "common", "misc"}
    ] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_a_version_and_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert len(entries) > 20
    pinned = re.compile(r"[A-Za-z0-9._-]+==[^\s;]+( ; [^\\\n]+)? \\\n    --hash=sha256:[0-9a-f]{64}")
    assert [entry.splitlines()[0] for entry in entries if not pinned.match(entry)] == []


def test_locks_hold_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run = project["project"]["dependencies"] + groups["build"]
    dev = run + [one for one in groups["dev"] if isinstance(one, str)]
    for lock, wanted in (("requirements.lock", run), ("requirements-dev.lock", dev)):
        locked = set(re.findall(r"^(\S+?)==", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE))
        missing = {distribution(one) for one in wanted} - locked
        assert not missing, f"{lock}: run `make lock`"


def test_the_program_imports_nothing_that_its_lock_does_not_hold() -> None:
    locked = set(
        re.findall(r"^(\S+?)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    called = {"yaml": "pyyaml", "argon2": "argon2-cffi"}  # where a module and its distribution differ
    imported = {
        name
        for path in (ROOT / "app").rglob("*.py")
        for name in re.findall(
            r"^\s*(?:import|from) (\w+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        if name not in sys.stdlib_module_names and name != "app"
    }
    others = {distribution(called.get(name, name)) for name in imported} - locked
    assert "sqlalchemy" in {name.lower() for name in imported}
    assert others == set(), "add it to pyproject.toml and run `make lock`"


def distribution(requirement: str) -> str:
    """`Psycopg[binary]>=3` -> `psycopg`, as lock files write it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


def test_both_locks_agree() -> None:
    run, dev = (
        dict(re.findall(r"^(\S+?)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE))
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def test_vendored_files_are_the_pinned_ones() -> None:
    vendor = runpy.run_path(str(ROOT / ".ci" / "vendor.py"))
    notes = (ROOT / "static" / "vendor" / "README.md").read_text(encoding="utf-8")
    for package, _, name, expected in vendor["VENDORED"]:
        found = hashlib.sha256((ROOT / "static" / "vendor" / name).read_bytes()).hexdigest()
        assert found == expected, f"static/vendor/{name}: run `make vendor`"
        assert package.rsplit("@", 1)[1] in notes
        assert name in notes


def test_every_setting_is_documented_with_its_unit_default_and_meaning() -> None:
    documented = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for one in fields(settings.Settings):
        default = "not set" if one.default is None else str(one.default).replace(f"{settings.ROOT}/", "")
        name, unit, about = settings.variable_of(one.name), one.metadata["unit"], one.metadata["about"]
        row = f"| `{name}` | {unit} | `{default}` | {about} |"
        assert row in documented, f"docs/settings.md lacks: {row}"


def test_no_setting_is_documented_that_does_not_exist() -> None:
    documented = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(BASEWATCH_[A-Z_]+)` \|", documented, flags=re.MULTILINE))
    for_tests = {"BASEWATCH_TEST_CHROMIUM", "BASEWATCH_TEST_NO_SKIPS"}
    assert rows == {settings.variable_of(one.name) for one in fields(settings.Settings)} | for_tests


def decisions() -> list[Path]:
    return sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in decisions()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", decisions(), ids=lambda path: path.stem)
def test_a_decision_says_why_and_how_it_is_checked(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]} ")
    for part in (
        "Status: ",
        "Context: ",
        "Decision: ",
        "Consequences: ",
        "Alternatives: ",
        "Checked by: ",
        "Revisit when: ",
    ):
        assert f"\n{part}" in text, f"{path.name} has no {part!r}"


def test_every_text_of_a_page_is_in_every_language() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / ".ci/messages.py", "--check"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert checked.stdout == "Every text is translated.\n", checked.stderr
    assert checked.returncode == 0
