"""The command line as a user meets it: help, exit codes, errors that say what to do, and a whole first start."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.databases import ROOT

BASEWATCH = Path(sys.executable).with_name("basewatch")
ARTICLE = "“There are no plans for a base in Cuba,” Kremlin spokesman Dmitry Peskov told reporters on Monday."


def basewatch(*arguments: str, database: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BASEWATCH, *arguments],
        cwd=ROOT,
        env=os.environ | {"BASEWATCH_DATABASE_URL": f"sqlite:///{database}"},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "down" / "basewatch.sqlite3"


def test_help_names_every_command_and_the_first_step(database: Path) -> None:
    said = basewatch("--help", database=database).stdout
    for command in ("init", "seed", "ingest", "extract", "serve", "run", "users"):
        assert re.search(rf"^  {command} ", said, re.MULTILINE)
    assert "BASEWATCH_DATABASE_URL" in said


def test_without_init_it_says_to_init(database: Path) -> None:
    done = basewatch("seed", database=database)
    assert done.returncode == 1
    assert "basewatch init" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [BASEWATCH, "init"],
        env=os.environ | {"BASEWATCH_DATABASE_URL": "mysql://somewhere/db"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "BASEWATCH_DATABASE_URL" in done.stderr
    assert "postgresql://" in done.stderr


def test_a_postgres_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [BASEWATCH, "init"],
        env=os.environ | {"BASEWATCH_DATABASE_URL": "postgresql://anna:secret@127.0.0.1:9/db"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "cannot open" in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_ingest_tells_each_input_and_fails_when_one_failed(database: Path, tmp_path: Path) -> None:
    good, empty, binary = (tmp_path / name for name in ("good.txt", "empty.txt", "picture.txt"))
    good.write_text(ARTICLE, encoding="utf-8")
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 40)
    assert basewatch("init", database=database).returncode == 0
    done = basewatch("ingest", str(good), str(empty), str(binary), database=database)
    assert done.returncode == 1
    assert f"{good}: added" in done.stdout
    assert "1 added, 0 unchanged, 0 skipped, 2 failed" in done.stdout
    assert "empty.txt" in done.stderr
    assert "picture.txt" in done.stderr
    again = basewatch("ingest", str(good), database=database)
    assert (again.returncode, "1 unchanged" in again.stdout) == (0, True)


def test_ingest_reads_standard_input(database: Path) -> None:
    basewatch("init", database=database)
    done = basewatch("ingest", "-", "--published", "2019-02-04", database=database, stdin=ARTICLE)
    assert done.returncode == 0, done.stderr
    assert "1 added" in done.stdout


def test_what_is_known_of_one_input_is_not_said_of_two(database: Path) -> None:
    done = basewatch("ingest", "a.txt", "b.txt", "--url", "https://news.example/a", database=database)
    assert done.returncode == 2
    assert "--url" in done.stderr


def test_run_makes_everything_and_serves(database: Path) -> None:
    environment = os.environ | {
        "BASEWATCH_DATABASE_URL": f"sqlite:///{database}",
        "PYTHONUNBUFFERED": "1",
    }
    server = subprocess.Popen(
        [BASEWATCH, "run", "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        said = ""
        while (line := server.stdout.readline()) and "http://" not in line:
            said += line
        address = re.search(r"http://\S+", line)
        assert address is not None, said
        assert "password" in said
        assert "5 added" in said
        with urllib.request.urlopen(address[0] + "/bases", timeout=30) as answer:
            assert "Gyumri" in answer.read().decode()
        server.send_signal(signal.SIGINT)
        assert server.stdout.read() == "Stopped.\n"
        assert server.wait(timeout=30) == 0
    finally:
        server.kill()
        server.wait(timeout=30)


def test_a_port_in_use_is_said(database: Path) -> None:
    import socket

    basewatch("init", database=database)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = basewatch("serve", "--port", port, database=database)
    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr
