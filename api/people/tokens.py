"""Random secrets that are handed out once and kept only as their hash."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, in letters that go into a cookie and an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256. That suffices where nobody can guess what was hashed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
