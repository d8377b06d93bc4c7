"""Settings, read once from the environment by the entry points and the composition root."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.errors import BadRequest

_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseModel):
    """Every setting with its default. In the environment each is upper-case, after `MASTHEAD_` but for PORT."""

    model_config = ConfigDict(frozen=True)

    data: Annotated[Path, Field(description="Folder of the outlet list.")] = _ROOT / "data"
    lists: Annotated[Path, Field(description="Folder of the published lists.")] = _ROOT / "build" / "list"
    bundle: Annotated[Path, Field(description="Where the extension's bundled list goes.")] = (
        _ROOT / "extension" / "list" / "list.json"
    )
    messages: Annotated[Path, Field(description="The words readers see.")] = (
        _ROOT / "extension" / "_locales" / "en" / "messages.json"
    )
    port: Annotated[int, Field(ge=1, le=65535, description="Port on 127.0.0.1.")] = 8000
    workers: Annotated[int, Field(ge=1, le=64, description="Processes that serve.")] = 2


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raise BadRequest naming the variable that is wrong."""
    names = {name: "PORT" if name == "port" else f"MASTHEAD_{name.upper()}" for name in Settings.model_fields}
    given = {name: environment[variable] for name, variable in names.items() if environment.get(variable)}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRequest(first["msg"], where=names[str(first["loc"][0])]) from error
