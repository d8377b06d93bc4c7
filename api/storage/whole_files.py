"""Files that are replaced whole, or not at all."""

import os
import tempfile
from pathlib import Path

from api.errors import MastheadError


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Put `content` at `path` so that a reader, or a crash, sees the old file or the new one, never a part.

    Raises MastheadError where that is not allowed or the disk is full.
    """
    try:
        _replace(path, content, mode)
    except OSError as error:
        mend = "choose a place that may be written, or make room"
        raise MastheadError(f"it cannot be written: {error.strerror}", where=str(path), mend=mend) from error


def _replace(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
        _write_out(path.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _write_out(folder: Path) -> None:
    """A new name is in the folder, which reaches the disk by itself only some time later."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
