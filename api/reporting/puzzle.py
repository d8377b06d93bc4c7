"""Work instead of a captcha: a puzzle that we sign and do not keep, and that costs a browser about a second.

A puzzle is `<seconds>.<nonce>.<bits>.<signature>`; a number n solves it if SHA-256 of `<puzzle>:<n>` begins with so many zero bits.
"""

import datetime
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from api.reporting.refusals import NoSolution
from api.reporting.stores import Clock

BITS = 15
# as long as a person may take over a form
_HOLDS = datetime.timedelta(hours=24)
_FORM = re.compile(r"([0-9]{10,12})\.([A-Za-z0-9_-]{22})\.([0-9]{1,2})\.([0-9a-f]{64})")
_NUMBER = re.compile(r"[0-9]{1,16}")


@dataclass(frozen=True)
class Opened:
    """A puzzle of ours that still holds: its nonce, and how long ago it was given out."""

    nonce: str
    age: datetime.timedelta


class Puzzles:
    """Made and read with one secret, so that every process knows every other's."""

    def __init__(self, secret: bytes, clock: Clock, bits: int = BITS) -> None:
        self._secret, self._clock, self._bits = hmac.digest(secret, b"puzzles", "sha256"), clock, bits

    def new(self) -> str:
        body = f"{int(self._clock().timestamp())}.{secrets.token_urlsafe(16)}.{self._bits}"
        return f"{body}.{self._signature(body)}"

    def open(self, puzzle: str) -> Opened:
        """Raise NoSolution where it is not ours or no longer holds."""
        match = _FORM.fullmatch(puzzle)
        if not match or not hmac.compare_digest(match[4], self._signature(puzzle.rpartition(".")[0])):
            raise NoSolution("this puzzle is not one of ours", where="puzzle", mend="ask for one at /v1/reports/puzzle")
        age = self._clock() - datetime.datetime.fromtimestamp(int(match[1]), datetime.UTC)
        # another process's clock may be a little ahead
        if not -datetime.timedelta(minutes=1) <= age <= _HOLDS:
            raise NoSolution("this puzzle is too old", where="puzzle", mend="ask for a new one at /v1/reports/puzzle")
        return Opened(match[2], age)


    def _signature(self, body: str) -> str:
        return hmac.new(self._secret, body.encode(), "sha256").hexdigest()


def solves(puzzle: str, solution: str) -> bool:
    """Whether the number solves the puzzle, whoever made it."""
    if not _NUMBER.fullmatch(solution):
        return False
    digest = hashlib.sha256(f"{puzzle}:{solution}".encode()).digest()
    return int.from_bytes(digest) >> (256 - int(puzzle.split(".")[2])) == 0
