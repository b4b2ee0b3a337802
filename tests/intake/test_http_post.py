"""What a webhook may reach, and how long it may take."""

import threading
from collections.abc import Iterator

import pytest

from app.domain.errors import FetchError
from app.intake.http_post import http_post
from tests.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/x",
        "https://localhost/x",
        "https://10.0.0.7/x",
        "https://[::1]/x",
        "https://a:22/x",
    ],
)
def test_nothing_is_sent_to_a_private_place(url: str) -> None:
    with pytest.raises(FetchError):
        http_post(url, b"{}", deadline_seconds=2, headers={})


def test_a_slow_receiver_is_left_at_the_deadline(receiver: Receiver) -> None:
    receiver.hang = threading.Event()
    try:
        with pytest.raises(FetchError, match=r"no whole answer in 0\.2 seconds"):
            http_post(receiver.url, b"{}", deadline_seconds=0.2, headers={}, allow_private={receiver.place})
    finally:
        receiver.hang.set()
        receiver.hang = None
