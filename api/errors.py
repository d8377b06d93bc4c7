"""One family of errors. Each says what went wrong, where, and what to do; views turn them into HTTP, the CLI into a line."""


class MastheadError(Exception):
    """Something a person can act on: `what` went wrong, `where` (file:line, address, field), and `mend`, how to put it right."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        repair = f" ({self.mend})" if self.mend else ""
        return f"{place}{self.what}{repair}"


class BadAddress(MastheadError):
    """An address that no browser would open as a page."""


class BadPage(MastheadError):
    """A page that cannot be read: too large, too deep, or no evidence at all."""


class BadRecord(MastheadError):
    """A record under `data/` that does not follow the model."""


class BadList(MastheadError):
    """A published list that is missing, damaged or of a format this version does not read."""


class BadRequest(MastheadError):
    """A request whose parameters or body are not of the documented form."""


class NotFound(MastheadError):
    """No outlet, party or list version of that name."""


class ServiceUnavailable(MastheadError):
    """A part this service needs is not there just now."""


class BadImport(MastheadError):
    """A file of other people's data that is not in the form it should have."""


class Conflict(MastheadError):
    """Somebody else changed the same in between: nothing was written, and both versions are there."""


class BadHistory(MastheadError):
    """The history and the list do not agree."""
