"""Fixture pages: the ones the browser tests read, under their real addresses."""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "pages" / "libertarian-hub-rt" / "page.html"
SHARED_ADDRESS = "https://libertarianhub.com/2022/03/23/no-nato-soldier-will-be-sent-to-ukraine/"
CASE = ROOT / "tests" / "cases" / "closing-disclosure"
LINE = "This page says its content is from RT · State-controlled: Russia · why?"

UNLISTED = "<!doctype html><html lang=en><title>Fog</title><main><h1>A week of fog</h1><p>It lifts on Sunday.</main>"


def disclosing() -> tuple[str, str]:
    """Address and markup of an article on Libertarian Hub whose last paragraph says that it is RT's."""
    address: str = yaml.safe_load((CASE / "expected.yaml").read_text())["address"]
    return address, (CASE / "page.html").read_text()


def disclosing_with(style: str, old: str = "", new: str = "") -> tuple[str, str]:
    """The same article with rules of style added, and with `old` in its markup replaced by `new`."""
    address, markup = disclosing()
    assert old in markup
    return address, markup.replace(old, new, 1).replace("</head>", f"<style>{style}</style></head>", 1)
