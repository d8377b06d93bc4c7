"""White space, case and days, as the evidence rules count them: ASCII only, so that every language does it alike."""

import re
import string

WHITE = "\t\n\f\r "
_DAY = re.compile(rf"[{WHITE}]*([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?![0-9])")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def names(text: str) -> frozenset[str]:
    """The words of a table that is kept as one line of words."""
    return frozenset(text.split())


def well_formed(text: str) -> str:
    """Half surrogate pairs, which are no characters, become U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


def runs_to_spaces(text: str) -> str:
    """Every run of ASCII white space becomes one space; nothing is trimmed."""
    for white in WHITE[:-1]:  # plain searches: most texts have none of these, and a pattern would stop at every space
        if white in text:
            text = text.replace(white, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def collapsed(text: str) -> str:
    return runs_to_spaces(text).strip(" ")


def tokens(text: str) -> list[str]:
    return [token for token in runs_to_spaces(text).split(" ") if token]


def lower(text: str) -> str:
    """ASCII lower case: the letters outside ASCII stay."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


def day(text: str) -> str | None:
    """The day at the start of a date or time, as written, without turning time zones; None where there is none."""
    found = _DAY.match(text)
    if not found:
        return None
    year, month, number = (int(part) for part in found.groups())
    if year < 1 or not 1 <= month <= 12:
        return None
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= number <= _MONTHS[month - 1] + leap:
        return None
    return "-".join(found.groups())
