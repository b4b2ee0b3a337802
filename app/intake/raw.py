"""What intake hands on: bytes as they came, and what the adder knew."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.kinds import FetchHow


class MediaType(StrEnum):
    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What a language model answered about an article, unread; or the `problem` for which there is no answer."""

    model: str
    content: str = ""  # JSON, as it came
    problem: str | None = None  # a sentence for the analyst


@dataclass(frozen=True, slots=True)
class KeptBytes:
    """The bytes that an article was read from; see `app.intake.kept_bytes`."""

    how: FetchHow
    at: datetime  # in UTC
    url: str | None  # that was asked for; null of a file
    final_url: str | None  # that answered
    status: int | None
    headers: dict[str, str]  # by name, in lower case
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article before cleaning. `body` is decoded text, HTML or plain; what the adder knew beats what
    is found."""

    name: str  # how errors call it: a path, a URL, `index.jsonl:3`, "pasted text"
    body: str
    media: MediaType
    url: str | None = None
    published: str | None = None  # EDTF
    title: str | None = None
    publisher: str | None = None  # registered domain
    kind: str = "article"  # a domain.kinds.ArticleKind value
    sent_on: str | None = (
        None  # EDTF; the day of the mail that brought it, for an article that names no other
    )
    sent_from: str | None = None  # registered domain of the mail's sender, likewise
    put_back: tuple[
        int, ...
    ] = ()  # numbers of lines that cleaning would cut away and an analyst wants to keep
    answer: ModelAnswer | None = None  # where a language model was asked
    archived_url: str | None = None  # a copy of the page in a public web archive
    source: KeptBytes | None = None  # null of a text that somebody pasted


@dataclass(frozen=True, slots=True)
class InputProblem:
    """An input that cannot be used; the rest of its batch goes on."""

    name: str
    message: str  # names the field and says what to do


@dataclass(frozen=True, slots=True)
class PageAddress:
    """An article that is still to be fetched."""

    name: str  # `list.csv:3`
    url: str
    known: dict[str, str] = field(default_factory=dict)  # title, publisher, published, as of a RawArticle


Item = RawArticle | InputProblem | PageAddress
