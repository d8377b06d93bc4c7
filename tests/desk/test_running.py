"""How it is run: what docs/running.md says of the settings, and what happens when one is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.errors import BadRequest
from api.settings import Settings, read_settings
from api.storage.sql.engine import open_engine
from tests.api.service import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def settings_table() -> str:
    """Each setting's variable, meaning and default, as the page shows them."""
    variables = {"port": "PORT", "database": "DATABASE_URL"}
    rows = ["| variable | what it is | default |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = "none" if field.default in (None, "") else f"`{str(field.default).replace(f'{ROOT}/', '')}`"
        rows.append(f"| `{variables.get(name, f'MASTHEAD_{name.upper()}')}` | {field.description} | {default} |")
    return "\n".join(rows) + "\n"


def test_the_page_shows_every_setting_as_it_is() -> None:
    assert settings_table() in PAGE


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_read_from_the_variable_the_page_names(name: str) -> None:
    rows = dict(zip(Settings.model_fields, settings_table().splitlines()[2:], strict=True))
    variable = rows[name].split("`")[1]
    given = {"port": "7", "workers": "7", "proxies": "3"}.get(name, "/given")
    value = getattr(read_settings({variable: given}), name)
    assert (value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)) == given


@pytest.mark.parametrize("file", sorted(path.name for path in (ROOT / "deploy").iterdir()))
def test_every_recipe_is_named_on_the_page(file: str) -> None:
    assert f"deploy/{file}" in PAGE


