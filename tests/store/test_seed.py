"""Loading the seeds: everything once, changes with a revision, no person overruled, all or nothing."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.orm import Session

from app.domain.errors import SeedError
from app.domain.kinds import ArticleKind, DenialOutcome, ReviewState
from app.settings import ROOT
from app.store.engine import create_engine_for, session_factory, transaction
from app.store.models import (
    Agreement,
    AgreementReport,
    Article,
    Base,
    BaseReport,
    BaseSpelling,
    Claim,
    Country,
    Evidence,
    Model,
    Official,
    OfficialSpelling,
    Publisher,
    Revision,
    SearchDocument,
    Statement,
    StatementBearing,
    StatementReport,
)
from app.store.seed import SeedReport, load_seeds
from app.store.versions import data_version

SEEDS = ROOT / "seeds"
GYUMRI = "gyumri-102nd-military-base"

# The loader's statements are tested on both databases by what is loaded, by the same again, by a changed record and by
# one that a person changed; what else the loader decides is no matter of the database.
ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

pytestmark = pytest.mark.usefixtures("read_once")

Edit = Callable[[str, str, str], None]


def records(name: str, folder: Path = SEEDS) -> list[dict[str, Any]]:
    return [
        one for path in sorted(folder.glob(name)) for one in yaml.load(path.read_text(), yaml.CBaseLoader)
    ]


def row_counts(session: Session) -> dict[str, int]:
    return {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in Model.metadata.tables.items()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the seed files that the test may change."""
    copy = tmp_path / "seeds"
    copy.mkdir()
    for path in SEEDS.glob("*.yaml"):
        shutil.copy(path, copy)
    return copy


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace one text of a file, which must hold it, once."""

    def replace(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text()
        assert text.count(old) >= 1, f"{name} holds no {old!r}"
        (folder / name).write_text(text.replace(old, new, 1))

    return replace


@pytest.fixture
def seeded(new_database: Callable[[str], str]) -> Any:
    """The engine of a seeded database of the test's own."""
    engine = create_engine_for(new_database("seeded"))
    yield engine
    engine.dispose()


def reload(engine: Engine, folder: Path) -> SeedReport:
    with transaction(session_factory(engine)) as session:
        return load_seeds(session, folder)


def test_everything_in_the_files_is_loaded(seeded_session: Session) -> None:
    counts = row_counts(seeded_session)
    bases = records("bases_*.yaml")
    assert counts["base"] == len(bases) == 169
    assert counts["claim"] == sum(len(one["claims"]) for one in bases) == 714
    assert counts["base_report"] == sum(len(one["pages"]) for one in bases)
    assert counts["agreement"] == len(records("agreements_*.yaml")) == 121
    assert counts["statement"] == len(records("statements.yaml")) == 223
    assert counts["article"] == len(records("pages.yaml"))
    assert counts["publisher"] == len(records("publishers*.yaml"))
    assert counts["country"] == len(records("countries.yaml"))
    assert len(records("publishers.yaml")) == 339
    people = select(func.count()).select_from(Official).where(Official.is_body.is_(False))
    assert seeded_session.scalar(people) == len(records("officials.yaml")) == 361
    assert counts["official"] == 361 + len(records("offices.yaml"))
    contradicted = select(func.count(StatementBearing.statement_id.distinct())).where(
        StatementBearing.relation == "contradicts"
    )
    assert seeded_session.scalar(contradicted) == 41


def test_every_evidence_is_its_place_in_a_reference_page(seeded_session: Session) -> None:
    rows = seeded_session.execute(
        select(Evidence, Article).join(Article, Article.id == Evidence.article_id)
    ).all()
    assert len(rows) > 1900
    for evidence, article in rows:
        assert article.text[evidence.start_at : evidence.end_at] == evidence.quote
        assert article.kind is ArticleKind.REFERENCE
        assert article.url.startswith("http")
        assert len(article.text) == article.text_length


def test_no_two_facts_share_their_place(seeded_session: Session) -> None:
    taken: dict[int, int] = {}
    for article_id, start, end in seeded_session.execute(
        select(Evidence.article_id, Evidence.start_at, Evidence.end_at).order_by(
            Evidence.article_id, Evidence.start_at
        )
    ):
        assert start >= taken.get(article_id, 0)
        taken[article_id] = end


