"""What names a text, and what chains a revision to the one before."""

import hashlib

import orjson

from api.outlets.revisions import Revision

# what the first revision is chained to
GENESIS = "0" * 64


def digest_of(salt: bytes, text: str) -> str:
    """What names a text: its salted SHA-256 in hexadecimal."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def hash_of(revision: Revision) -> str:
    """SHA-256 of the revision's content as canonical JSON, the hash before it included."""
    return hashlib.sha256(orjson.dumps(revision.content(), option=orjson.OPT_SORT_KEYS)).hexdigest()
