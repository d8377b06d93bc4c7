"""For those who review pull requests: how many must approve a change of the list, claim by claim, by the desk's own policy."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from api.clock import today
from api.editing.cases import Case
from api.editing.policy import Asked, asked_for
from api.errors import MastheadError
from api.outlets.changed import ListCatalogue, key_of
from api.settings import Settings
from api.storage.git_changes import BranchChanges, branch_changes
from api.storage.list_texts import check_change, check_texts, texts_of

# for a file that all records share
_SHARED = 1
_ALL_REVIEWERS = "not by who wrote it, nor by who worked there or for a competitor within five years"


@click.command("policy")
@click.option("--base", "ref", required=True, help="Branch, tag or commit that the change is to be merged into.")
@click.option("--approvals", type=click.IntRange(0), help="How many approved it; fewer than needed is exit code 1.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def policy_command(settings: Settings, ref: str, approvals: int | None, as_json: bool) -> None:
    """Say how many must approve what this branch changes of the list, claim by claim, and why: the same policy as at the desk."""
    changes = branch_changes(settings.data, ref)
    asked = asked_for(_case(settings, changes))
    needed = max([each.approvals for each in asked] + [_SHARED for _ in changes.others], default=0)
    if as_json:
        click.echo(json.dumps(_document(changes, asked, needed, approvals), indent=2))
    else:
        for line in _lines(changes, asked, needed):
            click.echo(line)
    if approvals is not None and approvals < needed:
        click.echo(f"approved by {approvals}, and {needed} must approve it", err=True)
        sys.exit(1)


def _case(settings: Settings, changes: BranchChanges) -> Case:
    """Raises MastheadError where a changed record cannot be read."""
    records, findings = check_texts(texts_of(settings.data), settings.data, today())
    unread = sorted({str(key_of(each)) for each in findings if key_of(each) in changes.records})
    if unread:
        raise MastheadError(f"the checks find something in {', '.join(unread)}", mend="run `masthead check`, and mend it first")
    before = check_change(ListCatalogue.of(records), changes.records, today()).catalogue.records
    return Case("", frozenset(changes.records), before, records)


def _lines(changes: BranchChanges, asked: list[Asked], needed: int) -> Iterator[str]:
    for each in asked:
        why = ", ".join(rule.kind for rule in each.rules)
        states = f"; not paid by {', '.join(each.not_paid_by)}" if each.not_paid_by else ""
        yield f"{each.key} {each.part.title} {each.part.kind}: {_reviewers(each.approvals)} ({why}){states}"
    yield from (f"{file}: {_reviewers(_SHARED)} (all records share it)" for file in changes.others)
    yield f"needs the approval of {_reviewers(needed)}: {_ALL_REVIEWERS}" if needed else "nothing of the list is changed"


def _reviewers(count: int) -> str:
    return f"{count} reviewer{'s' if count > 1 else ''}"


def _document(changes: BranchChanges, asked: list[Asked], needed: int, approvals: int | None) -> dict[str, Any]:
    return {
        "base": changes.base,
        "needed": needed,
        "approvals": approvals,
        "changes": [
            {
                "record": str(each.key),
                "place": each.part.place,
                "kind": each.part.kind,
                "rules": [rule.kind for rule in each.rules],
                "approvals": each.approvals,
                "not_paid_by": list(each.not_paid_by),
            }
            for each in asked
        ],
        "shared": list(changes.others),
    }
