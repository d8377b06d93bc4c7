"""Passwords: which are refused, and how one is kept and compared."""

import threading
import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.errors import BadRequest

_SHORTEST, _LONGEST = 12, 256
# a comparison takes 64 MB: so many at a time, the others wait
_AT_ONCE = threading.Semaphore(2)

# the most common ones, and what people add to them; compared without what is not a letter or digit, and without digits at the end
_COMMON = frozenset({
    "password", "passwort", "motdepasse", "contraseña", "пароль", "qwerty", "qwertyuiop", "qwertzuiop", "azertyuiop",
    "asdfghjkl", "qwertyasdfgh", "letmein", "welcome", "iloveyou", "sunshine", "princess", "football", "baseball",
    "superman", "dragon", "monkey", "master", "shadow", "trustno", "changeme", "administrator", "masthead", "newspaper",
    "correcthorsebatterystaple", "passwordpassword", "qwertyqwerty", "letmeinletmein", "welcomewelcome", "abcdefghijkl",
    "abcdefghijklm",
})  # fmt: skip


def normal(password: str) -> str:
    """One form of what different keyboards write differently."""
    return unicodedata.normalize("NFKC", password)


def refuse_weak(password: str, name: str) -> None:
    """Raise BadRequest, in words for the person, unless it may be a password of theirs."""
    plain = "".join(letter for letter in normal(password).casefold() if letter.isalnum())
    own = "".join(letter for letter in normal(name).casefold() if letter.isalnum())
    if len(normal(password)) < _SHORTEST:
        raise _refusal(f"This password has fewer than {_SHORTEST} characters.")
    if len(password) > _LONGEST:
        raise _refusal(f"This password has more than {_LONGEST} characters.")
    if plain.strip("0123456789") in {*_COMMON, own, ""} or len(set(plain)) < 4:
        raise _refusal("This password is among the first that anybody would try.")
    if len(own) >= 4 and own in plain:
        raise _refusal("This password holds the name.")


def _refusal(what: str) -> BadRequest:
    return BadRequest(what, where="password", mend="Take four or five words that have nothing to do with each other.")


class Passwords:
    """Argon2id with the library's parameters; a hash of older ones is found out when its owner signs in."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()

    @cached_property
    def _nobody(self) -> str:
        """What unknown names are compared with, so that they take as long."""
        return self._hasher.hash("nobody's password")

    def hash(self, password: str) -> str:
        with _AT_ONCE:
            return self._hasher.hash(normal(password))

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the password. Takes as long where there is none."""
        with _AT_ONCE:
            # made by whoever comes first, known or not, so that it tells nothing
            nobody = self._nobody
            try:
                self._hasher.verify(kept or nobody, normal(password[:_LONGEST]))
            except (VerificationError, InvalidHashError):
                return False
            return kept is not None

    def outdated(self, kept: str) -> bool:
        return self._hasher.check_needs_rehash(kept)
