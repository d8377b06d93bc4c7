"""Settings, read once from the environment by the entry points and the composition root."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from api.errors import BadRequest
from api.publishing.signing import Signer

_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseModel):
    """Every setting with its default. In the environment each is upper-case, after `MASTHEAD_` but for PORT and DATABASE_URL."""

    model_config = ConfigDict(frozen=True)

    data: Annotated[Path, Field(description="Folder of the outlet list.")] = _ROOT / "data"
    lists: Annotated[Path, Field(description="Folder of the published lists.")] = _ROOT / "build" / "list"
    bundle: Annotated[Path, Field(description="Where the extension's bundled list goes.")] = (
        _ROOT / "extension" / "list" / "list.json.gz"
    )
    messages: Annotated[Path, Field(description="The words readers see.")] = (
        _ROOT / "extension" / "_locales" / "en" / "messages.json"
    )
    database: Annotated[str, Field(description="The desk's database: sqlite:////folder/file or postgresql://user@host/name.")] = (
        f"sqlite:///{_ROOT / 'build' / 'desk.sqlite'}"
    )
    updates_from: Annotated[
        str | None, Field(description="Server built into the extension as the source of newer lists, signed with this key.")
    ] = None
    signing_key: Annotated[SecretStr | None, Field(description="Private key (PEM) that signs the published list.")] = None
    signing_key_file: Annotated[Path | None, Field(description="File that holds it instead.")] = None
    proxies: Annotated[int, Field(ge=0, le=5, description="Proxies in front whose word on the client's address counts.")] = 0
    port: Annotated[int, Field(ge=1, le=65535, description="Port on 127.0.0.1.")] = 8000
    workers: Annotated[int, Field(ge=1, le=64, description="Processes that serve.")] = 2


    def signer(self) -> Signer | None:
        """What signs the published list, if a key is set. Raises BadRequest naming the setting, never the key."""
        if self.signing_key:
            return Signer.read(self.signing_key.get_secret_value(), "MASTHEAD_SIGNING_KEY")
        if not self.signing_key_file:
            return None
        try:
            text = self.signing_key_file.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            where = f"MASTHEAD_SIGNING_KEY_FILE={self.signing_key_file}"
            raise BadRequest("the key cannot be read", where=where, mend="name the file that `masthead keygen` wrote") from error
        return Signer.read(text, f"MASTHEAD_SIGNING_KEY_FILE={self.signing_key_file}")


_VARIABLES = {"port": "PORT", "database": "DATABASE_URL"}


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raise BadRequest naming the variable that is wrong."""
    names = {name: _VARIABLES.get(name, f"MASTHEAD_{name.upper()}") for name in Settings.model_fields}
    given = {name: environment[variable] for name, variable in names.items() if environment.get(variable)}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRequest(first["msg"], where=names[str(first["loc"][0])]) from error
