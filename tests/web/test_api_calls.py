"""How the API is called: cursors, fields, include, parameters, limits, examples and recipes."""

import contextlib
import csv
import io
import json
import re
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app.domain.kinds import StatementKind
from app.main import create_app
from app.present.recipes import RECIPES, filled
from app.settings import Settings
from app.web.api_calls import EXAMPLES
from app.web.rate_limit import RateLimit, caller_of
from tests.query.counting import queries_of, reads

LISTS = (
    "statements",
    "denials",
    "bases",
    "claims",
    "agreements",
    "officials",
    "countries",
    "articles",
    "publishers",
    "topics",
)
PAGED = tuple(name for name in LISTS if name not in ("countries", "topics"))


def get(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("name", PAGED)
def test_every_list_can_be_read_to_its_end(filled_client: TestClient, name: str) -> None:
    found = list(csv.DictReader(io.StringIO(filled_client.get(f"/{name}.csv").text)))
    seen: list[str] = []
    path: str | None = f"/api/v1/{name}?limit=200"
    while path:
        page = filled_client.get(path).json()
        seen += [json.dumps(item) for item in page["items"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == len(found)


def test_cursor_of_another_list_is_refused(filled_client: TestClient) -> None:
    after = re.search(r"after=([\w-]+)", get(filled_client, "/statements?limit=1")["next"])
    assert after
    answer = filled_client.get(f"/api/v1/articles?after={after[1]}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "after"
    assert "is a place in the list 'statements', not in 'articles'" in answer.json()["detail"]
    for broken in ("x", "2017-01-20_5", "%00", "=", "c3RhdGVtZW50cw", "é"):
        assert filled_client.get(f"/api/v1/statements?after={broken}").status_code in (400, 422)


@pytest.mark.parametrize(
    ("path", "parameter", "allowed"),
    [
        ("/statements?kind=lie", "kind", [kind.value for kind in StatementKind]),
        ("/bases?status=gone", "status", None),
        ("/statements?since=2015-02-30", "since", None),
        ("/agreements?expiring_to=soon", "expiring_to", None),
        ("/statements?limit=many", "limit", None),
        ("/statements?limit=51&include=bearings", "limit", None),
        ("/statements?fields=id,qoute", "fields", None),
        ("/bases?include=officials", "include", ["claims"]),
        ("/bases?knd=air_base", "knd", [*"country territory kind branch status after limit fields include".split()]),
        ("/officials?include=roles", "include", None),
        ("/topics?country=TJ", "country", ["after", "limit", "fields"]),
        ("/statements/x", "statement_id", None),
        ("/countries/TJ?limit=5", "limit", None),
    ],
)  # fmt: skip
def test_problem_names_the_parameter_and_what_is_allowed(
    filled_client: TestClient, path: str, parameter: str, allowed: list[str] | None
) -> None:
    answer = filled_client.get(f"/api/v1{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert parameter in problem["detail"]
    if allowed is not None:
        assert problem["allowed"] == allowed


@pytest.mark.parametrize("name", LISTS)
def test_fields_are_those_that_were_asked_for(filled_client: TestClient, name: str) -> None:
    whole = get(filled_client, f"/{name}?limit=3")["items"]
    names = list(whole[0])[:2]
    some = get(filled_client, f"/{name}?limit=3&fields={','.join(names)}")["items"]
    assert some == [{one: item[one] for one in names} for item in whole]


def test_a_record_brings_the_fields_that_were_asked_for(filled_client: TestClient) -> None:
    assert get(filled_client, "/countries/AM?fields=code,name") == {"code": "AM", "name": "Armenia"}
    refused = filled_client.get("/api/v1/countries/AM?fields=nmae")
    assert refused.status_code == 400
    assert "did you mean name?" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("path", "brings"),
    [
        ("/denials?answered=true", "bearings"),
        ("/statements?base=gyumri-102nd-military-base", "bases"),
        ("/bases?country=AM", "claims"),
        ("/agreements?country=AM", "bases"),
    ],
)
def test_include_brings_related_records_in_as_many_queries_for_any_page(
    filled_client: TestClient, path: str, brings: str
) -> None:
    engine = filled_client.app.state.engine  # type: ignore[attr-defined]
    counts = []
    for limit in (2, 49):
        with queries_of(engine) as seen:
            items = get(filled_client, f"{path}&limit={limit}&include={brings}")["items"]
        counts.append(len(reads(seen)))
        assert any(item[brings] for item in items)
    assert counts[1] <= counts[0] + 1
    assert counts[1] <= 24
    assert brings not in get(filled_client, f"{path}&limit=2")["items"][0]


def test_included_claims_are_those_of_the_record(filled_client: TestClient) -> None:
    (base,) = get(filled_client, "/bases?country=KG&kind=air_base&include=claims&fields=slug")["items"]
    record = get(filled_client, f"/bases/{base['slug']}")
    assert base["claims"] == record["claims"]


@pytest.mark.parametrize(
    ("name", "key"), [("claims", "id"), ("publishers", "domain"), ("agreements", "slug")]
)
def test_record_is_the_one_of_the_list(filled_client: TestClient, name: str, key: str) -> None:
    include = "&include=bases" if name == "agreements" else ""
    first = get(filled_client, f"/{name}?limit=1{include}")["items"][0]
    assert get(filled_client, f"/{name}/{first[key]}") == first
    assert filled_client.get(f"/api/v1/{name}/0").status_code == 404


def test_topics_count_what_their_lists_hold(filled_client: TestClient) -> None:
    (base,) = [one for one in get(filled_client, "/topics")["items"] if one["topic"] == "base"]
    statements = list(csv.DictReader(io.StringIO(filled_client.get("/statements.csv?topic=base").text)))
    assert base["statements"] == len(statements) > 0
    assert base["denials"] == sum(row["kind"] == "denial" for row in statements)


@pytest.mark.parametrize("host", ["evil.example/x?y=", '"><script>'])
def test_next_is_an_address_of_ours(filled_client: TestClient, host: str) -> None:
    page = filled_client.get("/api/v1/statements?limit=1", headers={"Host": host}).json()
    assert page["next"].startswith("http://127.0.0.1:8000/api/v1/statements?limit=1&after=")


def test_every_reading_route_has_an_example_that_its_model_takes(filled_client: TestClient) -> None:
    described = filled_client.get("/api/v1/openapi.json").json()
    stored = json.loads(EXAMPLES.read_text())
    shown = {}
    for path, methods in described["paths"].items():
        if "get" not in methods or "history" in path:
            continue
        if {"reviews", "alerts"} & set(methods["get"].get("tags", [])):  # nobody's without a token
            continue
        content = methods["get"]["responses"]["200"]["content"]["application/json"]
        assert content["example"], path
        shown[path] = content["example"]
        model = described["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
        assert set(content["example"]) <= set(model["properties"]), path  # those of null are left out of it
    assert len(shown) == len(stored)
    page = filled_client.get("/api/v1").text
    assert page.count("An answer, shortened") == len(stored)
    assert len(page.encode()) < 250_000


class Clock:
    """Time that passes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_limit_is_told_kept_and_over_after_a_minute() -> None:
    clock = Clock()
    web = Starlette(
        routes=[
            Route("/api/v1/x", lambda _: PlainTextResponse("yes")),
            Route("/x", lambda _: PlainTextResponse("yes")),
        ]
    )
    web.add_middleware(RateLimit, per_minute=2, clock=clock)
    client = TestClient(web)
    first = client.get("/api/v1/x")
    assert first.headers["ratelimit-policy"] == '"address";q=2;w=60'
    assert first.headers["ratelimit"] == '"address";r=1;t=60'
    clock.now += 20.5
    assert client.get("/api/v1/x").headers["ratelimit"] == '"address";r=0;t=40'
    over = client.get("/api/v1/x")
    assert (over.status_code, over.headers["retry-after"]) == (429, "40")
    assert over.headers["content-type"] == "application/problem+json"
    assert "2 calls a minute" in over.json()["detail"]
    assert client.get("/x").status_code == 200  # pages have no such limit
    other = TestClient(web, client=("203.0.113.9", 5))
    assert other.get("/api/v1/x").status_code == 200
    clock.now += 40
    assert client.get("/api/v1/x").status_code == 200


@pytest.mark.parametrize(
    ("address", "caller"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_network_of_ipv6_counts_as_one_caller(address: str, caller: str) -> None:
    assert caller_of({"type": "http", "client": (address, 1)}) == caller


def test_answers_of_the_site_tell_the_limit(filled_client: TestClient) -> None:
    answer = filled_client.get("/api/v1/topics")
    assert re.fullmatch(r'"address";r=\d+;t=\d+', answer.headers["ratelimit"])
    assert "RateLimit" in answer.headers["access-control-expose-headers"]
    assert "ratelimit" not in filled_client.get("/bases").headers


@pytest.fixture(scope="module")
def site(filled_url: str) -> Iterator[str]:
    """A server that programs can call."""
    config = uvicorn.Config(create_app(Settings(database_url=filled_url)), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    for _ in range(500):
        if server.started:
            break
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.slug)
def test_recipe_runs_as_it_stands_on_the_page(
    site: str, recipe: Any, filled_client: TestClient, tmp_path: Path
) -> None:
    page = filled_client.get("/api/v1/recipes").text
    assert f'id="{recipe.slug}"' in page
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(filled(recipe.python, site), recipe.slug, "exec"), {})
    assert printed.getvalue().strip(), "it printed nothing"
    command = shlex.split(filled(recipe.curl, site))
    assert command[0] == "curl"
    if shutil.which("curl"):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=20, check=True)
        assert done.stdout or list(tmp_path.iterdir())
    path = command[-1].removeprefix(site)
    assert filled_client.get(path).status_code == 200
    r = filled(recipe.r, site)
    assert site in r
    assert (r.count("("), r.count("{")) == (r.count(")"), r.count("}"))
    assert set(re.findall(r"[?&](\w+)=", r)) <= set(re.findall(r"[?&](\w+)=", recipe.curl + recipe.python))