def test_a_claim_keeps_its_source_its_doubt_and_its_number(seeded_session: Session) -> None:
    found = seeded_session.execute(
        select(Claim, Article.url)
        .join(Base, Base.id == Claim.base_id)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .where(Base.slug == GYUMRI, Claim.value == "3214-5000")
    ).one()
    assert found.url == "https://html.scirp.org/file/_7-1670327_3.htm"
    assert found.Claim.note == "two competing estimates in one table"
    assert (found.Claim.low, found.Claim.high) == (3214, 5000)
    computed = seeded_session.scalars(select(Claim.note).where(Claim.is_computed)).all()
    assert len(computed) == 6
    assert all(note and note.startswith("computed") for note in computed)


def test_statements_are_summaries_with_an_open_outcome_for_denials(seeded_session: Session) -> None:
    rows = seeded_session.execute(
        select(Statement, Evidence.quote).join(Evidence, Evidence.id == Statement.evidence_id)
    ).all()
    for statement, quote in rows:
        assert statement.is_summary
        assert statement.quote == quote
        assert (statement.outcome is DenialOutcome.OPEN) == (statement.kind == "denial")
    reports = select(func.count()).select_from(StatementReport)
    assert seeded_session.scalar(reports) == len(rows)


def test_statements_have_the_order_of_their_file(seeded_session: Session) -> None:
    by_id = seeded_session.scalars(select(Statement.slug).order_by(Statement.id)).all()
    assert by_id == [one["slug"] for one in records("statements.yaml")]


def test_the_kremlin_is_an_office_in_both_scripts(seeded_session: Session) -> None:
    spellings = set(
        seeded_session.scalars(
            select(OfficialSpelling.spelling).join(Official).where(Official.slug == "the-kremlin")
        )
    )
    assert {"Kremlin", "Кремль", "Presidential Administration of Russia"} <= spellings


def test_a_city_is_no_base_by_itself(seeded_session: Session) -> None:
    rule = select(BaseSpelling.rule).where(BaseSpelling.spelling == "Tartus")
    assert seeded_session.scalars(rule).all() == ["never_alone"]


def test_everything_is_searchable(seeded_session: Session) -> None:
    documents = dict(
        seeded_session.execute(
            select(SearchDocument.record_type, func.count()).group_by(SearchDocument.record_type)
        ).all()
    )
    assert documents["base"] == 169
    assert documents["statement"] == 223


def test_the_same_again_changes_nothing(seeded: Engine) -> None:
    with Session(seeded) as session:
        before, version = row_counts(session), data_version(session)
    written = []
    event.listen(
        seeded,
        "before_cursor_execute",
        lambda _c, _cur, sql, *_: (
            written.append(sql) if sql.lstrip()[:6] in {"INSERT", "UPDATE", "DELETE"} else None
        ),
    )
    report = reload(seeded, SEEDS)
    assert not report.has_changes
    assert report.counts["base"].unchanged == 169
    assert written == []
    with Session(seeded) as session:
        assert (row_counts(session), data_version(session)) == (before, version)


@ON_SQLITE
def test_a_touched_file_with_the_same_records_changes_nothing(seeded: Engine, folder: Path) -> None:
    with (folder / "bases_world.yaml").open("a") as file:
        file.write("\n# one more comment\n")
    with Session(seeded) as session:
        before = row_counts(session)
    report = reload(seeded, folder)
    assert {name: (one.added, one.changed, one.left) for name, one in report.counts.items()} == dict.fromkeys(
        report.counts, (0, 0, 0)
    )
    with Session(seeded) as session:
        assert row_counts(session) == before


def test_a_changed_seed_changes_its_record_with_a_revision(seeded: Engine, folder: Path, edit: Edit) -> None:
    edit("bases_post_soviet.yaml", "locality: Gyumri\n", "locality: Gyumri, Shirak province\n")
    with Session(seeded) as session:
        version = data_version(session)
    report = reload(seeded, folder)
    assert report.counts["base"].changed == 1
    assert report.counts["claim"].changed == 0
    with Session(seeded) as session:
        base = session.scalars(select(Base).where(Base.slug == GYUMRI)).one()
        assert base.locality == "Gyumri, Shirak province"
        revision = session.scalars(select(Revision)).one()
        assert (revision.record_type, revision.record_id, revision.actor) == ("base", base.id, "seed")
        assert revision.before == {"locality": "Gyumri"}
        assert revision.after == {"locality": "Gyumri, Shirak province"}
        assert data_version(session) == version + 1
    assert not reload(seeded, folder).has_changes


