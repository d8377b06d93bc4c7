"""What a test may ask of a browser. `chromium.py` and `firefox.py` answer, each in its own protocol."""

from pathlib import Path
from typing import Any, Protocol

Json = Any
HOST = "masthead-line"  # the element the extension draws in


class Tab(Protocol):
    """One open page."""

    id: int  # by which extensions know the tab

    @property
    def url(self) -> str:
        """Address of the page now."""

    def evaluate(self, expression: str) -> Json:
        """Value of a JavaScript expression (promises awaited) in the page's own world; strict page policies do not hinder."""

    def run_script(self, source: str, call: str) -> Json:
        """Run classic script `source` in a world of its own over the same document, then give the value of expression `call`."""

    def with_root(self, function: str, *arguments: Json) -> Json:
        """Value of `function(root, ...arguments)` where root is the extension's closed shadow root, or null if it has none."""

    def audit(self, axe: str) -> list[dict[str, Json]]:
        """What axe (its source) finds wrong in the extension's closed root or, in a page of the extension, in the page."""

    def pointer(self, x: float, y: float) -> None:
        """Click at a point of the viewport, as a person would."""

    def press(self, *keys: str) -> None:
        """Press keys one after another: `Tab`, `Enter`, `Space`, `Escape`, `Shift+Tab`."""

    def appear(self, width: int, height: int, dark: bool = False) -> None:
        """Set the viewport, in CSS pixels, and the reader's colour scheme; motion is reduced, so that clicks meet their mark."""

    def wait(self, milliseconds: int) -> None:
        """Let time pass."""

    def screenshot(self, path: Path) -> Path:
        """A PNG of the viewport."""

    def close(self) -> None:
        """Close the tab."""


class Browser(Protocol):
    """One running browser with the extension in it."""

    name: str
    origin: str  # of the extension's pages, without the last slash

    def open(self, url: str, wait: bool = True) -> Tab:
        """A new tab at `url`, loaded; extension pages too."""

    def console(self, expression: str) -> Json:
        """Value of an expression in a page of the extension."""

    def give_access(self, given: bool) -> None:
        """Let the extension read pages, or withdraw that, as a reader can in the browser's settings."""

    def stop_background(self) -> None:
        """Suspend the extension's background, as the browser does after some idle seconds."""

    def background_stopped(self) -> bool:
        """Whether the background is suspended now."""

    def close(self) -> None:
        """End the browser."""
