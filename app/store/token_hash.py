"""The only form in which the database knows a random token: a copy of it opens nothing."""

import hashlib


def hash_of(token: str) -> str:
    """SHA-256 in hexadecimal; tokens are of 256 random bits, so neither salt nor slowness adds anything."""
    return hashlib.sha256(token.encode()).hexdigest()