@ON_SQLITE
def test_a_changed_name_moves_the_evidence_of_its_pages(seeded: Engine, folder: Path, edit: Edit) -> None:
    edit("bases_post_soviet.yaml", "name: 102nd Military Base, Gyumri", "name: Gyumri Base")
    reload(seeded, folder)
    with Session(seeded) as session:
        test_every_evidence_is_its_place_in_a_reference_page(session)
        test_no_two_facts_share_their_place(session)
        quotes = session.scalars(
            select(Evidence.quote)
            .join(BaseReport, BaseReport.evidence_id == Evidence.id)
            .join(Base)
            .where(Base.slug == GYUMRI)
        ).all()
        assert quotes
        assert all(quote.startswith("Gyumri Base:") for quote in quotes)


def test_what_a_person_changed_is_left_and_said(seeded: Engine, folder: Path, edit: Edit) -> None:
    with Session(seeded) as session, session.begin():
        base = session.scalars(select(Base).where(Base.slug == GYUMRI)).one()
        base.locality = "Gyumri, by an analyst"
        session.add(
            Revision(
                record_type="base",
                record_id=base.id,
                at=datetime.now(UTC),
                actor="anna",
                reason="a better place",
                before={"locality": "Gyumri"},
                after={"locality": base.locality},
            )
        )
    edit("bases_post_soviet.yaml", "locality: Gyumri\n", "locality: Gyumri, Shirak province\n")
    report = reload(seeded, folder)
    assert [(one.record_type, one.key) for one in report.left] == [("base", GYUMRI)]
    assert "a person has changed it" in report.left[0].reason
    with Session(seeded) as session:
        assert session.scalar(select(Base.locality).where(Base.slug == GYUMRI)) == "Gyumri, by an analyst"
        test_every_evidence_is_its_place_in_a_reference_page(session)


@ON_SQLITE
def test_a_rejected_statement_stays_rejected(seeded: Engine, folder: Path, edit: Edit) -> None:
    slug = "bagapsh-2009-03-06-base-for-49-years"
    with Session(seeded) as session, session.begin():
        session.execute(update(Statement).where(Statement.slug == slug).values(review=ReviewState.REJECTED))
    edit("statements.yaml", "summary: Announced that an agreement", "summary: Made known that an agreement")
    report = reload(seeded, folder)
    assert [one.key for one in report.left] == [slug]
    with Session(seeded) as session:
        statement = session.scalars(select(Statement).where(Statement.slug == slug)).one()
        assert statement.review is ReviewState.REJECTED
        assert statement.quote.startswith("Announced")
        assert (
            session.scalar(select(Evidence.quote).where(Evidence.id == statement.evidence_id))
            == statement.quote
        )
        test_every_evidence_is_its_place_in_a_reference_page(session)


@ON_SQLITE
def test_a_changed_summary_is_changed_everywhere(seeded: Engine, folder: Path, edit: Edit) -> None:
    slug = "bagapsh-2009-03-06-base-for-49-years"
    edit("statements.yaml", "summary: Announced that an agreement", "summary: Made known that an agreement")
    assert reload(seeded, folder).counts["statement"].changed == 1
    with Session(seeded) as session:
        statement = session.scalars(select(Statement).where(Statement.slug == slug)).one()
        assert statement.quote.startswith("Made known")
        test_every_evidence_is_its_place_in_a_reference_page(session)
        test_statements_are_summaries_with_an_open_outcome_for_denials(session)
        body = select(SearchDocument.body).where(
            SearchDocument.record_type == "statement", SearchDocument.record_id == statement.id
        )
        assert "Made known" in (session.scalar(body) or "")


@ON_SQLITE
def test_a_corrected_claim_takes_the_place_of_the_wrong_one(seeded: Engine, folder: Path, edit: Edit) -> None:
    edit("bases_post_soviet.yaml", "value: '3083'", "value: '3084'")
    reload(seeded, folder)
    with Session(seeded) as session:
        values = session.scalars(select(Claim.value).join(Base).where(Base.slug == GYUMRI)).all()
        assert "3084" in values
        assert "3083" not in values
        removed = session.scalars(select(Revision).where(Revision.after.is_(None))).all()
        assert [one.before["value"] for one in removed if one.before] == ["3083"]
        assert session.scalar(select(func.count()).select_from(Claim)) == 714
        test_every_evidence_is_its_place_in_a_reference_page(session)


