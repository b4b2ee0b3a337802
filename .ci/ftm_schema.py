"""Write tests/present/ftm_schema.json: of the FollowTheMoney model what our entities use (needs `followthemoney`).

    pip install followthemoney && python .ci/ftm_schema.py

The library brings some forty packages, so that the tests go by this part of its model instead.
"""

import json
from pathlib import Path
from typing import Any

import followthemoney
from followthemoney import model
from followthemoney.types import registry

TARGET = Path(__file__).resolve().parents[1] / "tests" / "present" / "ftm_schema.json"
SCHEMATA = ("Address", "Article", "Contract", "Event", "Organization", "Person", "PublicBody")


def main() -> None:
    schemata: dict[str, Any] = {}
    for name in SCHEMATA:
        schema = model.get(name)
        schemata[name] = {
            "is_a": sorted(one.name for one in schema.schemata),
            "required": sorted(schema.required),
            "properties": {
                prop.name: {"type": prop.type.name} | ({"range": prop.range.name} if prop.range else {})
                for prop in sorted(schema.properties.values(), key=lambda one: one.name)
                if not prop.stub
            },
        }
    found = {
        "followthemoney": followthemoney.__version__,
        "licence": "MIT, Organized Crime and Corruption Reporting Project and OpenSanctions",
        "schemata": schemata,
        "country": sorted(registry.country.codes),
        "language": sorted(registry.language.codes),
        "topic": sorted(registry.topic.codes),
    }
    TARGET.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
