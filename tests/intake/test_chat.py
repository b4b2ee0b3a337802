"""The language model's endpoint: what is asked, and what is made of every kind of bad answer."""

from collections.abc import Iterator

import pytest

from app.intake.chat import MAX_ANSWER_TOKENS, ChatModel, ModelError, Question, TokenBudget
from tests.models import Endpoint, serve_model

QUESTION = Question("Read the article.", "The minister denied it. " * 20, {"type": "object"})


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serve_model() as served:
        yield served


def model(
    endpoint: Endpoint, *, seconds: float = 5, tokens: int = 100_000, key: str | None = "sk-secret"
) -> ChatModel:
    return ChatModel(endpoint.url, "reader-1", key, seconds, TokenBudget(tokens))


def test_the_question_names_model_matter_and_schema(endpoint: Endpoint) -> None:
    endpoint.content = '{"statements": []}'
    assert model(endpoint).ask(QUESTION) == '{"statements": []}'
    [request] = endpoint.requests
    assert request["path"] == "/v1/chat/completions"
    assert request["model"] == "reader-1"
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert request["messages"][1]["content"] == QUESTION.matter
    assert request["response_format"]["json_schema"]["schema"] == QUESTION.schema
    assert request["response_format"]["json_schema"]["strict"] is True
    assert endpoint.keys == ["Bearer sk-secret"]


def test_no_key_is_sent_where_none_is_set(endpoint: Endpoint) -> None:
    model(endpoint, key=None).ask(QUESTION)
    assert endpoint.keys == [None]


@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        ("html", "no chat completion"),
        ("other_form", "no chat completion"),
        ("no_choice", "no chat completion"),
        ("nested", "no chat completion"),
        ("no_words", "gave no answer"),
        ("cut", "cut off"),
        ("refused", "status 401"),
        ("overloaded", "status 429"),
        ("moved", "status 307"),
        ("endless", "over 1,000,000 bytes"),
    ],
)
def test_a_bad_answer_is_an_error_in_words(endpoint: Endpoint, behaviour: str, says: str) -> None:
    endpoint.behaviour = behaviour
    with pytest.raises(ModelError, match=says) as refused:
        model(endpoint).ask(QUESTION)
    assert "sk-secret" not in str(refused.value)
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("behaviour", ["silent", "drip"])
def test_a_slow_answer_ends_by_the_deadline(endpoint: Endpoint, behaviour: str) -> None:
    endpoint.behaviour = behaviour
    with pytest.raises(ModelError, match=r"no whole answer in 0\.2 seconds"):
        model(endpoint, seconds=0.2).ask(QUESTION)


def test_nobody_at_the_address_is_an_error() -> None:
    with pytest.raises(ModelError, match="connection failed"):
        ChatModel("http://127.0.0.1:9/v1", "reader-1", None, 2, TokenBudget(100_000)).ask(QUESTION)


def test_the_days_tokens_end_the_asking(endpoint: Endpoint) -> None:
    endpoint.usage = {"total_tokens": 6_000}
    asked = model(endpoint, tokens=MAX_ANSWER_TOKENS + 7_000)
    asked.ask(QUESTION)
    asked.ask(QUESTION)
    with pytest.raises(ModelError, match="tokens are spent"):
        asked.ask(QUESTION)
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize(
    "usage", [None, {"total_tokens": -5}, {"total_tokens": "few"}, {"total_tokens": 0}, 7]
)
def test_an_endpoint_that_counts_nothing_still_costs(endpoint: Endpoint, usage: object) -> None:
    endpoint.usage, endpoint.content = usage, "x" * 40_000
    budget = TokenBudget(16_000)
    asked = ChatModel(endpoint.url, "reader-1", None, 5, budget)
    asked.ask(QUESTION)
    with pytest.raises(ModelError, match="tokens are spent"):
        asked.ask(QUESTION)


def test_a_new_day_has_new_tokens() -> None:
    now = [0.0]
    budget = TokenBudget(100, lambda: now[0])
    budget.reserve(80)
    with pytest.raises(ModelError):
        budget.reserve(80)
    now[0] = 86_400
    budget.reserve(80)
