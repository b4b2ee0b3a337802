"""What the forms of feeds send."""

from typing import Annotated

from fastapi import Depends, Form

from app.store.feeds import EVERY_MINUTES, LEAST_MINUTES, MAX_TITLE, MAX_URL, MOST_MINUTES, FeedDraft

MOST_RULES_TEXT = 25_000  # characters of a field of rules
LEAST, MOST = LEAST_MINUTES, MOST_MINUTES


def read_draft(
    url: Annotated[str, Form(max_length=2 * MAX_URL)] = "",
    title: Annotated[str, Form(max_length=2 * MAX_TITLE)] = "",
    include: Annotated[str, Form(max_length=MOST_RULES_TEXT)] = "",
    exclude: Annotated[str, Form(max_length=MOST_RULES_TEXT)] = "",
    whole_text: Annotated[bool, Form()] = False,
    every_minutes: Annotated[str, Form(max_length=20)] = str(EVERY_MINUTES),
) -> FeedDraft:
    """The draft as typed; minutes that are no number are 0, which is refused beside the field."""
    minutes = every_minutes.strip()
    return FeedDraft(
        url=url.strip(),
        title=" ".join(title.split()),
        include=include.replace("\r\n", "\n"),
        exclude=exclude.replace("\r\n", "\n"),
        whole_text=whole_text,
        every_minutes=int(minutes) if minutes.isdecimal() else 0,
    )


ReadDraft = Annotated[FeedDraft, Depends(read_draft)]
