"""Seed files with a fault: the message names file, record and field, and what is allowed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import SeedError
from app.settings import ROOT
from app.store.seeds import files
from app.store.seeds.files import parse_seeds, seed_files
from app.store.seeds.schema import numbers_of

SEEDS = ROOT / "seeds"

pytestmark = pytest.mark.usefixtures("read_once")

Fault = Callable[[str, str, str], str]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    for path in SEEDS.glob("*.yaml"):
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def fault(copy: Path) -> Fault:
    """`fault(file, old, new)` -> the message that the files give with one text replaced."""

    def message(name: str, old: str, new: str) -> str:
        text = (copy / name).read_text()
        assert old in text, f"{name} holds no {old!r}"
        contents = seed_files(copy) | {name: text.replace(old, new, 1).encode()}
        with pytest.raises(SeedError) as caught:
            parse_seeds(Path("seeds"), contents)
        return str(caught.value)

    return message


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        pytest.param(
            "bases_post_soviet.yaml",
            "kind: garrison",
            "kind: garison",
            "seeds/bases_post_soviet.yaml: gyumri-102nd-military-base: kind: 'garison' is not one of "
            "garrison, air_base, naval_base,",
            id="a word outside the vocabulary",
        ),
        pytest.param(
            "bases_post_soviet.yaml",
            "locality: Gyumri",
            "localty: Gyumri",
            "seeds/bases_post_soviet.yaml: gyumri-102nd-military-base: localty: is no field of this record: "
            "did you mean locality?",
            id="an unknown field",
        ),
        pytest.param(
            "bases_post_soviet.yaml",
            "opened: '1994-09-01'",
            "opened: 1994-09-01",
            "gyumri-102nd-military-base: opened: 1994-09-01 is read as a number or a date: put it in quotes",
            id="a date without quotes",
        ),
        pytest.param(
            "bases_post_soviet.yaml",
            "opened: '1994-09-01'",
            "opened: '1994-13'",
            "gyumri-102nd-military-base: opened: '1994-13' is no EDTF date",
            id="no date",
        ),
        pytest.param(
            "bases_post_soviet.yaml",
            "  host_country: AM\n",
            "",
            "gyumri-102nd-military-base: host_country: is missing",
            id="a missing field",
        ),
        pytest.param(
            "bases_post_soviet.yaml",
            "host_country: AM",
            "host_country: QQ",
            "gyumri-102nd-military-base: host_country: 'QQ' is no code in countries.yaml",
            id="an unknown country",
        ),
        pytest.param(
            "bases_post_soviet.yaml",
            "latitude: 40.79",
            "latitude: 140.79",
            "gyumri-102nd-military-base: latitude: input should be less than or equal to 90",
            id="a latitude beyond the pole",
        ),
        pytest.param(
            "bases_post_soviet.yaml",
            "  locality: Gyumri\n",
            "  locality: Gyumri\n  locality: Yerevan\n",
            "seeds/bases_post_soviet.yaml: line ",
            id="a field that stands twice",
        ),
        pytest.param(
            "statements.yaml",
            "official: sergei-bagapsh",
            "official: sergei-bagpash",
            "bagapsh-2009-03-06-base-for-49-years: official: 'sergei-bagpash' is no slug in "
            "officials.yaml or offices.yaml; did you mean sergei-bagapsh?",
            id="a link to nobody",
        ),
        pytest.param(
            "pages.yaml",
            "- url: https://24.kg",
            "- url: htps://24.kg",
            "is no http or https address",
            id="no web address",
        ),
        pytest.param(
            "agreements_world.yaml",
            "- slug: syria-aviation-group-protocol-2017",
            "- slug: syria-aviation-group-2015",
            "syria-aviation-group-2015: slug: is used twice",
            id="a slug used twice",
        ),
        pytest.param("officials.yaml", "- slug:", "slug:", "seeds/officials.yaml: line ", id="no YAML"),
    ],
)
def test_the_message_says(fault: Fault, file: str, old: str, new: str, said: str) -> None:
    assert said in fault(file, old, new)


def test_all_errors_are_listed_together(fault: Fault) -> None:
    message = fault(
        "bases_post_soviet.yaml",
        "kind: garrison\n  branch: ground_forces\n",
        "kind: garison\n  branch: ground_force\n",
    )
    assert len(message.splitlines()) == 2


def test_a_file_too_large_is_refused(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    with pytest.raises(SeedError, match=r"countries\.yaml: \d+ bytes, at most 10: split the file"):
        seed_files(copy)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"countries\.yaml: no such file"):
        seed_files(tmp_path)


def test_bytes_that_are_no_text_are_refused(copy: Path) -> None:
    with pytest.raises(SeedError, match=r"statements\.yaml: is not UTF-8 at byte 0"):
        parse_seeds(copy, seed_files(copy) | {"statements.yaml": b"\xff\xfe"})


@pytest.mark.parametrize(
    ("value", "numbers"),
    [
        ("7500", (7500, 7500)),
        ("3214-5000", (3214, 5000)),
        ("up to 300", (None, 300)),
        ("more than 120", (120, None)),
        (">5000", (5000, None)),
        ("about 100 arrived by air", (100, 100)),
        ("25 (5 Russian and 20 Serbian)", (25, 25)),
        ("4 Russians and 12-15 Serbs", (None, None)),
        ("from about 1000 to a few dozen", (None, None)),
    ],
)
def test_numbers_of(value: str, numbers: tuple[float | None, float | None]) -> None:
    assert numbers_of(value) == numbers


def test_the_documented_numbers_are_those_of_the_files() -> None:
    data = parse_seeds(SEEDS, seed_files(SEEDS))
    documented = (SEEDS / "README.md").read_text()
    in_publishers = sum(file.endswith("publishers.yaml") for file in data.files.values())
    for said in (
        f"{len(data.countries)} states, territories and organisations",
        f"{in_publishers} publishers that were looked up",
        f"{len(data.publishers) - in_publishers} publishers known by domain",
        f"{len(data.officials)} people with {sum(len(one.roles) for one in data.officials)} posts",
        f"{len(data.offices)} ministries",
        f"{len(data.bases)} facilities with {sum(len(one.claims) for one in data.bases)} sourced claims",
        f"{len(data.agreements)} agreements",
        f"{len(data.statements)} dated statements ({sum(one.kind == 'denial' for one in data.statements)} denials)",
        f"{sum(bool(one.contradicted_by) for one in data.statements)} carry a link",
        f"{len(data.pages)} pages that were read",
        f"{sum(one.published is None for one in data.pages)} pages bear no date",
    ):
        assert said in documented
