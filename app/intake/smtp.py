"""One mail to a mail server, by `smtp://user:password@host:587` or `smtps://…:465`."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from app.domain.errors import FetchError

TIMEOUT_SECONDS = 20.0  # of each step
LOCAL = {"localhost", "127.0.0.1", "::1"}


def send_mail(url: str, message: EmailMessage) -> None:
    """Hand a mail over. `smtp://` goes on in TLS where the server offers it; a password is never sent without.

    Raises: FetchError that says what the server said.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT_SECONDS)
        with server:
            server.ehlo()
            is_private = parts.scheme == "smtps" or host in LOCAL
            if parts.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
                is_private = True
            if parts.username:
                if not is_private:
                    raise FetchError("the mail server offers no TLS, so that no password is sent to it")
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        said = "; ".join(
            f"{code} {words.decode(errors='replace')}" for code, words in error.recipients.values()
        )
        raise FetchError(f"the mail server refuses this address: {said}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise FetchError(f"the mail server: {str(error) or type(error).__name__}") from error
