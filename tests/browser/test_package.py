"""The extension as it is packed: what its manifest asks for, and that every word and file it names is there."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "extension"
MANIFEST = json.loads((EXTENSION / "manifest.json").read_text())
MESSAGES: dict[str, dict[str, object]] = json.loads((EXTENSION / "_locales" / "en" / "messages.json").read_text())
CODE = {path: path.read_text() for path in EXTENSION.rglob("*.js") if not path.name.endswith(".test.js")}


def test_it_asks_for_nothing_but_to_read_pages_and_to_wake() -> None:
    asked = {key for key in MANIFEST if "permissions" in key or key in ("web_accessible_resources", "externally_connectable")}
    assert asked == {"permissions"}
    assert MANIFEST["permissions"] == ["alarms"]
    assert [script["matches"] for script in MANIFEST["content_scripts"]] == [["http://*/*", "https://*/*"]]


def test_every_access_is_justified() -> None:
    justified = (ROOT / "docs" / "permissions.md").read_text()
    for script in MANIFEST["content_scripts"]:
        for match in script["matches"]:
            assert f"`{match}`" in justified
    for permission in MANIFEST["permissions"]:
        assert f"`{permission}`" in justified


def test_its_pages_run_only_what_comes_with_it() -> None:
    policy = dict(rule.strip().split(" ", 1) for rule in MANIFEST["content_security_policy"]["extension_pages"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src")} == {"'self'"}
    assert policy["connect-src"] == "'self' https: http://127.0.0.1:* http://localhost:*"


def test_one_file_asks_the_network() -> None:
    own = r"fetch\(chrome\.runtime\.getURL\("
    ways = re.compile(r"\b(?:fetch|import)\(|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon")
    used = {}
    for path, code in CODE.items():
        bare = re.sub(rf"/\*.*?\*/|//[^\n]*|{own}", "", code, flags=re.DOTALL)
        if found := ways.findall(bare):
            used[path.relative_to(EXTENSION).as_posix()] = found
    assert used == {"background/network.js": ["fetch("]}


def test_the_popup_and_the_page_draw_with_the_same_files() -> None:
    shared = [name for name in MANIFEST["content_scripts"][0]["js"] if name.startswith("card/")]
    loaded = re.findall(r'src="\.\./(card/[^"]+)"', (EXTENSION / "popup" / "popup.html").read_text())
    assert loaded == shared


def test_every_message_it_says_is_there() -> None:
    said = {key for code in CODE.values() for key in re.findall(r'\bsay\("(?!@@)([a-z_]+)"', code)}
    named = set(re.findall(r"__MSG_(\w+)__", json.dumps(MANIFEST)))
    assert said
    assert said | named <= set(MESSAGES)


def test_every_message_is_said() -> None:
    code = "\n".join(CODE.values()) + json.dumps(MANIFEST)
    families = set(re.findall(r"`([a-z_]+)_\$\{", code)) | set(re.findall(r'coded\("([a-z_]+)"', code))
    unused = [
        key
        for key in MESSAGES
        if not re.search(rf"\b{key}\b", code) and not any(key.startswith(f"{family}_") for family in families)
    ]
    assert unused == []


@pytest.mark.parametrize("group", ["party", "interest", "kind"])
def test_every_code_of_the_list_has_words(group: str) -> None:
    from typing import get_args

    from api.outlets import claims, model

    codes = {"party": model.PartyType, "interest": claims.Interest, "kind": model.OutletKind}[group]
    missing = [code for code in get_args(codes) if f"{group}_{code.replace('-', '_')}" not in MESSAGES]
    assert missing == []


def test_every_icon_of_a_label_is_drawn() -> None:
    import yaml

    labels = yaml.safe_load((ROOT / "data" / "vocabulary" / "labels.yaml").read_text())
    drawn = (EXTENSION / "card" / "icons.js").read_text()
    missing = {label["icon"] for label in labels.values() if not re.search(rf"\b{label['icon']}\b\"?:", drawn)}
    assert missing == set()


def test_mozillas_linter_finds_nothing() -> None:
    command = ["npx", "--no-install", "web-ext", "lint", "--source-dir", str(EXTENSION), "--output", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    report = json.loads(done.stdout)
    findings = [*report["errors"], *report["warnings"], *report["notices"]]
    # Chromium needs `background.service_worker`; Firefox ignores it and uses `background.scripts`
    assert {finding["code"] for finding in findings} <= {"BACKGROUND_SERVICE_WORKER_IGNORED"}, findings
