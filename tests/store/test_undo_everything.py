"""Whatever people did to the records, undoing all of it leaves the records as they were, to the row.

The dump that is compared holds every row of every table of records, with all columns, in order of their keys; left
out are the tables of work (revisions, runs, seeds as loaded, the data version), accounts, and the search index, whose
documents are compared by what they say, without their numbers and the order of their stems.

8 sequences on each database in the suite; BASEWATCH_TEST_SEQUENCES=500 for a long run.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import StatementKind, UserRole
from app.domain.spans import Span
from app.store.accepting import Seen, accept_together
from app.store.creating import create_agreement, create_claim, create_statement
from app.store.engine import session_factory
from app.store.joins import join_statements, split_report
from app.store.merges import merge, split
from app.store.models import Article, Model, Proposal, Revision, SearchDocument, SearchFacet, StatementReport
from app.store.new_names import create_base, create_official
from app.store.passages import Passage, passage_of
from app.store.proposals import link_record, make_record
from app.store.records import RECORDS, Record
from app.store.review_queue import refresh_queue
from app.store.reviewer import Reviewer
from app.store.reviews import accept, edit, reject
from app.store.same_candidates import fill_pairs
from app.store.search_index import RECORD_TYPES, index_records
from app.store.undo import undo
from tests.factories import (
    make_agreement,
    make_article,
    make_base,
    make_claim,
    make_country,
    make_evidence,
    make_official,
    make_role,
    make_statement,
)

SEQUENCES = int(os.environ.get("BASEWATCH_TEST_SEQUENCES", "8"))
EDITOR = Reviewer("anna", UserRole.EDITOR)
WORK = {
    "revision",
    "revision_change",
    "ingest_run",
    "ingest_item",
    "seed_record",
    "data_version",
    "search_document",
    "search_facet",
    "app_user",
    "web_session",
    "reset_link",
    "api_token",
    "sign_in_attempt",
    "pending_article",
}
FOUND = {"claims": [{"property": "personnel", "value": "300", "as_of": None}], "signed": "2010"}
Dump = dict[str, list[tuple[object, ...]]]

EDITS: dict[str, list[dict[str, object]]] = {
    "statement": [
        {"kind": "denial"},
        {"kind": "comment", "topic": "base"},
        {"said_on": "2022-05"},
        {"said_on": None},
        {"countries": ["SY", "VE"]},
        {"countries": []},
        {"bases": ["base-one"]},
        {"bases": ["base-one", "base-two"], "note": "Looked at again."},
        {"official": "boris-second"},
        {"official": None, "speaker": "A minister"},
        {"kind": "denial", "outcome": "held"},
    ],
    "claim": [{"value": "3000-5000"}, {"as_of": "2021"}, {"base": "base-two"}, {"credibility": 2}],
    "base": [
        {"status": "closed"},
        {"name": "Another name"},
        {"latitude": 1.5, "longitude": 2.5},
        {"territory": "GE-AB"},
    ],
    "agreement": [
        {"expires": "2050"},
        {"parties": ["RU"]},
        {"bases": ["base-two"]},
        {"signed": None, "term_years": 49},
    ],
    "official": [
        {"spellings": ["Boris Second", "B. Other"], "roles": ["Minister; A ministry; 2019; 2021-05"]},
        {"name": "Boris Other"},
        {"country": None},
        {"is_body": True},
    ],
    "base_report": [{"base": "base-one"}, {"base": "base-two"}],
    "agreement_report": [{"signed": "2011"}, {"agreement": "treaty-two"}, {"status": "expired"}],
    "proposal": [{}],
    "article": [{"title": "Another title"}, {"published": "2020-02-03"}, {"published": None}],
}


def dump(session: Session) -> Dump:
    """Every row of every table of records, and what the search index says of them."""
    session.expire_all()
    found: Dump = {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
        for table in Model.metadata.sorted_tables
        if table.name not in WORK
    }
    documents = session.scalars(
        select(SearchDocument).order_by(SearchDocument.record_type, SearchDocument.record_id)
    )
    found["search"] = [
        (one.record_type, one.record_id, one.title, one.body, tuple(sorted(one.stems.split())), one.sort_day)
        for one in documents
    ]
    facets = select(
        SearchDocument.record_type, SearchDocument.record_id, SearchFacet.field, SearchFacet.value
    ).join(SearchFacet, SearchFacet.document_id == SearchDocument.id)
    found["facets"] = sorted(tuple(row) for row in session.execute(facets))
    return found


@pytest.fixture(scope="module")
def filled(module_database: Callable[[str], str]) -> Iterator[Engine]:
    """Two of everything that can be merged, six statements with reports in two articles, claims of both bases."""
    from app.store.engine import create_engine_for

    engine = create_engine_for(module_database("empty"))
    with session_factory(engine)() as session, session.begin():
        for code in ("RU", "SY", "VE", "GE-AB"):
            make_country(session, code)
        people = [
            make_official(session, "Anna First", spellings=["A. First", "Shared Name"]),
            make_official(session, "Boris Second", spellings=["B. Second", "Shared Name"]),
        ]
        for one in people:
            make_role(session, one, "Minister")
        make_role(session, people[1], "Speaker of parliament", held_from="2020")
        bases = [make_base(session, name, country="SY") for name in ("Base one", "Base two")]
        words = [
            f"We said for the {number}th time that there is no base of any kind there." for number in range(6)
        ]
        other = make_article(session, "Reported again. " + " ".join(words))
        for number, quote in enumerate(words):
            make_statement(
                session,
                quote,
                official=people[number % 2],
                kind=StatementKind.DENIAL if number % 3 else StatementKind.COMMENT,
                said_on="2023-06-06" if number % 2 else None,
                countries=["SY"],
                bases=bases[: 1 + number % 2],
                also_in=[other] if number < 2 else (),
            )
        shared = make_article(session, "Both bases are named. Base one and Base two hold 300 people.")
        for base in bases:
            make_claim(session, base, article=shared, quote="Base one and Base two")
        make_claim(session, bases[1], value="300")
        make_agreement(session, "Treaty one", bases=bases)
        make_agreement(session, "Treaty two", bases=bases[1:])
        for kind, name in (("official", "Anna F."), ("base", "Base 1"), ("agreement", "Treaty no. 1")):
            evidence = make_evidence(session, shared, "300 people")
            session.add(
                Proposal(
                    kind=kind, name=name, country_code="SY", evidence_id=evidence.id, details=dict(FOUND)
                )
            )
        for record_type in RECORD_TYPES:
            index_records(session, record_type)
        refresh_queue(session, session.scalars(select(Article.id)))
        fill_pairs(session)
    yield engine
    engine.dispose()


@dataclass
class Desk:
    """One random person at work."""

    session: Session
    choose: random.Random

    def any_of(self, record_type: str) -> Record:
        ids = self.session.scalars(select(RECORDS[record_type].id).order_by(RECORDS[record_type].id)).all()
        return Record(record_type, self.choose.choice(ids))

    def any_record(self) -> Record:
        return self.any_of(self.choose.choice(list(RECORDS)))

    def edit(self) -> None:
        record = self.any_record()
        edit(self.session, record, self.choose.choice(EDITS[record.kind]), by=EDITOR)

    def accept(self) -> None:
        accept(self.session, self.any_record(), by=EDITOR)

    def reject(self) -> None:
        reject(self.session, self.any_record(), by=EDITOR, reason="not so")

    def move(self) -> None:
        record = self.any_of(self.choose.choice(["statement", "claim", "base_report", "agreement_report"]))
        edit(self.session, record, {}, by=EDITOR, passage=self.passage())

    def passage(self) -> Passage:
        article = self.session.get_one(Article, self.any_of("article").id)
        start = self.choose.randrange(article.text_length - 9)
        return passage_of(self.session, article.id, Span(start, start + self.choose.choice([3, 9])))

    def create(self) -> None:
        make, values = self.choose.choice(
            [
                (
                    create_statement,
                    {"speaker": "A minister", "kind": "denial", "mode": "direct", "topic": "base"},
                ),
                (create_claim, {"base": "base-one", "property": "personnel", "value": "40"}),
                (create_agreement, {"agreement": "treaty-one", "signed": "2011"}),
                (
                    create_agreement,
                    {"title": "Treaty three", "kind": "lease", "status": "signed", "parties": "SY"},
                ),
                (create_official, {"name": "Clara Third"}),
                (
                    create_base,
                    {"name": "Base three", "host_country": "SY", "kind": "other", "status": "active"},
                ),
            ]
        )
        make(self.session, self.passage(), values, by=EDITOR)

    def name(self) -> None:
        proposal = self.session.get_one(Proposal, self.any_of("proposal").id)
        known = {"official": "anna-first", "base": "base-one", "agreement": "treaty-one"}
        if self.choose.random() < 0.5:
            link_record(self.session, proposal.id, known[proposal.kind], by=EDITOR)
            return
        own = {
            "official": {"name": "Dora Fourth"},
            "base": {"name": "Base four", "host_country": "SY", "kind": "other", "status": "active"},
            "agreement": {"title": "Treaty four", "kind": "lease", "status": "signed"},
        }
        make_record(self.session, proposal.id, own[proposal.kind], by=EDITOR)

    def accept_together(self) -> None:
        records = [self.any_of(kind) for kind in ("statement", "statement", "claim", "base_report")]
        wanted = [Seen(one, None) for one in dict.fromkeys(records)]
        if accept_together(self.session, self.any_of("article").id, wanted, by=EDITOR).revision is None:
            raise InputError("nothing was accepted")

    def merge(self) -> None:
        kind = self.choose.choice(["official", "base", "agreement"])
        merge(self.session, self.any_of(kind), self.any_of(kind), by=EDITOR)

    def split(self) -> None:
        kind, links = self.choose.choice(
            [
                ("official", ["spelling:Shared Name", f"statement:{self.any_of('statement').id}"]),
                ("base", [f"claim:{self.any_of('claim').id}", "agreement:treaty-one"]),
                ("base", [f"statement:{self.any_of('statement').id}"]),
                ("agreement", ["base:base-two"]),
            ]
        )
        slug = f"new-{self.choose.randrange(10**9)}"
        split(self.session, self.any_of(kind), links, slug=slug, name="New one", by=EDITOR)

    def join(self) -> None:
        join_statements(
            self.session, self.any_of("statement").id, self.any_of("statement").id, actor=EDITOR.name
        )

    def split_report(self) -> None:
        reports = self.session.scalars(select(StatementReport.id).order_by(StatementReport.id)).all()
        split_report(self.session, self.choose.choice(reports), actor=EDITOR.name)

    def undo(self) -> None:
        revisions = self.session.scalars(select(Revision.id).order_by(Revision.id)).all()
        if revisions:
            undo(self.session, self.choose.choice(revisions), by=EDITOR)

    def undo_everything(self) -> int:
        """Undo what stands and is no undo, in any order that is allowed, until nothing does; how many that took."""
        taken = 0
        standing = select(Revision.id).where(Revision.undone_by_id.is_(None), Revision.undoes_id.is_(None))
        while left := list(self.session.scalars(standing.order_by(Revision.id))):
            self.choose.shuffle(left)
            done = sum(self.attempt(lambda number=one: undo(self.session, number, by=EDITOR)) for one in left)
            assert done, "nothing that is left can be undone"
            taken += done
        return taken

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something, or leave everything as it was where it is refused."""
        point = self.session.begin_nested()
        try:
            act()
        except InputError:
            point.rollback()
            self.session.expire_all()
            return False
        point.commit()
        return True


