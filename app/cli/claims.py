"""`basewatch claims`: claims on one property side by side, those that disagree, and an editor's pins and grades."""

import click

from app.cli.acting import tell, this_user, writing
from app.cli.database import open_database
from app.domain.errors import InputError
from app.domain.kinds import ClaimProperty
from app.present.base_figures import claim_marks, claim_text, property_words
from app.present.format import day_words
from app.query.base_details import base_facts
from app.query.claims import ClaimRow, Known, disagreements, known, list_claims
from app.query.disagreements import list_disagreements
from app.query.page import NumberKey
from app.settings import Settings
from app.store.grading import pin_claim, set_credibility, set_reliability, unpin_claim

NOTHING = "-"  # takes a grade away


@click.group()
def claims() -> None:
    """Show claims on a base side by side, and say which one pages show first.

    \b
      basewatch claims show kant-999th-air-base personnel
      basewatch claims disagreeing
      basewatch claims pin 12 --reason "counted on the spot"
      basewatch claims credibility 12 2
      basewatch claims reliability tass.com C
    """


@claims.command()
@click.argument("base")
@click.argument("what", type=click.Choice([prop.value for prop in ClaimProperty]), required=False)
def show(base: str, what: str | None) -> None:
    """Print the claims on BASE, of one property or all: `*` stands before what pages show first, `!` before what
    disagrees with another.
    """
    with open_database(Settings.from_environment())() as session:
        facts = base_facts(session, base)
        if facts is None:
            raise InputError(
                f"there is no base {base[:80]!r}: give its slug, as the address of its page has it"
            )
        found = list_claims(session, [facts.id])
    apart = disagreements(found)
    for prop in ClaimProperty:
        about = [claim for claim in found if claim.what is prop]
        if not about or what not in (None, prop):
            continue
        now = known(about, prop)
        ours = {claim.id for claim in apart[prop].claims} if prop in apart else set()
        click.echo(f"{property_words()[prop]}{_why(now)}")
        for claim in about:
            mark = "*" if now and claim.id == now.claim.id else "!" if claim.id in ours else " "
            click.echo(f"  {mark} {_line(claim)}")


@claims.command()
def disagreeing() -> None:
    """Print every base and property on which sources disagree."""
    with open_database(Settings.from_environment())() as session:
        after: NumberKey | None = None
        while True:
            page = list_disagreements(session, after=after)
            for row in page.rows:
                said = "; ".join(dict.fromkeys(claim_text(claim) for claim in row.found.claims))
                first = f"{claim_text(row.now.claim)}{_why(row.now)}"
                click.echo(f"{row.base_slug} {row.found.what.value}: {said}  [first: {first}]")
            if not isinstance(page.after, NumberKey):
                return
            after = page.after


@claims.command()
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why; pages show it.")
def pin(number: int, reason: str) -> None:
    """Have pages show claim NUMBER first."""
    with writing() as session:
        revision = pin_claim(session, number, reason=reason, by=this_user())
    tell(f"claim {number} is shown first", revision)


@claims.command()
@click.argument("number", type=int)
def unpin(number: int) -> None:
    """Let the rule decide again."""
    with writing() as session:
        revision = unpin_claim(session, number, by=this_user())
    tell(f"claim {number} is not pinned any more", revision)


@claims.command()
@click.argument("number", type=int)
@click.argument("grade")
def credibility(number: int, grade: str) -> None:
    """Grade what claim NUMBER says, 1 (confirmed) to 6 (cannot be judged); - takes the grade away."""
    if grade != NOTHING and not (grade.isascii() and grade.isdigit()):
        raise InputError(f"credibility {grade[:20]!r} is no grade: give 1 to 6, or {NOTHING}")
    with writing() as session:
        revision = set_credibility(session, number, None if grade == NOTHING else int(grade), by=this_user())
    tell(f"claim {number} is graded {grade}", revision)


@claims.command()
@click.argument("domain")
@click.argument("grade")
def reliability(domain: str, grade: str) -> None:
    """Grade a publisher, A (completely reliable) to F (cannot be judged); - takes the grade away."""
    with writing() as session:
        revision = set_reliability(session, domain, None if grade == NOTHING else grade, by=this_user())
    tell(f"{domain} is graded {grade}", revision)


def _line(claim: ClaimRow) -> str:
    grades = f"{claim.reliability or '-'}{claim.credibility or '-'}"
    as_of = day_words(claim.as_of) if claim.as_of else "undated"
    marks = "".join(f" [{mark}]" for mark in claim_marks(claim))
    pinned = f" [pinned: {claim.pin_reason}]" if claim.pin_reason else ""
    return f"{claim.id:6}  {claim_text(claim)}  {as_of}  {grades}  {claim.source.publisher}{marks}{pinned}"


def _why(now: Known | None) -> str:
    return f", first by: {now.why.value}" if now and now.why else ""
