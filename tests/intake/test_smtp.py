"""Letters to a mail server of loopback."""

import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from app.domain.errors import FetchError
from app.intake.smtp import send_mail


@pytest.fixture(scope="module")
def mail_server() -> Iterator[tuple[str, list[bytes]]]:
    came: list[bytes] = []

    class Handler:
        async def handle_RCPT(
            self, _server: object, _session: object, envelope, address: str, _options
        ) -> str:  # type: ignore[no-untyped-def]
            if address.startswith("nobody"):
                return "550 no such user"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, _server: object, _session: object, envelope) -> str:  # type: ignore[no-untyped-def]
            came.append(envelope.content)
            return "250 OK"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}", came
    controller.stop()


def test_a_mail_server_takes_the_letter_or_says_why_not(mail_server: tuple[str, list[bytes]]) -> None:
    url, came = mail_server
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "alerts@example.org", "reader@example.org", "Русский"
    letter.set_content("Нет базы.")
    send_mail(url, letter)
    assert b"reader@example.org" in came[0]
    letter.replace_header("To", "nobody@example.org")
    with pytest.raises(FetchError, match="refuses this address: 550 no such user"):
        send_mail(url, letter)
    with pytest.raises(FetchError, match="the mail server"):
        send_mail("smtp://127.0.0.1:1", letter)
