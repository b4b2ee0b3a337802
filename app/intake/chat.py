"""A language model behind an OpenAI-compatible endpoint: one question, one answer, within time, size and cost."""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpcore
import orjson

from app.domain.errors import BasewatchError
from app.intake.timed_streams import TimedBackend

MAX_ANSWER_TOKENS = 6_000
MAX_ANSWER_BYTES = 1_000_000
CHARACTERS_A_TOKEN = 2  # at least, in any script: what a question is held to cost before it is asked
_DAY = 86_400


class ModelError(BasewatchError):
    """The model gave no answer that can be read: refused, too slow, too large, out of form or over the day's tokens."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is asked: its instructions, the matter, and the JSON schema that the answer must meet."""

    instructions: str
    matter: str
    schema: dict[str, Any]


@dataclass(slots=True)
class TokenBudget:
    """Tokens that one process may spend in a day (UTC). Safe to share between threads."""

    per_day: int
    clock: Callable[[], float] = time.time
    _day: int = -1
    _spent: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reserve(self, tokens: int) -> None:
        """Take `tokens` before asking. Raises ModelError when the day has not as many left."""
        with self._lock:
            day = int(self.clock() // _DAY)
            if day != self._day:
                self._day, self._spent = day, 0
            if self._spent + tokens > self.per_day:
                raise ModelError(
                    f"the day's {self.per_day:,} tokens are spent (BASEWATCH_LLM_TOKENS_PER_DAY)"
                )
            self._spent += tokens

    def settle(self, reserved: int, used: int) -> None:
        """Put what was used in place of what was reserved."""
        with self._lock:
            self._spent = max(0, self._spent - reserved + used)


class ChatModel:
    """Asks `model` at `url`, the address that ends before /chat/completions."""

    def __init__(
        self, url: str, model: str, key: str | None, timeout_seconds: float, budget: TokenBudget
    ) -> None:
        self.model = model
        self._url, self._key, self._timeout, self._budget = url, key, timeout_seconds, budget

    def ask(self, question: Question) -> str:
        """The content of the answer, JSON if the model kept to its schema.

        Raises: ModelError that says why there is none; the key stands in no message.
        """
        body = orjson.dumps(
            {
                "model": self.model,
                "temperature": 0,
                "max_tokens": MAX_ANSWER_TOKENS,
                "messages": [
                    {"role": "system", "content": question.instructions},
                    {"role": "user", "content": question.matter},
                ],
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "findings", "strict": True, "schema": question.schema},
                },
            }
        )
        asked = (len(question.instructions) + len(question.matter)) // CHARACTERS_A_TOKEN
        reserved = asked + MAX_ANSWER_TOKENS
        self._budget.reserve(reserved)
        try:
            content, used = _content_of(self._post(body))
        except BaseException:
            self._budget.settle(reserved, asked)  # it was read, and is likely to be charged
            raise
        # An endpoint that reports less than it sent is not believed.
        self._budget.settle(reserved, max(used, len(content) // (2 * CHARACTERS_A_TOKEN)))
        return content

    def _post(self, body: bytes) -> bytes:
        headers: dict[bytes | str, bytes | str] = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            backend = TimedBackend(time.monotonic() + self._timeout)
            with (
                httpcore.ConnectionPool(
                    network_backend=backend, ssl_context=ssl.create_default_context()
                ) as pool,
                pool.stream(
                    "POST", f"{self._url}/chat/completions", headers=headers, content=body
                ) as response,
            ):
                if response.status != 200:
                    raise ModelError(f"{self.model}: the endpoint answered with status {response.status}")
                answer = bytearray()
                for chunk in response.iter_stream():
                    answer += chunk
                    if len(answer) > MAX_ANSWER_BYTES:
                        raise ModelError(f"{self.model}: an answer of over {MAX_ANSWER_BYTES:,} bytes")
                return bytes(answer)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise ModelError(f"{self.model}: no whole answer in {self._timeout:g} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise ModelError(f"{self.model}: the connection failed ({type(error).__name__})") from error


def _content_of(body: bytes) -> tuple[str, int]:
    """(the answer's content, the tokens that the endpoint says it took). Raises ModelError for another form."""
    try:
        answer = orjson.loads(body)
        choice = answer["choices"][0]
        content = choice["message"]["content"]
    except (orjson.JSONDecodeError, KeyError, IndexError, TypeError) as error:
        raise ModelError("the endpoint's answer is no chat completion") from error
    if choice.get("finish_reason") == "length":
        raise ModelError("the answer was cut off at its greatest length")
    if not isinstance(content, str) or not content.strip():
        raise ModelError("the model gave no answer")
    usage = answer.get("usage")
    used = usage.get("total_tokens") if isinstance(usage, dict) else None
    return content, used if isinstance(used, int) and used > 0 else 0
