"""Which network addresses may be fetched from: public ones alone."""

import ipaddress
import queue
import socket
import threading
from typing import Any

from app.domain.errors import FetchError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """True for a globally reachable unicast address; what an IPv6 address wraps (IPv4, 6to4, NAT64) counts
    too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(v4 is not None and not is_public(str(v4)) for v4 in inner):
            return False
        if ip.ipv4_mapped is not None:
            return True
        if ip.is_site_local:  # fec0::/10, the private range before fc00::/7
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def public_addresses(host: str, port: int, *, timeout: float) -> list[str]:
    """The addresses of `host`, all of them public; the caller connects to one of these and asks no more.

    Raises: FetchError when the name is unknown, does not resolve in `timeout` seconds, or has any address
    that is
    private, loopback, link-local, multicast or reserved.
    """
    found = resolve(host, port, timeout=timeout)
    for address in found:
        if not is_public(address):
            raise FetchError(
                f"{host} is at {address}, which is no public address: only public pages are fetched"
            )
    return found


def resolve(host: str, port: int, *, timeout: float) -> list[str]:
    """The addresses of `host`. Raises FetchError when it is unknown or takes longer than `timeout`
    seconds."""
    answers: queue.Queue[Any] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # The system's resolver cannot be interrupted: it is left behind in a thread when it hangs.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(timeout, 0.001))
    except queue.Empty:
        raise FetchError(f"the name {host} did not resolve in time: try again, or paste the text") from None
    if isinstance(answer, Exception) or not answer:
        raise FetchError(f"no such host: {host}: check the address")
    return list(dict.fromkeys(str(entry[4][0]) for entry in answer))
