"""How long each request of a review takes, on a filled database: an article of twenty findings that are right."""

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy.orm import Session

from tests.conftest import open_client, open_engine
from tests.databases import SqliteDatabases
from tests.right_findings import make_right_findings
from tests.web.accounts import make_user, sign_in

MOST_MS = 100  # of the median of each request
TIMES = 9
FRAGMENT = {"HX-Request": "true"}


def measure() -> None:
    """Print the median and the slowest of each request, and point out a median over MOST_MS."""
    with tempfile.TemporaryDirectory() as folder:
        url = SqliteDatabases(Path(folder)).new("filled")
        with open_engine(url) as engine, Session(engine) as session:
            article = make_right_findings(session, "Measured", 20, added_by="anna")
            make_user(session)  # which commits
        with open_client(url) as client:
            sign_in(client)
            _measure(client, f"/review/articles/{article}")


def _measure(client: TestClient, path: str) -> None:
    page = client.get(path).text
    token = re.findall(r'csrf_token" value="([^"]+)', page)[0]
    record = re.findall(r"statement:\d+", page)[0]

    def post(act: str, **fields: object) -> Response:
        answer = client.post(f"{path}/{act}", data={"csrf_token": token, **fields}, headers=FRAGMENT)
        assert answer.status_code == 200, answer.text[:300]
        return answer

    def shown(field: str) -> list[str]:
        return re.findall(f'name="{field}" value="([^"]+)', client.get(path).text)

    told: dict[str, list[float]] = {}
    _time(told, "the screen", lambda: client.get(path))
    _time(told, "the form of a finding", lambda: client.get(f"{path}?edit={record}", headers=FRAGMENT))
    _time(told, "choices while typing", lambda: client.get("/review/pick/official?q=lavr"))
    acts = {
        "accept": lambda: post("accept", record=record),
        "edit": lambda: post("edit", record=record, kind="denial", topic="base"),
        "accept all that remain": lambda: post("accept-all", finding=findings),
    }
    for _ in range(TIMES):
        for name, act in acts.items():
            findings = shown("finding")
            _time(told, name, act, times=1)
            revision = shown("revision")[0]
            _time(told, "undo", lambda revision=revision: post("undo", revision=revision), times=1)
    print(f"review of 20 findings, ms of a request (median of {TIMES}, slowest)")
    for name, times in told.items():
        median = statistics.median(times)
        print(f"  {name:26} {median:6.0f} {max(times):6.0f}{'  SLOW' if median > MOST_MS else ''}")


def _time(told: dict[str, list[float]], name: str, act: Callable[[], object], times: int = TIMES) -> None:
    for _ in range(times):
        start = time.perf_counter()
        act()
        told.setdefault(name, []).append((time.perf_counter() - start) * 1000)
