"""Random secrets that are shown once and stored only as a hash."""

import hashlib
import hmac
import secrets

TOKEN_PREFIX = "tramita_"


def new_secret() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def new_api_token() -> str:
    """A bearer token; the prefix lets secret scanners find a leaked one."""
    return TOKEN_PREFIX + new_secret()


def digest(secret: str) -> str:
    """What is stored of a secret of ours: SHA-256 in hex. Enough for 256 random bits; never for passwords."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(session: str) -> str:
    """The form token of a session, derived from its secret, so that nothing more is stored."""
    return hmac.new(session.encode(), b"tramita csrf", hashlib.sha256).hexdigest()


def same(given: str, expected: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())
