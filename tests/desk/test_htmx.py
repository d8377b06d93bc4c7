"""The one library the desk's pages load: the file is the package's, of the version that is pinned, with its licence."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE, STATIC = ROOT / "node_modules" / "htmx.org", ROOT / "api" / "views" / "static"


def test_the_vendored_file_is_the_package_s_of_the_pinned_version() -> None:
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"]["htmx.org"]
    assert json.loads((PACKAGE / "package.json").read_text())["version"] == pinned
    assert (STATIC / "htmx.min.js").read_bytes() == (PACKAGE / "dist" / "htmx.min.js").read_bytes()
    assert (STATIC / "htmx.LICENSE.txt").read_bytes() == (PACKAGE / "LICENSE").read_bytes()
