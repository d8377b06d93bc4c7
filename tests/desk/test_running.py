"""How it is run: what docs/running.md says of the settings, and what happens when one is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def settings_table() -> str:
    """Each setting's variable, meaning and default, as the page shows them."""
    variables = {"port": "PORT", "database": "DATABASE_URL"}
    rows = ["| variable | what it is | default |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = "none" if field.default is None else f"`{str(field.default).replace(f'{ROOT}/', '')}`"
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
        (["serve"], {"PORT": "99999"}, "PORT: "),
        (["serve"], {"MASTHEAD_WORKERS": "0"}, "MASTHEAD_WORKERS: "),
        (["serve", "--desk"], {"DATABASE_URL": "mysql://desk:hunter2@host/desk"}, "DATABASE_URL: databases of the kind mysql"),
        (["serve", "--desk"], {"DATABASE_URL": "hunter2"}, "DATABASE_URL: this is no database URL"),
        (["serve", "--desk"], {"DATABASE_URL": "postgresql://desk:hunter2@127.0.0.1:1/desk"}, "the database does not answer"),
        (["serve", "--desk"], {}, "run `masthead release`"),
        (
            ["publish"],
            {"DATABASE_URL": "postgresql://desk:hunter2@127.0.0.1:1/desk"},
            "desk:***@127.0.0.1:1/desk: the database",
        ),
        (["release"], {"MASTHEAD_DATA": "/nowhere"}, "/nowhere"),
        (["release"], {"MASTHEAD_SIGNING_KEY": "hunter2"}, "MASTHEAD_SIGNING_KEY: this is no private key"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named_without_its_secret(
    tmp_path: Path, command: list[str], setting: dict[str, str], said: str
) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/desk.sqlite", "MASTHEAD_LISTS": str(tmp_path / "list")}
    environment |= {"MASTHEAD_BUNDLE": str(tmp_path / "bundle.json"), **setting}
    asked = [sys.executable, "-m", "api.cli", *command]
    done = subprocess.run(asked, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stdout + done.stderr
