"""W3C Web Annotation TextQuoteSelectors on the text of a block."""

from typing import Any

AROUND = 32


def quote(text: str, block: int, start: int, end: int) -> dict[str, Any]:
    """The selector of `text[start:end]` in the page's block number `block`; offsets count code points."""
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
        "block": block,
    }
