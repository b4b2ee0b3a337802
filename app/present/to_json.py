"""Tables as JSON and as GeoJSON (RFC 7946), row by row. Pure."""

from collections.abc import Iterable, Iterator

import orjson

from app.present.tables.columns import Cell

Record = dict[str, Cell]
BATCH = 500  # records of one chunk


def json_chunks(about: dict[str, str], records: Iterable[Record]) -> Iterator[str]:
    """`{"about": …, "items": [record, …]}`, one record a line."""
    yield '{"about": ' + _text(about) + ',\n"items": [\n'
    yield from _joined(map(_text, records))
    yield "\n]}\n"


def geojson_chunks(records: Iterable[Record]) -> Iterator[str]:
    """A FeatureCollection of points by `latitude` and `longitude`; a record without them has no geometry."""
    yield '{"type": "FeatureCollection", "features": [\n'
    yield from _joined(map(_feature, records))
    yield "\n]}\n"


def _feature(record: Record) -> str:
    latitude, longitude = record["latitude"], record["longitude"]
    point = {"type": "Point", "coordinates": [longitude, latitude]} if latitude is not None else None
    properties = {name: cell for name, cell in record.items() if name not in ("latitude", "longitude")}
    return _text({"type": "Feature", "id": record["slug"], "geometry": point, "properties": properties})


def _joined(lines: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    parted = ""
    for line in lines:
        held.append(line)
        if len(held) == BATCH:
            yield parted + ",\n".join(held)
            held.clear()
            parted = ",\n"
    if held:
        yield parted + ",\n".join(held)


def _text(value: object) -> str:
    return orjson.dumps(value).decode()
