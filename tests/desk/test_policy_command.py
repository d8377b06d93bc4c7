"""`masthead policy`: what a branch of a real git repository needs, claim by claim."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from api.cli import main
from tests.desk.test_queues import DISPUTED
from tests.storage.folder import COMPANY, PARTY_FILE, put, small_list

WORKFLOWS = Path(__file__).parents[2] / ".github" / "workflows"
PERSON = COMPANY.replace("paper-ltd", "jo-public").replace("Paper Ltd", "Jo Public").replace("company", "person")


class Repository:
    """A list on a branch `main`, and a branch that changes it."""

    def __init__(self, root: Path) -> None:
        self.root, self.data = root, small_list(root / "data")
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("a list")
        self.git("switch", "--quiet", "--create", "change")

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Jane", "-c", "user.email=jane@desk.example")
        return subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True, text=True).stdout

    def commit(self, why: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", why)

    def policy(self, *arguments: str, base: str = "main") -> Result:
        return CliRunner().invoke(main, ["policy", "--base", base, *arguments], env={"MASTHEAD_DATA": str(self.data)})


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_each_claim_is_named_with_what_the_policy_asks_and_why(repository: Repository) -> None:
    put(repository.data, PARTY_FILE, DISPUTED)
    repository.commit("sold")
    put(repository.data, "parties/gb/jo-public.yaml", PERSON)
    put(repository.data, "parties/gb/north-ltd.yaml", COMPANY.replace("paper-ltd", "north-ltd").replace("Paper", "North"))
    put(repository.data, "shared_hosts.yaml", "[]\n")
    assert repository.policy().stdout.splitlines() == [
        "parties/jo-public record added: 2 reviewers (living person)",
        "parties/north-ltd record added: 1 reviewer (anything else)",
        "parties/paper-ltd ownership: o1 added: 1 reviewer (anything else)",
        "parties/paper-ltd control: c1 added: 2 reviewers (control, dispute or retraction); not paid by GB",
        "parties/paper-ltd sources: report added: 1 reviewer (anything else)",
        "shared_hosts.yaml: 1 reviewer (all records share it)",
        "needs the approval of 2 reviewers: not by who wrote it, nor by who worked there or for a competitor within five years",
    ]
    document = json.loads(repository.policy("--json", "--approvals", "2").stdout)
    assert (document["needed"], document["approvals"], document["shared"]) == (2, 2, ["shared_hosts.yaml"])
    assert document["changes"][3] == {
        "record": "parties/paper-ltd", "place": "control.c1", "kind": "added", "rules": ["control", "dispute or retraction"],
        "approvals": 2, "not_paid_by": ["GB"],
    }  # fmt: skip
    assert [repository.policy("--approvals", str(count)).exit_code for count in (0, 1, 2, 3)] == [1, 1, 0, 0]


def test_what_others_merged_meanwhile_is_no_change_of_the_branch(repository: Repository) -> None:
    repository.git("switch", "--quiet", "main")
    put(repository.data, PARTY_FILE, DISPUTED)
    repository.commit("sold")
    repository.git("switch", "--quiet", "change")
    assert repository.policy("--approvals", "0").stdout == "nothing of the list is changed\n"
    (repository.data / "outlets/gb/paper.yaml").unlink()
    removed = repository.policy("--approvals", "1")
    assert (removed.exit_code, "outlets/paper published by: imprint removed: 2 reviewers" in removed.stdout) == (1, True)
    assert removed.stderr == "approved by 1, and 2 must approve it\n"


def test_a_record_that_moves_to_another_country_is_one_change(repository: Repository) -> None:
    repository.git("mv", PARTY_FILE.replace("parties", "data/parties"), "data/parties/paper-ltd.yaml")
    (repository.data / "parties/paper-ltd.yaml").unlink()
    put(repository.data, PARTY_FILE.replace("gb", "fr"), COMPANY.replace("country: gb", "country: fr"))
    assert repository.policy().stdout.splitlines()[0] == "parties/paper-ltd record changed: 1 reviewer (anything else)"


def test_a_branch_that_is_not_there_and_a_record_that_cannot_be_read_are_said(repository: Repository) -> None:
    answer = repository.policy(base="nowhere")
    assert (answer.exit_code, answer.stderr.count("\n")) == (2, 1)
    assert answer.stderr.startswith("masthead: git merge-base: Not a valid object name nowhere")
    put(repository.data, PARTY_FILE, COMPANY + "colour: red\n")
    answer = repository.policy()
    assert (answer.exit_code, answer.stderr) == (
        2, "masthead: the checks find something in parties/paper-ltd (run `masthead check`, and mend it first)\n",
    )  # fmt: skip


def test_the_workflow_of_pull_requests_runs_the_checks_and_the_policy_as_they_are() -> None:
    steps = yaml.safe_load((WORKFLOWS / "pull-request.yml").read_text())["jobs"]["policy"]["steps"]
    commands = "\n".join(step.get("run", "") for step in steps)
    named = re.findall(r"masthead (\w+)((?: --[\w-]+)*)", commands)
    assert [name for name, _ in named] == ["check", "policy"]
    assert re.search(r'masthead policy --base "\$BASE" --approvals "\$approvals"', commands)
    assert any(step.get("with", {}).get("fetch-depth") == 0 for step in steps), "the base is looked up in the history"
    for workflow in WORKFLOWS.glob("*.yml"):
        assert yaml.safe_load(workflow.read_text())["permissions"].get("contents") == "read", workflow


def test_the_workflow_counts_the_last_word_of_each_reviewer_on_the_texts_as_they_are() -> None:
    steps = yaml.safe_load((WORKFLOWS / "pull-request.yml").read_text())["jobs"]["policy"]["steps"]
    counting = steps[-1]["run"].partition("|\n")[2].partition(")\n")[0]
    reviews = [
        ("john", "APPROVED", "new"), ("jack", "APPROVED", "old"), ("jill", "CHANGES_REQUESTED", "new"), ("jane", "APPROVED", "new"),
        ("jill", "APPROVED", "new"), ("joan", "APPROVED", "new"), ("joan", "CHANGES_REQUESTED", "new"),
    ]  # fmt: skip
    lines = "".join("\t".join(review) + "\n" for review in reviews)
    environment = {"AUTHOR": "jane", "HEAD": "new", "PATH": "/usr/bin:/bin"}
    counted = subprocess.run(["sh", "-c", counting], input=lines, env=environment, capture_output=True, text=True, check=True)
    assert counted.stdout == "2\n", "john and jill"