ACTS = (
    *("edit", "edit", "edit", "accept", "reject", "merge", "split"),
    *("move", "create", "create", "name", "accept_together"),
    *("join", "split_report", "undo", "undo", "undo"),
)
DONE: dict[str, int] = {}


@settings(
    max_examples=SEQUENCES,
    deadline=None,
    derandomize=SEQUENCES <= 8,
    database=None,
    phases=[
        Phase.explicit,
        Phase.generate,
    ],  # making a failing sequence short takes minutes; it is printed as it was drawn
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(acts=["merge"] * 6 + ["split"] * 3 + ["undo"] * 2, chance=1)
@example(acts=["split_report", "join", "accept", "reject", "edit", "undo"] * 2, chance=3)
@example(acts=["name", "create", "move", "accept_together"] * 3 + ["undo", "merge"], chance=3)
@example(acts=["undo"] * 3 + ["edit"] + ["reject"] * 2 + ["edit"] * 2, chance=395)
@example(acts=["reject"] * 2 + ["name"] * 3 + ["split", "name", "edit", "name"], chance=471)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=6, max_size=14), chance=st.integers(0, 2**31))
def test_undoing_everything_leaves_the_records_as_they_were(
    filled: Engine, acts: list[str], chance: int
) -> None:
    with session_factory(filled)() as session:
        start = dump(session)
        desk = Desk(session, random.Random(chance))
        for act in acts:
            if desk.attempt(getattr(desk, act)):
                DONE[act] = DONE.get(act, 0) + 1
        changed = dump(session) != start
        taken = desk.undo_everything()
        end = dump(session)
        assert [name for name in start if start[name] != end[name]] == []
        assert taken or not changed
        session.rollback()


def test_every_act_was_done(filled: Engine) -> None:
    """The sequences above are no empty ones: each act succeeded some time."""
    assert set(DONE) == set(ACTS)
