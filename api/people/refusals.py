"""Why somebody may not, or may not yet."""

import datetime

from api.errors import MastheadError


class Refused(MastheadError):
    """The person may not do this."""


class SignInRequired(Refused):
    """Nobody is signed in, or no longer."""


class NotAllowed(Refused):
    """Somebody is signed in who has no permission for this."""


class SecondFactorRequired(NotAllowed):
    """The person has permission, but showed only a password."""


class SignInFailed(Refused):
    """Name, password, code or key do not fit. Never says which."""


class Throttled(Refused):
    """Too many attempts failed; `after` that long another one is heard."""

    def __init__(self, after: datetime.timedelta) -> None:
        super().__init__("Too many attempts failed.", mend=f"Try again in {_in_words(after)}.")
        self.after = after


def _in_words(span: datetime.timedelta) -> str:
    seconds = int(span.total_seconds()) + 1
    return f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