@pytest.mark.parametrize(
    ("command", "setting", "said"),
    [
        (["serve"], {"PORT": "http"}, "PORT: "),
        (["serve"], {"MASTHEAD_WORKERS": "0"}, "MASTHEAD_WORKERS: "),
        (["serve", "--desk"], {"DATABASE_URL": "postgresql://desk:hunter2@127.0.0.1:1/desk"}, "the database does not answer"),
        (["serve", "--desk"], {}, "run `masthead release`"),
        (["publish"], {"DATABASE_URL": "postgresql://desk:hunter2@127.0.0.1:1/desk"}, "desk:***@127.0.0.1:1/desk: the database"),
        (["release"], {"MASTHEAD_DATA": "/nowhere"}, "/nowhere"),
        (["release"], {"MASTHEAD_SIGNING_KEY": "hunter2"}, "MASTHEAD_SIGNING_KEY: this is no private key"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named_without_its_secret(
    tmp_path: Path, command: list[str], setting: dict[str, str], said: str
) -> None:
    done = ended([sys.executable, "-m", "api.cli", *command], tmp_path, setting)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("process", "setting", "said"),
    [
        ("web", {"MASTHEAD_PROXIES": "two"}, "masthead: MASTHEAD_PROXIES: "),
        ("web", {"MASTHEAD_MESSAGES": "/nowhere"}, "masthead: /nowhere: "),
        ("desk", {}, "run `masthead release`"),
        ("release", {"MASTHEAD_SIGNING_KEY": "hunter2"}, "masthead: MASTHEAD_SIGNING_KEY: this is no private key"),
    ],
)
def test_each_line_of_the_procfile_stops_with_one_message(
    tmp_path: Path, process: str, setting: dict[str, str], said: str
) -> None:
    line = dict(each.split(": ", 1) for each in (ROOT / "Procfile").read_text().splitlines())[process]
    done = ended(["sh", "-c", f"exec {line}"], tmp_path, {"PORT": str(free_port()), **setting})
    assert done.returncode in (2, 4)
    assert said in done.stderr
    assert [each for each in done.stderr.splitlines() if " [INFO] " not in each] == [done.stderr.strip().splitlines()[-1]]
    assert "hunter2" not in done.stdout + done.stderr


def test_gunicorn_that_loads_the_desk_in_each_worker_does_not_try_for_ever(tmp_path: Path) -> None:
    command = ["gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{free_port()}", "api.desk_wsgi:application"]
    done = ended(command, tmp_path, {"MASTHEAD_OIDC_SECRET": "hunter2"})
    assert done.returncode == 4
    assert "masthead: MASTHEAD_OIDC_ISSUER, MASTHEAD_OIDC_CLIENT: " in done.stderr
    assert "Traceback" not in done.stderr and "hunter2" not in done.stderr


def ended(command: list[str], folder: Path, setting: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """What it said until it stopped by itself."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/desk.sqlite", "MASTHEAD_LISTS": str(folder / "list")}
    environment |= {"MASTHEAD_BUNDLE": str(folder / "bundle.json"), **setting}
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://desk:hunter2@host/desk", "databases of the kind mysql"),
        ("hunter2", "this is no database URL"),
        ("postgresql://desk:hunter2@host:port/desk", "this is no database URL"),
        ("sqlite:////proc/nowhere/desk.sqlite", "the folder of /proc/nowhere/desk.sqlite cannot be made: No such file"),
        ("sqlite://", "a database in memory would lose everything"),
    ],
)
def test_an_address_of_no_database_is_said_without_its_password(address: str, said: str) -> None:
    with pytest.raises(BadRequest) as raised:
        open_engine(address)
    assert (raised.value.where, said in str(raised.value), "hunter2" in str(raised.value)) == ("DATABASE_URL", True, False)


GIVEN = {"MASTHEAD_OIDC_ISSUER": "https://id.example", "MASTHEAD_OIDC_CLIENT": "desk", "MASTHEAD_OIDC_SECRET": "hunter2"}


def test_the_settings_of_the_provider_are_read_the_secret_from_a_file_too(tmp_path: Path) -> None:
    assert read_settings({}).openid() is None
    (tmp_path / "secret").write_text("hunter2\n")
    more = {"MASTHEAD_OIDC_DOMAINS": "Paper.example, radio.example", "MASTHEAD_OIDC_CLAIM": "groups=masthead=desk"}
    by_file = {**GIVEN, "MASTHEAD_OIDC_SECRET": "", "MASTHEAD_OIDC_SECRET_FILE": str(tmp_path / "secret"), **more}
    found = read_settings(by_file).openid()
    assert found and (found.issuer, found.client, found.secret, found.name) == (
        "https://id.example", "desk", "hunter2", "your organisation",
    )  # fmt: skip
    assert (sorted(found.domains), found.claim) == (["paper.example", "radio.example"], ("groups", "masthead=desk"))
    assert "hunter2" not in repr(found) + repr(read_settings(by_file)) + repr(read_settings(GIVEN))


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"MASTHEAD_OIDC_ISSUER": ""}, "MASTHEAD_OIDC_ISSUER"),
        ({"MASTHEAD_OIDC_CLIENT": ""}, "MASTHEAD_OIDC_CLIENT"),
        ({"MASTHEAD_OIDC_SECRET": ""}, "MASTHEAD_OIDC_SECRET"),
        ({"MASTHEAD_OIDC_ISSUER": "http://id.example"}, "MASTHEAD_OIDC_ISSUER"),
        ({"MASTHEAD_OIDC_ISSUER": "https://id.example?x"}, "MASTHEAD_OIDC_ISSUER"),
        ({"MASTHEAD_OIDC_ISSUER": "id.example"}, "MASTHEAD_OIDC_ISSUER"),
        ({"MASTHEAD_OIDC_DOMAINS": "jane@paper.example"}, "MASTHEAD_OIDC_DOMAINS"),
        ({"MASTHEAD_OIDC_CLAIM": "groups"}, "MASTHEAD_OIDC_CLAIM"),
        ({"MASTHEAD_OIDC_SECRET": "", "MASTHEAD_OIDC_SECRET_FILE": "/nowhere"}, "MASTHEAD_OIDC_SECRET_FILE=/nowhere"),
    ],
)
def test_a_wrong_setting_of_the_provider_is_named_and_the_secret_is_not(wrong: dict[str, str], where: str) -> None:
    with pytest.raises(BadRequest) as raised:
        read_settings({**GIVEN, **wrong}).openid()
    assert (raised.value.where, "hunter2" in str(raised.value)) == (where, False)
