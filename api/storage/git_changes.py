"""What a branch changed of the outlet list, as git has it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from api.errors import BadRequest
from api.outlets.revisions import RecordKey
from api.storage.yaml_records import KINDS


@dataclass(frozen=True)
class BranchChanges:
    """Since `base`, the commit where the branch left a ref: the text each changed record had there (None: there was none), and the
    other files of the list that changed, by their place in it."""

    base: str
    records: dict[RecordKey, str | None]
    others: tuple[str, ...]


def branch_changes(folder: Path, ref: str) -> BranchChanges:
    """What of the list in `folder` differs between the work tree, uncommitted and new files included, and the commit where the
    branch left `ref`. Raises BadRequest where there is no git, no repository, or no such ref."""
    base = _git(folder, "merge-base", "--end-of-options", ref, "HEAD").strip()
    changed = _git(folder, "diff", "--name-only", "--relative", "--no-renames", "-z", base, "--", ".").split("\0")
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".").split("\0")
    files = sorted({file for file in (*changed, *new) if file})
    there = set(_git(folder, "ls-tree", "-r", "--name-only", "-z", base, "--", ".").split("\0"))
    records: dict[RecordKey, str | None] = {}
    for file, key in ((file, _key_of(file)) for file in files):
        if key and (records.get(key) is None):
            records[key] = _git(folder, "show", f"{base}:./{file}") if file in there else None
    return BranchChanges(base, records, tuple(file for file in files if _key_of(file) is None))


def _key_of(file: str) -> RecordKey | None:
    path = PurePosixPath(file)
    is_record = len(path.parts) == 3 and path.parts[0] in KINDS and path.suffix == ".yaml"
    return RecordKey(path.parts[0], path.stem) if is_record else None  # type: ignore[arg-type]


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)
    except FileNotFoundError as error:
        raise BadRequest("there is no git here", where=str(folder), mend="install git") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines() or ["it has no commit in common with this branch"]
        where, mend = f"git {' '.join(arguments[:1])}", "name a branch, tag or commit; in CI, fetch its history too"
        raise BadRequest(said[-1].removeprefix("fatal: "), where=where, mend=mend) from error
    return done.stdout.decode(errors="replace")
