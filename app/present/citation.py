"""Plain citations to copy into a footnote. Pure."""

from app.present.format import day_words
from app.query.sources import SourceRow
from app.query.statement_rows import StatementRow


def cite_statement(row: StatementRow, address: str) -> str:
    """Who said what and when, where it was published, and the permanent address of the record.

    Our summary, or the line of our brief, is marked as ours: it must not be quoted as the speaker's.
    """
    speaker = f"{row.speaker} ({row.role})" if row.role else row.speaker
    said = f"“{row.quote}”"
    if row.is_ours:
        said = f"{'summarised' if row.is_summary else 'in our words'}: {row.quote}"
    day = row.said_on or row.source.published  # not `sort_day`: it may be the day on which we took it in
    when = day_words(day) if day else "undated"
    return f"{speaker}, {when}, {said} {cite_source(row.source)} Basewatch, {address}"


def cite_source(source: SourceRow) -> str:
    """Publisher, title, date and address of a page."""
    title = "" if source.title.startswith("[") else f" “{source.title}”,"
    published = f"{day_words(source.published)}" if source.published else "undated"
    return f"{source.publisher},{title} {published}, {source.url or 'no address'}."
