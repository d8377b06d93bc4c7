"""Documents made from the code and the vocabulary, so that they cannot disagree with it."""

import json
from collections.abc import Iterator

from api.outlets.model import Outlet, Party
from api.outlets.rules import CONTROL, FUNDING, OWNERSHIP, Rule
from api.outlets.vocabulary import Vocabulary

_STANDING = {
    "established": "established",
    "assessed": "assessed",
    "disputed": "disputed",
    "by-basis": "established where each claim has a register, law, filing or own word, or two independent reports; else assessed",
}


def generated_documents(vocabulary: Vocabulary) -> dict[str, str]:
    """Text by path from the project's root."""
    return {
        "data/schema/outlet.json": _schema(Outlet),
        "data/schema/party.json": _schema(Party),
        "docs/labels.md": "\n".join(_labels(vocabulary)) + "\n",
    }


def _schema(model: type[Outlet] | type[Party]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema(by_alias=True)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _labels(vocabulary: Vocabulary) -> Iterator[str]:
    yield "# Labels"
    yield ""
    yield (
        "Made by `masthead generate` from `api/outlets/rules.py` and `data/vocabulary/labels.yaml`. A label is never stored: it is"
        " derived for every day from the claims that hold on it. It is given where every condition in its row is established;"
        " a condition that is not established is unknown, never false."
    )
    for title, intro, rules in (
        ("Control", "One control label is shown: the first row that applies. Only checked claims count here.", CONTROL),
        ("Ownership", "Every label that applies is shown.", OWNERSHIP),
        ("Funding", "Every label that applies is shown, at majority, or at substantial and saying so.", FUNDING),
    ):
        yield from ("", f"## {title}", "", intro, "")
        yield "| label | all of this is established | unless all of this is | status |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(rule) for rule in rules)
    yield from ("", "## Words readers see", "", "| label | what it means | words |", "| --- | --- | --- |")
    for key, label in sorted(vocabulary.labels.items(), key=lambda item: item[1].order):
        yield f"| `{key}` | {label.means} | {'; '.join(f'“{words}”' for words in dict.fromkeys(label.words.values()))} |"
    yield from _statuses()


def _row(rule: Rule) -> str:
    needs, unless = ("<br>".join(_words(condition) for condition in group) for group in (rule.needs, rule.unless))
    return f"| `{rule.label}` | {needs} | {unless} | {_STANDING[rule.standing]} |"


def _words(condition: object) -> str:
    return (condition.__doc__ or "").split("\n\n")[0].strip()


def _statuses() -> Iterator[str]:
    yield from ("", "## Status", "", "| status | when |", "| --- | --- |")
    yield "| `established` | a law, register, filing or own statement, or two independent sources |"
    yield "| `assessed` | one outside assessor, who is named |"
    yield (
        "| `disputed` | every set of claims that supports the label holds one that is marked disputed, or that an outside finding"
        " contradicts. A law's or the outlet's own word disputes no finding; an unchecked claim disputes no checked one |"
    )
    yield "| `changing` | true on one side of a date whose day is not known |"
    yield ""
    yield (
        "Beside the status stands whether it is *checked*: whether for one set of claims that suffices, every source's own text was"
        " compared with its claim. A label about a person needs the claim that names the person checked; `no-published-owner` needs"
        " all of its claims checked."
    )
