"""`basewatch users`: accounts from the command line."""

import pytest
from click.testing import CliRunner, Result

from app.cli.users import users
from app.domain.errors import InputError


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("BASEWATCH_DATABASE_URL", database_url)

    def call(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(users, arguments, input=typed)

    return call


def test_user_is_added_listed_and_disabled(run) -> None:  # type: ignore[no-untyped-def]
    assert "basewatch users add NAME" in run("list").output
    added = run("add", "anna", typed="correct horse battery\n")
    assert (added.exit_code, added.output) == (0, "Added anna, analyst.\n")
    assert run("disable", "anna").exit_code == 0
    (line,) = run("list").output.splitlines()
    assert line.startswith("anna ")
    assert "analyst" in line
    assert "disabled" in line


def test_generated_password_is_shown_once(run) -> None:  # type: ignore[no-untyped-def]
    said = run("add", "anna", "--role", "editor", "--generate").output
    assert said.startswith("Added anna, editor.\nPassword: ")
    assert "Password" not in run("list").output


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        pytest.param(["add", "anna"], "", "no password on standard input", id="no password"),
        pytest.param(["add", "anna"], "short\n", "give 12 to 256", id="short password"),
        pytest.param(["password", "nobody", "--generate"], "", "no user 'nobody'", id="unknown user"),
        pytest.param(["disable", "nobody"], "", "no user 'nobody'", id="unknown user to disable"),
    ],
)
def test_mistake_says_what_to_do(run, arguments: list[str], typed: str, said: str) -> None:  # type: ignore[no-untyped-def]
    failed = run(*arguments, typed=typed)
    assert isinstance(failed.exception, InputError)
    assert said in str(failed.exception)
