"""What followers are told: a message as JSON for a webhook, signed, and as a mail. Pure."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import orjson

from app.domain.following import Subject
from app.domain.kinds import AlertNews, MessageKind
from app.present.entries import BY_TYPE
from app.present.language import gettext as _
from app.present.language import ngettext
from app.present.to_atom import moment


@dataclass(frozen=True, slots=True)
class Told:
    """One event with its record, as a list has it."""

    id: int
    record_type: str
    news: AlertNews
    at: datetime
    row: Any


def message_body(subject: Subject, title: str, told: Sequence[Told], site: str) -> str:
    """The JSON of a message; links are absolute under `site`."""
    return orjson.dumps(
        {
            "type": "basewatch.events",
            "subject": {"follow": str(subject), "title": title},
            "events": [_event(one, site) for one in told],
        }
    ).decode()


def test_body(subject: Subject, title: str, site: str) -> str:
    """The JSON of a message that the test button sends."""
    about = {"follow": str(subject), "title": title}
    return orjson.dumps({"type": "basewatch.test", "subject": about, "events": [], "site": site}).decode()


def _event(one: Told, site: str) -> dict[str, Any]:
    entry = BY_TYPE[one.record_type](one.row, site, one.at)
    return {
        "id": f"evt_{one.id}",
        "news": one.news.value,
        "record_type": one.record_type,
        "url": entry.address,
        "title": entry.title,
        "text": entry.summary,
        "language": entry.language,
        "by": entry.author,
        "source": entry.source,
        "expires": getattr(one.row, "expires", None) if one.news is AlertNews.ENDING else None,
        "at": moment(one.at),
    }


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, as https://www.standardwebhooks.com has it."""
    key = base64.b64decode(secret.partition("_")[2])
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


# What a receiver may do to know whose a message is: shown on the page, and run by a test.
CHECK = """import base64, hashlib, hmac, time

def is_ours(secret, headers, body):  # names of headers in small letters, the body as it came
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    right = "v1," + base64.b64encode(digest).decode()
    fresh = abs(time.time() - int(headers["webhook-timestamp"])) < 300  # seconds
    return fresh and hmac.compare_digest(right, headers["webhook-signature"])
"""


@dataclass(frozen=True, slots=True)
class MailLinks:
    """The addresses that a mail carries."""

    confirm: str
    stop: str


def mail(
    kind: MessageKind,
    title: str,
    body: str,
    links: MailLinks,
    *,
    sender: str,
    to: str,
    now: datetime,
    id: str,
) -> EmailMessage:
    """A message as a mail, with one click to end it (RFC 8058)."""
    message = EmailMessage()
    name, _at, host = sender.rpartition("@")
    message["From"] = Address("Basewatch", name, host)
    message["To"] = to
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    if kind is MessageKind.CONFIRM:
        message["Subject"] = _("Confirm: news of %(title)s") % {"title": _one_line(title)}
        text = _(
            "Somebody, we hope you, asked Basewatch to write to this address when there is news of:\n\n"
            "  %(title)s\n\n"
            "To say yes, open this page and press the button:\n\n  %(confirm)s\n\n"
            "If it was not you, do nothing: nothing more is sent, and the address is forgotten in two days.\n"
        )
        message.set_content(text % {"title": title, "confirm": links.confirm})
        return message
    events = orjson.loads(body)["events"]
    count = ngettext("%(num)s news: %(title)s", "%(num)s news: %(title)s", len(events))
    message["Subject"] = (
        count % {"num": len(events), "title": _one_line(title)}
        if events
        else _("A test: %(title)s") % {"title": _one_line(title)}
    )
    message["List-Unsubscribe"] = f"<{links.stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    parts = [_in_words(one) for one in events] or [_("This is a test: nothing happened.")]
    parts.append(_("You follow %(title)s. To end it: %(stop)s") % {"title": title, "stop": links.stop})
    message.set_content("\n\n".join(parts) + "\n")
    return message


def _in_words(event: dict[str, Any]) -> str:
    heads = {
        AlertNews.NEW: _("New: %(title)s"),
        AlertNews.CHANGED: _("Changed: %(title)s"),
        AlertNews.ENDING: _("Ends soon: %(title)s"),
    }
    lines = [heads[AlertNews(event["news"])] % {"title": event["title"]}]
    if event["expires"]:
        lines.append(_("It ends on %(day)s.") % {"day": event["expires"]})
    lines.append(event["text"])
    lines.append(event["url"])
    if event["source"]:
        lines.append(_("Source: %(source)s") % {"source": event["source"]})
    return "\n".join(line for line in lines if line)


def _one_line(title: str) -> str:
    return " ".join(title.split())[:120]
