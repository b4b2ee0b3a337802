"""The compiled names: fresh against the seeds, quick, and clear about damage."""

import re
from pathlib import Path

import pytest

from app.domain.errors import SeedError
from app.resolve import spellings
from app.resolve.compile_names import SEEDS, compiled_names
from app.resolve.reference import NAMES_FILE, load_reference, read_reference
from app.resolve.spellings import SPELLINGS_FILE, compiled_spellings, load_index


def test_names_are_those_of_the_seeds() -> None:
    assert NAMES_FILE.read_bytes() == compiled_names(), "run: python -m app.resolve.compile_names"


def test_every_record_is_there_once() -> None:
    names = load_reference()
    for group in (names.officials, names.bases, names.agreements):
        slugs = [record.slug for record in group]
        assert len(slugs) == len(set(slugs)) > 0
    codes = {country.code for country in names.countries}
    assert {"RU", "TJ", "GE-AB", "X-SO", "MD-PMR", "UA-CRI", "AZ-NK", "SO-SOM", "XK", "EU", "X-NATO"} <= codes


def test_every_host_party_and_home_is_a_known_country() -> None:
    names = load_reference()
    codes = {country.code for country in names.countries}
    used = {base.country for base in names.bases} | {base.territory for base in names.bases if base.territory}
    used |= {party for agreement in names.agreements for party in agreement.parties}
    used |= {official.country for official in names.officials if official.country}
    used |= {country.parent for country in names.countries if country.parent}
    assert used <= codes


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    path.write_text('{"countries": [{}]}', "utf-8")
    with pytest.raises(SeedError, match=re.escape("python -m app.resolve.compile_names")):
        read_reference(path)


def test_a_seed_without_a_field_is_named(tmp_path: Path) -> None:
    for name in ("countries.yaml", "officials.yaml", "offices.yaml"):
        (tmp_path / name).write_text((SEEDS / name).read_text("utf-8"), "utf-8")
    (tmp_path / "bases_x.yaml").write_text("- slug: a\n  name: A\n  kind: garrison\n", "utf-8")
    with pytest.raises(SeedError, match=r"bases_x\.yaml: record 1: the field 'host_country'"):
        compiled_names(tmp_path)


def test_spellings_are_those_of_the_names() -> None:
    assert SPELLINGS_FILE.read_bytes() == compiled_spellings(), "run: python -m app.resolve.compile_names"


@pytest.mark.parametrize(
    "content", [b"{}", b"[]", b"\xff", None], ids=["other", "list", "damaged", "missing"]
)
def test_without_its_spellings_the_index_finds_the_same(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Мария Захарова и Лавров в Сирии: base 102 in Gyumri, RUSSIA's bases at Tartus and Hmeimim."
    kept = load_index()
    path = tmp_path / "spellings.json"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(spellings, "SPELLINGS_FILE", path)
    made = load_index()
    for find in ("country_mentions", "official_mentions", "base_mentions"):
        assert getattr(made, find)(text) == getattr(kept, find)(text) != []
