"""`basewatch review list`, `bulk`, `same` and `pair`: the queue, and many decisions at once, as the machine's user."""

import json
from collections.abc import Callable
from typing import Any

import click

from app.cli.acting import REASON, tell, this_user, writing
from app.cli.database import open_database
from app.domain.kinds import PairState
from app.domain.queue import BulkAct, FindingKind, QueueOrder
from app.present.bulk import doubts_about
from app.present.format import counted, words
from app.query.bulk_findings import FindingFilter, OpenFinding, open_findings
from app.query.page import MAX_PAGE_SIZE
from app.query.review_queue import QueueFilter, QueueRow, count_queue, list_queue
from app.query.same_pairs import PairRow, list_pairs
from app.settings import Settings
from app.store.accepting import Seen
from app.store.bulk_reviews import BulkPlan, decide_in_bulk, plan_bulk, reasons_of
from app.store.records import find_record
from app.store.reviewer import newest_revision
from app.store.same_pairs import KINDS, decide_pair, merge_pair, pair_of

SHOWN = 20  # findings of a preview
WIDE = 58  # characters of a title
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
LIMIT = click.option("--limit", type=click.IntRange(1, MAX_PAGE_SIZE), default=30, show_default=True)
Command = Callable[..., Any]


def _filters(command: Command) -> Command:
    """The options that choose articles of the queue, as one argument `where`."""

    def filtered(
        country: str | None,
        kind: str | None,
        source: str | None,
        added_by: str | None,
        unsure: bool,
        **rest: Any,
    ) -> Any:
        kinds = FindingKind(kind) if kind else None
        return command(where=QueueFilter(country, kinds, source, added_by, unsure), **rest)

    filtered.__doc__, filtered.__name__ = command.__doc__, command.__name__
    for option in (
        click.option("--unsure", is_flag=True, help="Only with findings too unsure to be public."),
        click.option("--added-by", help="Who added the article."),
        click.option("--source", help="The publisher's domain."),
        click.option("--kind", type=click.Choice([one.value for one in FindingKind])),
        click.option("--country", help="A country that a finding is about, by code."),
    ):
        filtered = option(filtered)
    return filtered


@click.command("list")
@click.option(
    "--order", type=click.Choice([one.value for one in QueueOrder]), default="age", show_default=True
)
@LIMIT
@AS_JSON
@_filters
def list_waiting(where: QueueFilter, order: str, limit: int, as_json: bool) -> None:
    """Print the articles with findings that nobody has decided on, the longest waiting first."""
    with open_database(Settings.from_environment())() as session:
        page = list_queue(session, where, QueueOrder(order), limit=limit)
        articles, findings = count_queue(session, where)
    for row in page.rows:
        click.echo(json.dumps(_plain(row), ensure_ascii=False) if as_json else _line(row))
    if not as_json:
        click.echo(
            f"{counted(findings, 'finding', 'findings')} in {counted(articles, 'article', 'articles')}"
        )


@click.command()
@click.argument("act", type=click.Choice([one.value for one in BulkAct]))
@click.option("--article", "articles", type=int, multiple=True, help="Of this article; may be repeated.")
@click.option("--least", type=click.FloatRange(0, 1), help="Confidence at least.")
@click.option("--most", type=click.FloatRange(0, 1), help="Confidence at most.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and do nothing.")
@REASON
@_filters
def bulk(
    where: QueueFilter,
    act: str,
    articles: tuple[int, ...],
    least: float | None,
    most: float | None,
    dry_run: bool,
    reason: str,
) -> None:
    """Accept or reject every open finding under the filters in one act, which one undo takes back.

    \b
      basewatch review bulk reject --kind comment --most 0.5 --dry-run
      basewatch review bulk reject --kind comment --most 0.5 --reason "no statements"
    """
    with writing() as session:
        found = open_findings(session, FindingFilter(where, articles or None, least, most))
        doubts = {one.record: why for one, why in doubts_about(found)}
        seen = newest_revision(session)
        wanted = [Seen(one.record, seen) for one in found]
        if dry_run:
            _preview(plan_bulk(session, BulkAct(act), wanted, by=this_user(), doubts=doubts), found)
            return
        revision, plan = decide_in_bulk(
            session, BulkAct(act), wanted, by=this_user(), reason=reason, doubts=doubts
        )
    _left_out(plan)
    done = "accepted" if act == BulkAct.ACCEPT else "rejected"
    tell(f"{counted(len(plan.records), 'finding', 'findings')} {done}", revision)


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "--state", type=click.Choice([one.value for one in PairState]), default="open", show_default=True
)
@LIMIT
@AS_JSON
def same(kind: str, state: str, limit: int, as_json: bool) -> None:
    """Print the records of KIND that may be one, the likest first, with why."""
    with open_database(Settings.from_environment())() as session:
        page = list_pairs(session, kind, PairState(state), limit=limit)
    for pair in page.rows:
        if as_json:
            click.echo(json.dumps(_plain_pair(pair), ensure_ascii=False))
        else:
            click.echo(f"{pair.score:.2f}  {pair.one.key}  {pair.other.key}\n      {'; '.join(pair.reasons)}")


@click.command()
@click.argument("act", type=click.Choice(["merge", *(one.value for one in PairState)]))
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("kept")
@click.argument("other")
def pair(act: str, kind: str, kept: str, other: str) -> None:
    """Decide on two records that may be one: merge OTHER into KEPT, keep them apart, ask later, or ask again (open).

    \b
      basewatch review pair apart official sergey-lavrov sergei-lavrov
    """
    with writing() as session:
        two = pair_of(session, kind, kept, other)
        if act == "merge":
            revision = merge_pair(session, two, find_record(session, kind, kept).id, by=this_user())
        else:
            revision = decide_pair(session, two, PairState(act), by=this_user())
    tell(f"{kind} {kept} and {other}: {act}", revision)


QUEUE_COMMANDS = (list_waiting, bulk, same, pair)


def _line(row: QueueRow) -> str:
    title = row.title if len(row.title) <= WIDE else f"{row.title[: WIDE - 1]}…"
    kinds = ", ".join(f"{count} {words(kind)}" for kind, count in row.kinds)
    return f"{row.id:6}  {row.published or '–':10}  {row.confidence:.2f}  {title:{WIDE}}  {kinds}"


def _plain(row: QueueRow) -> dict[str, Any]:
    return {
        "article": row.id,
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published,
        "added_by": row.added_by,
        "confidence": row.confidence,
        "findings": row.findings,
        "kinds": dict(row.kinds),
        "countries": [code for code, _ in row.countries],
    }


def _plain_pair(pair: PairRow) -> dict[str, Any]:
    return {
        "kind": pair.kind,
        "one": pair.one.key,
        "other": pair.other.key,
        "score": pair.score,
        "reasons": list(pair.reasons),
    }


def _preview(plan: BulkPlan, found: list[OpenFinding]) -> None:
    done = "accepted" if plan.act is BulkAct.ACCEPT else "rejected"
    click.echo(f"{counted(len(plan.records), 'finding', 'findings')} would be {done}:")
    for kind, count in plan.counts.items():
        click.echo(f"  {count} {words(kind)}")
    _left_out(plan)
    fit = set(plan.records)
    for one in [one for one in found if one.record in fit][:SHOWN]:
        quote = " ".join(one.quote.split())
        click.echo(f"  {one.record.kind}:{one.record.id}  {one.name}: {quote[:160]}")


def _left_out(plan: BulkPlan) -> None:
    for why, count in reasons_of(plan.left):
        click.echo(f"  left out: {count}, {why}")
