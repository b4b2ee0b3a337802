"""The names of a seeded database are those compiled from the seeds."""

from sqlalchemy.orm import Session

from app.resolve.reference import load_reference
from app.store.names import load_names


def test_the_database_gives_the_names_of_the_seeds(seeded_session: Session) -> None:
    stored, compiled = load_names(seeded_session), load_reference()
    assert {one.slug for one in stored.officials} == {one.slug for one in compiled.officials}
    assert {one.slug for one in stored.agreements} == {one.slug for one in compiled.agreements}
    spelled = {one.slug: set(one.spellings) for one in compiled.bases}
    assert {one.slug: set(one.spellings) for one in stored.bases} == spelled
