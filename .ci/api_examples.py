"""Write app/web/api_examples.json: what each route of the API answers on the reference data, shortened.

    .venv/bin/python .ci/api_examples.py

Of lists one record; of long texts and long lists the beginning. The description of the API shows them.
"""

import json
import tempfile
from typing import Any

from fastapi.testclient import TestClient

from app.cli.database import migrate
from app.cli.seed import load_into
from app.main import create_app
from app.settings import Settings
from app.web.api_calls import EXAMPLES

MOST_TEXT = 160  # characters
CALLS = {
    "statements": "statements?kind=denial&official=sergey-lavrov&limit=1&include=bases",
    "denials": "denials?answered=true&limit=1&include=bearings",
    "bases": "bases?country=AM&limit=1",
    "claims": "claims?base=gyumri-102nd-military-base&property=personnel&limit=1",
    "agreements": "agreements?country=AM&limit=1&include=bases",
    "officials": "officials?words=lavrov&limit=1",
    "countries": "countries",
    "articles": "articles?limit=1",
    "publishers": "publishers?country=AM&limit=1",
    "topics": "topics",
    "statement": "statements/{statements}",
    "bearings": "statements/{denials}/bearings",
    "base": "bases/{bases}",
    "claim": "claims/{claims}",
    "claims_of": "bases/{bases}/claims/personnel",
    "agreement": "agreements/{agreements}",
    "official": "officials/{officials}",
    "country": "countries/AM",
    "article": "articles/{articles}",
    "publisher": "publishers/{publishers}",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{folder}/d.sqlite3", base_url="https://bases.example.org"
        )
        migrate(settings)
        load_into(settings)
        with TestClient(create_app(settings)) as client:
            found: dict[str, Any] = {}
            keys: dict[str, object] = {}
            for name, call in CALLS.items():
                answer = client.get(f"/api/v1/{call.format(**keys)}")
                answer.raise_for_status()
                found[name] = shortened(answer.json())
                if "items" in found[name]:
                    first = found[name]["items"][0]
                    keys[name] = first.get("slug") or first.get("id") or first.get("domain")
    text = json.dumps(found, ensure_ascii=False, indent=1)
    EXAMPLES.write_text(text + "\n", encoding="utf-8")


def shortened(value: Any) -> Any:
    """Lists keep one entry, texts their beginning."""
    if isinstance(value, dict):
        return {name: shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shortened(one) for one in value[:1]]
    if isinstance(value, str) and len(value) > MOST_TEXT and not value.startswith("http"):
        return value[:MOST_TEXT].rsplit(" ", 1)[0] + " …"
    return value


if __name__ == "__main__":
    main()
