"""Answers as text for a terminal."""

import textwrap
from collections.abc import Iterator
from typing import Any

from api.views.words import Words, day_in_words

Json = dict[str, Any]

_WIDTH = 100


def annotations_as_text(answer: Json, words: Words) -> str:
    """What the card says, as indented lines: relation, labels, owners, evidence, sources."""
    lines = [f"{answer['page']['title'] or answer['page']['resolved']}", f"as of {day_in_words(answer['as_of'])}"]
    if not any(each["relation"] == "publisher" for each in answer["annotations"]):
        lines += ["", f"{words.say('popup_unlisted')}: {answer['page']['resolved']}"]
    for each in answer["annotations"]:
        lines += ["", f"{each['relation'].upper():<12} {each['outlet']['name']} ({each['confidence']})"]
        lines += [f"  {line}" for line in _outlet(each["outlet"], words)]
        lines += [f"  {line}" for line in _evidence(each["evidence"], words)]
    return "\n".join(lines)


def lookup_as_text(answer: Json, words: Words) -> str:
    """Whose address it is, as lines."""
    outlet = answer["outlet"]
    if outlet is None:
        resembles = f"\nresembles {answer['resembles']}" if answer["resembles"] else ""
        return f"{answer['resolved']}\n{words.say('popup_unlisted')}{resembles}"
    head = f"{answer['resolved']}\n{outlet['name']} ({outlet['id']}), as of {day_in_words(answer['as_of'])}"
    return "\n".join([head, *(f"  {line}" for line in _outlet(outlet, words))])


def _outlet(outlet: Json, words: Words) -> Iterator[str]:
    names = {outlet["id"]: outlet["name"], **{owner["id"]: owner["name"] for owner in outlet["owners"]}}
    for facet in ("control", "ownership", "funding"):
        labels = [label for label in outlet["labels"] if label["facet"] == facet]
        for label in labels:
            checked = "" if label["checked"] else ", not yet checked"
            yield f"{facet:<10} {label['text']} [{label['status']}{checked}{_contested(label)}]"
            yield from (f"{'':<10}   {_source(source)}" for source in label["sources"])
        if not labels:
            yield f"{facet:<10} {outlet['research'][facet].replace('-', ' ')}"
    for owner in outlet["owners"]:
        held = names.get(owner["of"], owner["of"])
        yield f"{'chain':<10} {owner['name']}: {words.say('interest_' + (owner['interest'] or 'owner'), held)}{_contested(owner)}"
    for reply in outlet["replies"]:
        yield f"{'reply':<10} {words.say('reply_by', reply['publisher'], day_in_words(reply['date']))}:"
        yield from (f"{'':<10}   {line}" for line in textwrap.wrap(reply["text"], _WIDTH - 13))
    if "today" in outlet:
        labels_now = "; ".join(label["text"] for label in outlet["today"]["labels"]) or words.say("today_none")
        yield f"{'today':<10} {labels_now}"


def _contested(row: Json) -> str:
    """The report that contests it has a page at the desk."""
    mark = row.get("contested")
    return f", contested since {day_in_words(mark['from'])}" if mark else ""


def _source(source: Json) -> str:
    date = f", {source['date']}" if source["date"] else ""
    return f"{source['title']}, {source['publisher']}{date} <{source['url']}>"


def _evidence(evidence: list[Json], words: Words) -> Iterator[str]:
    for sign in evidence:
        said = sign["selector"]["exact"] if sign["selector"] else sign["text"]
        wrapped = textwrap.wrap(f"“{said}”", _WIDTH - 13) or [""]
        yield f"{sign['kind']:<10} {wrapped[0]}"
        yield from (f"{'':<10} {line}" for line in wrapped[1:])
