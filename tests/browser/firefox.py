"""Firefox with the extension, driven by WebDriver BiDi over a websocket."""

import base64
import itertools
import json
import os
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import websocket

from tests.browser.chromium import AUDIT
from tests.browser.driver import HOST, Json

UUID = "6d617374-6865-4164-8000-000000000001"
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " ", "Shift": "\ue008"}


class Firefox:
    """A fresh profile with the extension as a temporary add-on; every host name leads to the fixture server."""

    name = "firefox"
    origin = f"moz-extension://{UUID}"

    def __init__(self, extension: Path, profile: Path, http: int, https: int) -> None:
        gecko_id = json.loads((extension / "manifest.json").read_text())["browser_specific_settings"]["gecko"]["id"]
        profile.mkdir(parents=True, exist_ok=True)
        (profile / "user.js").write_text(_preferences(gecko_id, http, https))
        self._process = subprocess.Popen(
            ["firefox-esr", "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0",
             "--remote-allow-system-access"],
            env=os.environ | {"MOZ_REMOTE_SETTINGS_DEVTOOLS": "1"},  # else the preference for its settings server is ignored
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._bidi = _Bidi(_listening(self._process))
        self._bidi.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self._bidi.send("webExtension.install", extensionData={"type": "path", "path": str(extension)})
        # a page of the browser itself: from here preferences are set and the background is stopped
        self._chrome = self._new_tab("about:config")
        self._console = self._new_tab(f"{self.origin}/popup/popup.html?tab=0")
        self._gecko_id = gecko_id

    def open(self, url: str, wait: bool = True) -> "FirefoxTab":
        before = self._tab_ids()
        context = self._bidi.send("browsingContext.create", type="tab")["context"]
        (tab_id,) = self._tab_ids() - before
        self._bidi.send("browsingContext.navigate", context=context, url=url, wait="complete" if wait else "none")
        return FirefoxTab(self._bidi, context, tab_id, self)

    def console(self, expression: str) -> Json:
        """Value of an expression in a page of the extension."""
        return self._bidi.evaluate({"context": self._console}, expression)

    def prefer(self, name: str, value: int) -> None:
        """Set an integer preference of the running browser."""
        self._bidi.evaluate({"context": self._chrome}, f"Services.prefs.setIntPref({json.dumps(name)}, {value})")

    def give_access(self, given: bool) -> None:
        change, sites = "add" if given else "remove", json.dumps(["http://*/*", "https://*/*"])
        permissions = f"{{ permissions: [], origins: {sites} }}"
        extension = f"WebExtensionPolicy.getByID({json.dumps(self._gecko_id)}).extension"
        script = f"""(async () => {{
          const {{ ExtensionPermissions }} = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
          await ExtensionPermissions.{change}({json.dumps(self._gecko_id)}, {permissions}, {extension});
        }})()"""
        self._bidi.evaluate({"context": self._chrome}, script)

    def stop_background(self) -> None:
        policy = f"WebExtensionPolicy.getByID({json.dumps(self._gecko_id)})"
        self._bidi.evaluate({"context": self._chrome}, f"{policy}.extension.terminateBackground().then(() => null)")
        deadline = time.monotonic() + 10
        while not self.background_stopped():
            assert time.monotonic() < deadline, "the background did not stop"
            time.sleep(0.05)

    def background_stopped(self) -> bool:
        return bool(self.console("browser.extension.getBackgroundPage() === null"))

    def close(self) -> None:
        if self._process.poll() is not None:
            return
        self._bidi.close()
        self._process.terminate()
        self._process.wait(20)

    def _new_tab(self, url: str) -> str:
        context = str(self._bidi.send("browsingContext.create", type="tab")["context"])
        self._bidi.send("browsingContext.navigate", context=context, url=url, wait="complete")
        return context

    def _tab_ids(self) -> set[int]:
        return {tab["id"] for tab in self.console("browser.tabs.query({})")}


class FirefoxTab:
    """One browsing context."""

    def __init__(self, bidi: "_Bidi", context: str, tab_id: int, browser: Firefox) -> None:
        self._bidi, self._context, self.id, self._browser = bidi, context, tab_id, browser
        self._worlds = itertools.count()

    @property
    def url(self) -> str:
        return str(self._bidi.send("browsingContext.getTree", root=self._context)["contexts"][0]["url"])

    def evaluate(self, expression: str) -> Json:
        return self._bidi.evaluate({"context": self._context}, expression)

    def run_script(self, source: str, call: str) -> Json:
        world = self._new_world()
        self._bidi.run(world, source)
        return self._bidi.evaluate(world, call)

    def with_root(self, function: str, *arguments: Json) -> Json:
        root = self._root()
        return None if root is None else self._bidi.call({"context": self._context}, function, root, *arguments)

    def audit(self, axe: str) -> list[dict[str, Json]]:
        world = self._new_world()
        self._bidi.run(world, axe)
        root = self._root()
        assert root is not None, "the extension has drawn nothing to audit"
        found: list[dict[str, Json]] = self._bidi.call(world, AUDIT, root)
        return found

    def pointer(self, x: float, y: float) -> None:
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._perform({"type": "pointer", "id": "mouse", "actions": [move, *press]})

    def press(self, *keys: str) -> None:
        for key in keys:
            values = [KEYS.get(part, part) for part in key.split("+")]
            down = [{"type": "keyDown", "value": value} for value in values]
            up = [{"type": "keyUp", "value": value} for value in reversed(values)]
            self._perform({"type": "key", "id": "keyboard", "actions": [*down, *up]})

    def appear(self, width: int, height: int, dark: bool = False) -> None:
        self._browser.prefer("layout.css.prefers-color-scheme.content-override", 0 if dark else 1)
        size = {"width": width, "height": height}
        self._bidi.send("browsingContext.setViewport", context=self._context, viewport=size)

    def screenshot(self, path: Path) -> Path:
        shot = self._bidi.send("browsingContext.captureScreenshot", context=self._context)
        path.write_bytes(base64.b64decode(shot["data"]))
        return path

    def wait(self, milliseconds: int) -> None:
        time.sleep(milliseconds / 1000)

    def close(self) -> None:
        self._bidi.send("browsingContext.close", context=self._context)

    def _root(self) -> str | None:
        """Shared id of the closed root, or of the document in a page of the extension."""
        if self.url.startswith("moz-extension:"):
            document = self._bidi.run({"context": self._context}, "document", maxDomDepth=0)
            return str(document["sharedId"])
        host = self._bidi.run({"context": self._context}, f"document.querySelector('{HOST}')", includeShadowTree="all")
        return None if host["type"] == "null" else str(host["value"]["shadowRoot"]["sharedId"])

    def _new_world(self) -> dict[str, str]:
        return {"context": self._context, "sandbox": f"test{next(self._worlds)}"}

    def _perform(self, source: dict[str, Any]) -> None:
        self._bidi.send("input.performActions", context=self._context, actions=[source])


class _Bidi:
    """Requests and answers of WebDriver BiDi; values travel as JSON text, so both sides agree on them."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(f"{address}/session", suppress_origin=True, timeout=60)
        self._ids = itertools.count(1)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        wanted = next(self._ids)
        self._socket.send(json.dumps({"id": wanted, "method": method, "params": params}))
        while True:
            answer: dict[str, Any] = json.loads(self._socket.recv())
            if answer.get("id") == wanted:
                break
        assert answer["type"] == "success", f"{method}: {answer['error']}: {answer['message']}"
        result: dict[str, Any] = answer["result"]
        return result

    def run(self, target: dict[str, str], script: str, **serialization: Any) -> dict[str, Any]:
        """Run a script; its completion value as a remote value."""
        options = {"maxDomDepth": 1, **serialization}
        answer = self.send(
            "script.evaluate", expression=script, target=target, awaitPromise=True, serializationOptions=options
        )
        return _result(answer)

    def evaluate(self, target: dict[str, str], expression: str) -> Json:
        value = self.run(target, f"Promise.resolve({expression}).then((value) => JSON.stringify(value) ?? 'null')")
        return json.loads(value["value"])

    def call(self, target: dict[str, str], function: str, node: str, *arguments: Json) -> Json:
        wrapped = (
            f"async (node, args) => JSON.stringify(await ({function})(node, ...JSON.parse(args))) ?? 'null'"
        )
        given = [{"sharedId": node}, {"type": "string", "value": json.dumps(arguments)}]
        answer = self.send(
            "script.callFunction", functionDeclaration=wrapped, target=target, arguments=given, awaitPromise=True
        )
        return json.loads(_result(answer)["value"])

    def close(self) -> None:
        self.send("session.end")
        self._socket.close()


def _result(answer: dict[str, Any]) -> dict[str, Any]:
    assert answer["type"] == "success", answer["exceptionDetails"]["text"]
    result: dict[str, Any] = answer["result"]
    return result


def _listening(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
            return found[1]
    raise AssertionError("Firefox ended before it listened")


def _preferences(gecko_id: str, http: int, https: int) -> str:
    """`user.js`: the extension's address fixed, every name resolved to the fixture server, the browser's own traffic off."""
    wanted: dict[str, bool | int | str] = {
        "extensions.webextensions.uuids": json.dumps({gecko_id: UUID}),
        "network.dns.forceResolve": "127.0.0.1",
        "network.socket.forcePort": f"80={http};443={https}",
        "network.trr.mode": 5,
        "network.http.http3.enable": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "network.stricttransportsecurity.preloadlist": False,
        "dom.security.https_first": False,
        "services.settings.server": "data:,",
        "browser.safebrowsing.update.enabled": False,
        "browser.region.network.url": "",
        "browser.aboutConfig.showWarning": False,
        "app.update.disabledForTesting": True,
        "app.normandy.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "toolkit.telemetry.server": "data:,",
        "extensions.getAddons.cache.enabled": False,
        "extensions.background.idle.timeout": 600_000,
        "layout.css.prefers-color-scheme.content-override": 1,
        "ui.prefersReducedMotion": 1,
    }
    return "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items())
