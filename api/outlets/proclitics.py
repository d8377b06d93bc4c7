"""Arabic writes "and", "so", "by", "for" and "like" onto the word that follows: a name is found under these forms too."""

from collections.abc import Iterator

# wa, fa, bi, li, ka
_PROCLITICS = "وفبلك"
_ARTICLE = "ال"


def written_forms(name: str) -> Iterator[str]:
    """The name, and where it begins in Arabic script its forms with a proclitic; "li" swallows the article's first letter."""
    yield name
    if not "\u0620" <= name[:1] <= "\u064a":
        return
    for proclitic in _PROCLITICS:
        if proclitic == "ل" and name.startswith(_ARTICLE):
            yield proclitic + name[1:]
        else:
            yield proclitic + name
