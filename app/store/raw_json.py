"""A RawArticle as JSON, as previews keep it."""

from base64 import b64decode, b64encode
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import orjson

from app.domain.kinds import FetchHow
from app.intake.kept_bytes import pack, unpack
from app.intake.raw import KeptBytes, MediaType, ModelAnswer, RawArticle


def raw_to_json(raw: RawArticle) -> str:
    fields = asdict(replace(raw, source=None))
    if raw.source is not None:
        packed = b64encode(pack(raw.source.data)).decode()
        fields["source"] = asdict(replace(raw.source, data=b"")) | {"data": packed}
    return orjson.dumps(fields).decode()


def raw_from_json(payload: str) -> RawArticle:
    fields = orjson.loads(payload)
    typed = {
        "media": MediaType(fields["media"]),
        "answer": fields["answer"] and ModelAnswer(**fields["answer"]),
        "put_back": tuple(fields.get("put_back", ())),
        "source": _source(fields["source"]) if fields.get("source") else None,
    }
    return RawArticle(**{**fields, **typed})


def _source(fields: dict[str, Any]) -> KeptBytes:
    typed = {
        "how": FetchHow(fields["how"]),
        "at": datetime.fromisoformat(fields["at"]),
        "data": unpack(b64decode(fields["data"])),
    }
    return KeptBytes(**{**fields, **typed})
