"""A RawArticle as JSON, as previews keep it."""

from dataclasses import asdict

import orjson

from app.intake.raw import MediaType, ModelAnswer, RawArticle


def raw_to_json(raw: RawArticle) -> str:
    return orjson.dumps(asdict(raw)).decode()


def raw_from_json(payload: str) -> RawArticle:
    fields = orjson.loads(payload)
    answer = fields["answer"] and ModelAnswer(**fields["answer"])
    put_back = tuple(fields.get("put_back", ()))
    return RawArticle(
        **{**fields, "media": MediaType(fields["media"]), "answer": answer, "put_back": put_back}
    )
