"""Chromium with the extension, driven by Playwright and the DevTools protocol."""

import base64
import json
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, Playwright

from tests.browser.driver import HOST, Json

ARGUMENTS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--disable-gpu",
    "--disable-features=AutofillServerCommunication,NetworkTimeServiceQuerying,OptimizationHints,Translate,MediaRouter",
    "--no-default-browser-check", "--ignore-certificate-errors",  # the background's requests too are to be heard
)  # fmt: skip


class Chromium:
    """A persistent context with the unpacked extension; every host name leads to the fixture server."""

    name = "chromium"

    def __init__(self, playwright: Playwright, extension: Path, profile: Path, http: int, https: int) -> None:
        self._context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path="/usr/bin/chromium",
            headless=True,
            ignore_https_errors=True,
            args=[
                *ARGUMENTS,
                f"--disable-extensions-except={extension}",
                f"--load-extension={extension}",
                f"--host-resolver-rules=MAP *:80 127.0.0.1:{http}, MAP *:443 127.0.0.1:{https}",
            ],
        )
        workers = self._context.service_workers or [self._context.wait_for_event("serviceworker")]
        self.origin = workers[0].url.split("/background/")[0]
        self._console = self._context.new_page()
        self._console.goto(f"{self.origin}/popup/popup.html?tab=0")

    def open(self, url: str, wait: bool = True) -> "ChromiumTab":
        before = self._tab_ids()
        page = self._context.new_page()
        (tab_id,) = self._tab_ids() - before
        page.goto(url, wait_until="load" if wait else "commit")
        return ChromiumTab(page, self._context.new_cdp_session(page), tab_id)

    def console(self, expression: str) -> Json:
        """Value of an expression in a page of the extension."""
        return self._console.evaluate(expression)

    def give_access(self, given: bool) -> None:
        change = {"extensionId": self.origin.split("//")[1], "hostAccess": "ON_ALL_SITES" if given else "ON_CLICK"}
        settings = self._context.new_page()
        settings.goto("chrome://extensions")
        settings.evaluate("(change) => chrome.developerPrivate.updateExtensionConfiguration(change)", change)
        settings.close()

    def stop_background(self) -> None:
        session = self._context.new_cdp_session(self._console)
        session.send("ServiceWorker.enable")
        deadline = time.monotonic() + 10
        while not self.background_stopped():
            assert time.monotonic() < deadline, "the background did not stop"
            session.send("ServiceWorker.stopAllWorkers")  # one that is just starting does not hear the first
            self._console.wait_for_timeout(50)
        session.detach()

    def background_stopped(self) -> bool:
        session = self._context.new_cdp_session(self._console)
        targets = session.send("Target.getTargets")["targetInfos"]
        session.detach()
        return not any(t["type"] == "service_worker" and t["url"].startswith(self.origin) for t in targets)

    def close(self) -> None:
        self._context.close()

    def _tab_ids(self) -> set[int]:
        return {tab["id"] for tab in self.console("chrome.tabs.query({})")}


class ChromiumTab:
    """One page and its DevTools session."""

    def __init__(self, page: Page, session: CDPSession, tab_id: int) -> None:
        self._page, self._session, self.id = page, session, tab_id
        session.send("Runtime.enable")

    @property
    def url(self) -> str:
        return self._page.url

    def evaluate(self, expression: str) -> Json:
        return self._value("Runtime.evaluate", {"expression": f"({expression})"})

    def run_script(self, source: str, call: str) -> Json:
        return self._value("Runtime.evaluate", {"expression": f"{source}\n;({call})", "contextId": self._new_world()})

    def with_root(self, function: str, *arguments: Json) -> Json:
        root = self._root(None)
        return None if root is None else self._call(root, function, *arguments)

    def audit(self, axe: str) -> list[dict[str, Json]]:
        world = self._new_world()
        self._session.send("Runtime.evaluate", {"expression": axe, "contextId": world})
        found: list[dict[str, Json]] = self._call(self._root(world), AUDIT)
        return found

    def pointer(self, x: float, y: float) -> None:
        self._page.mouse.click(x, y)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def appear(self, width: int, height: int, dark: bool = False) -> None:
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")

    def screenshot(self, path: Path) -> Path:
        shot = self._session.send("Page.captureScreenshot", {"format": "png"})
        path.write_bytes(base64.b64decode(shot["data"]))
        return path

    def wait(self, milliseconds: int) -> None:
        self._page.wait_for_timeout(milliseconds)

    def close(self) -> None:
        self._page.close()

    def _root(self, world: int | None) -> str | None:
        """Remote object id, in `world`, of the closed root, or of the document in a page of the extension."""
        if self.url.startswith("chrome-extension:"):
            where = {} if world is None else {"contextId": world}
            document = self._session.send("Runtime.evaluate", {"expression": "document", **where})
            return str(document["result"]["objectId"])
        host = self._session.send("Runtime.evaluate", {"expression": f"document.querySelector('{HOST}')"})["result"]
        if "objectId" not in host:
            return None
        node = self._session.send("DOM.describeNode", {"objectId": host["objectId"], "depth": 1, "pierce": True})["node"]
        wanted = {"backendNodeId": node["shadowRoots"][0]["backendNodeId"]}
        if world is not None:
            wanted["executionContextId"] = world
        return str(self._session.send("DOM.resolveNode", wanted)["object"]["objectId"])

    def _new_world(self) -> int:
        frame = self._session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        return int(self._session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"])

    def _call(self, root: str | None, function: str, *arguments: Json) -> Json:
        wrapped = f"function (args) {{ return ({function})(this, ...JSON.parse(args)); }}"
        call = {"objectId": root, "functionDeclaration": wrapped, "arguments": [{"value": json.dumps(arguments)}]}
        return self._value("Runtime.callFunctionOn", call)

    def _value(self, method: str, request: dict[str, Any]) -> Json:
        answer = self._session.send(method, request | {"awaitPromise": True, "returnByValue": True})
        if failure := answer.get("exceptionDetails"):
            raise AssertionError(failure.get("exception", {}).get("description") or failure["text"])
        return answer["result"].get("value")


AUDIT = """async (root) => {
  if (root.host) Object.defineProperty(root.host, "shadowRoot", { get: () => root, configurable: true });
  const found = await axe.run(root.host ?? root, { resultTypes: ["violations"] });
  return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html + " " + node.failureSummary) }));
}"""
