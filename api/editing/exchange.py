"""A changed `data/` into the history: each file is merged with what the desk made of the same record since the file's base."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.editing.merging import Document, merge
from api.outlets.revisions import RecordKey

Documents = Mapping[RecordKey, Document]


@dataclass(frozen=True)
class Incoming:
    """What an import comes to: records to write (None: to remove), and for the others the places where a person must decide."""

    changes: dict[RecordKey, Document | None] = field(default_factory=dict)
    conflicts: dict[RecordKey, list[str]] = field(default_factory=dict)


def incoming(base: Documents, ours: Documents, theirs: Documents) -> Incoming:
    """`base` is the list of which the files are a change, `ours` the list now, `theirs` the files."""
    found = Incoming()
    for key in sorted(base.keys() | ours.keys() | theirs.keys()):
        merged, conflicts = merge(base.get(key), ours.get(key), theirs.get(key))
        if conflicts:
            found.conflicts[key] = conflicts
        elif merged != ours.get(key):
            found.changes[key] = merged
    return found
