"""Hosts that stand for one that is still to be written."""

_PLACEHOLDERS = ("example.com", "example.org", "example.net", "localhost", "todo", "tbd")


def is_placeholder(host: str) -> bool:
    """Whether nobody's page is there; `.example`, which tests and guidelines use, is allowed."""
    return any(host == name or host.endswith("." + name) for name in _PLACEHOLDERS)
