"""The words readers see, from the extension's messages, so that the card on the site says what the card in the browser says."""

import datetime
import re
from pathlib import Path
from typing import Any

import orjson

from api.errors import ServiceUnavailable

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


class Words:
    """Messages in the form of browser extensions: `$NAME$` stands for the place in `placeholders`."""

    def __init__(self, messages: dict[str, Any]) -> None:
        self._messages = messages

    @classmethod
    def read(cls, path: Path) -> "Words":
        """Raise ServiceUnavailable where the file is missing or no JSON."""
        try:
            return cls(orjson.loads(path.read_bytes()))
        except (OSError, orjson.JSONDecodeError) as error:
            raise ServiceUnavailable("the messages cannot be read", where=str(path)) from error

    def say(self, key: str, *values: object) -> str:
        """The message with its values in place; empty for a key that is not there, as browsers do."""
        message = self._messages.get(key)
        if message is None:
            return ""
        places = {name.lower(): each["content"] for name, each in message.get("placeholders", {}).items()}

        def fill(match: re.Match[str]) -> str:
            place = places[match[1].lower()]
            return str(values[int(place[1:]) - 1])

        return re.sub(r"\$([A-Za-z0-9_@]+)\$", fill, message["message"])

    def coded(self, group: str, code: str) -> str:
        """The words of a coded value; the code itself where there are none."""
        return self.say(f"{group}_{code.replace('-', '_')}") or code.replace("-", " ")


def day_in_words(date: str) -> str:
    """`2022-03-23` as 23 March 2022; a month or a year as such."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 3:
        day = datetime.date(*parts)
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{_MONTHS[parts[1] - 1]} {parts[0]}" if len(parts) == 2 else date
