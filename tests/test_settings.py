"""Settings: what a variable may be, and what a wrong one is told."""

import pytest

from app.intake.decode import MAX_BYTES
from app.settings import LARGEST_ARTICLE, Settings, SettingsError


def test_defaults_need_no_variable() -> None:
    chosen = Settings.from_environment({"PATH": "/usr/bin", "BASEWATCH_PORT": ""})
    assert chosen == Settings()
    assert chosen.database_url.startswith("sqlite:///")
    assert chosen.database_url.endswith("/data/basewatch.sqlite3")


@pytest.mark.parametrize(
    ("variable", "value", "name", "read"),
    [
        ("BASEWATCH_PORT", "0", "port", 0),
        ("BASEWATCH_FETCH_TIMEOUT_SECONDS", "2.5", "fetch_timeout_seconds", 2.5),
        ("BASEWATCH_COOKIE_SECURE", "Yes", "cookie_secure", True),
        ("BASEWATCH_BASE_URL", "https://bases.example.org/", "base_url", "https://bases.example.org"),
        ("BASEWATCH_DATABASE_URL", "sqlite:///here.sqlite3", "database_url", "sqlite:///here.sqlite3"),
        pytest.param(
            "BASEWATCH_DATABASE_URL",
            "postgres://me:pw@db/bases",
            "database_url",
            "postgresql+psycopg://me:pw@db/bases",
            id="as hosts write it",
        ),
    ],
)
def test_a_variable_is_read(variable: str, value: str, name: str, read: object) -> None:
    assert getattr(Settings.from_environment({variable: value}), name) == read


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("BASEWATCH_PORT", "65536", "from 0 to 65535"),
        ("BASEWATCH_PORT", "http", "from 0 to 65535"),
        ("BASEWATCH_PORT", "-1", "from 0 to 65535"),
        ("BASEWATCH_PORT", "²", "from 0 to 65535"),
        ("BASEWATCH_FETCH_TIMEOUT_SECONDS", "nan", "from 0.1 to 600"),
        ("BASEWATCH_FETCH_TIMEOUT_SECONDS", "soon", "from 0.1 to 600"),
        ("BASEWATCH_FETCH_MAX_BYTES", "10MB", "whole number"),
        ("BASEWATCH_SESSION_HOURS", "0", "from 1 to"),
        ("BASEWATCH_COOKIE_SECURE", "maybe", "yes"),
        ("BASEWATCH_BASE_URL", "bases.example.org", "https://bases.example.org"),
        ("BASEWATCH_DATABASE_URL", "mysql://db/x", "sqlite:///PATH"),
        ("BASEWATCH_HOST", "http://x", "127.0.0.1"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(variable: str, value: str, allowed: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({variable: value})
    assert variable in str(refused.value)
    assert allowed in str(refused.value)


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({"BASEWATCH_DATABASE_URL": "mysql://me:hunter2@db/x"})
    assert "hunter2" not in str(refused.value)


def test_a_misspelt_variable_is_not_ignored() -> None:
    with pytest.raises(SettingsError, match="did you mean BASEWATCH_DATABASE_URL"):
        Settings.from_environment({"BASEWATCH_DATABSE_URL": "sqlite:///x"})


@pytest.mark.parametrize("given", ["BASEWATCH_LLM_URL=http://localhost:1/v1", "BASEWATCH_LLM_MODEL=reader"])
def test_a_model_needs_its_address_and_its_name(given: str) -> None:
    variable, value = given.split("=")
    with pytest.raises(SettingsError, match="is not set: a language model needs its address and its name"):
        Settings.from_environment({variable: value})


def test_a_key_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({"BASEWATCH_LLM_KEY": "sk secret"})
    assert "secret" not in str(refused.value).removeprefix("BASEWATCH_LLM_KEY")


def test_no_setting_allows_more_than_intake_takes() -> None:
    assert LARGEST_ARTICLE == MAX_BYTES
    assert Settings().fetch_max_bytes == Settings().max_upload_bytes == MAX_BYTES


def test_single_sign_on_needs_the_address_to_come_back_to() -> None:
    provider = {"BASEWATCH_OIDC_ISSUER": "https://id.example.org", "BASEWATCH_OIDC_CLIENT_ID": "basewatch"}
    with pytest.raises(SettingsError, match="BASEWATCH_BASE_URL is not set"):
        Settings.from_environment(provider)
    both = Settings.from_environment(provider | {"BASEWATCH_BASE_URL": "https://bases.example.org"})
    assert both.oidc_client_id == "basewatch"