@ON_SQLITE
def test_a_claim_that_a_person_edited_outlives_its_seed(seeded: Engine, folder: Path, edit: Edit) -> None:
    with Session(seeded) as session, session.begin():
        claim = select(Claim.id).join(Base).where(Base.slug == GYUMRI, Claim.value == "3083")
        session.execute(
            update(Claim)
            .where(Claim.id == session.scalar(claim))
            .values(review=ReviewState.EDITED, credibility=2)
        )
    text = (folder / "bases_post_soviet.yaml").read_text()
    start = text.index("  - property: personnel\n    value: '3083'")
    (folder / "bases_post_soviet.yaml").write_text(
        text[:start] + text[text.index("  - property", start + 5) :]
    )
    reload(seeded, folder)
    with Session(seeded) as session:
        kept = session.scalars(
            select(Claim).join(Base).where(Base.slug == GYUMRI, Claim.value == "3083")
        ).one()
        assert kept.credibility == 2
        test_every_evidence_is_its_place_in_a_reference_page(session)


@ON_SQLITE
def test_a_new_source_of_an_agreement_is_a_new_report(seeded: Engine, folder: Path) -> None:
    agreements = folder / "agreements_world.yaml"
    url = records("pages.yaml", folder)[0]["url"]
    text = agreements.read_text()
    agreements.write_text(text.replace("  pages:\n", f"  pages:\n  - {url}\n", 1))
    slug = records("agreements_world.yaml", folder)[0]["slug"]
    with Session(seeded) as session:
        before = row_counts(session)
    reload(seeded, folder)
    with Session(seeded) as session:
        assert row_counts(session)["agreement_report"] == before["agreement_report"] + 1
        urls = session.scalars(
            select(Article.url)
            .join(Evidence, Evidence.article_id == Article.id)
            .join(AgreementReport, AgreementReport.evidence_id == Evidence.id)
            .join(Agreement, Agreement.id == AgreementReport.agreement_id)
            .where(Agreement.slug == slug)
        ).all()
        assert url in urls
        test_every_evidence_is_its_place_in_a_reference_page(session)


@ON_SQLITE
def test_a_statement_taken_out_of_the_seeds_stays(seeded: Engine, folder: Path, edit: Edit) -> None:
    text = (folder / "statements.yaml").read_text()
    first, second = text.index("- slug:"), text.index("\n- slug:", text.index("- slug:") + 1) + 1
    gone = yaml.safe_load(text[first:second])[0]
    (folder / "statements.yaml").write_text(text[:first] + text[second:])
    pages = (folder / "pages.yaml").read_text()
    start = pages.index(f"- url: {gone['page']}\n")
    (folder / "pages.yaml").write_text(pages[:start] + pages[pages.index("\n- url:", start) + 1 :])
    reload(seeded, folder)
    with Session(seeded) as session:
        assert (
            session.scalar(select(Statement.quote).where(Statement.slug == gone["slug"])) == gone["summary"]
        )
        test_every_evidence_is_its_place_in_a_reference_page(session)


@ON_SQLITE
def test_a_publisher_that_an_article_brought_is_filled_in(session: Session) -> None:
    session.add(Publisher(domain="tass.com", name="tass.com", origin="extracted"))
    session.commit()
    load_seeds(session, SEEDS)
    session.commit()
    assert session.scalars(select(Publisher.name).where(Publisher.domain == "tass.com")).one() == "TASS"


@ON_SQLITE
def test_an_error_half_way_leaves_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("app.store.seed.write_statements", break_off)
    with pytest.raises(RuntimeError):
        reload(engine, SEEDS)
    with Session(engine) as session:
        counts = row_counts(session)
        counts.pop("data_version")
        assert set(counts.values()) == {0}
    monkeypatch.undo()
    assert reload(engine, SEEDS).counts["base"].added == 169


@ON_SQLITE
def test_a_broken_seed_is_refused_before_anything_is_written(
    engine: Engine, folder: Path, edit: Edit
) -> None:
    edit("bases_world.yaml", "kind: naval_base", "kind: navel_base")
    with pytest.raises(SeedError, match="navel_base"):
        reload(engine, folder)
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Country)) == 0
