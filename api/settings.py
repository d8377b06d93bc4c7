"""Settings, read once from the environment by the entry points and the composition root."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from api.errors import BadRequest
from api.people.provider import Provider, is_protected
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
    oidc_issuer: Annotated[str | None, Field(description="OpenID provider of your organisation: https://id.example.")] = None
    oidc_client: Annotated[str | None, Field(description="What the provider knows the desk by (client id).")] = None
    oidc_secret: Annotated[SecretStr | None, Field(description="What the desk proves it with (client secret).")] = None
    oidc_secret_file: Annotated[Path | None, Field(description="File that holds it instead.")] = None
    oidc_name: Annotated[str, Field(max_length=80, description="Your organisation's name, on the button.")] = "your organisation"
    oidc_domains: Annotated[str, Field(description="Only accounts with a verified e-mail address in one of these domains.")] = ""
    oidc_claim: Annotated[str, Field(description="Only accounts with this claim, as in groups=masthead.")] = ""

    def signer(self) -> Signer | None:
        """What signs the published list, if a key is set. Raises BadRequest naming the setting, never the key."""
        key = self._secret("signing_key", "name the file that `masthead keygen` wrote")
        return Signer.read(*key) if key else None

    def openid(self) -> Provider | None:
        """The provider that signs people in at the desk, if one is set. Raises BadRequest naming the setting, never the secret."""
        secret = self._secret("oidc_secret", "name the file that holds what the provider gave you")
        given = {"oidc_issuer": self.oidc_issuer, "oidc_client": self.oidc_client, "oidc_secret": secret}
        if not any(given.values()):
            return None
        if missing := [variable(name) for name, value in given.items() if not value]:
            raise BadRequest("it is missing beside the other settings of the provider", where=", ".join(missing), mend="set it")
        assert self.oidc_issuer and self.oidc_client and secret
        if not is_protected(self.oidc_issuer) or len(self.oidc_issuer) > 255 or set("?#@ ") & set(self.oidc_issuer):
            mend = "as in https://id.example; http only for this machine"
            raise BadRequest("this is no address of a provider", where=variable("oidc_issuer"), mend=mend)
        domains = frozenset(self.oidc_domains.lower().replace(",", " ").split())
        if wrong := [each for each in domains if "@" in each or "." not in each]:
            raise BadRequest(f"{wrong[0]} is no domain", where=variable("oidc_domains"), mend="as in paper.example")
        name, _, value = self.oidc_claim.partition("=")
        if bool(name) != bool(value):
            raise BadRequest("this is no claim", where=variable("oidc_claim"), mend="as in groups=masthead")
        return Provider(self.oidc_issuer, self.oidc_client, secret[0], self.oidc_name, domains, (name, value) if name else None)

    def _secret(self, name: str, mend: str) -> tuple[str, str] | None:
        """The secret of a setting, or of the file that another one names; and which it was."""
        text: SecretStr | None = getattr(self, name)
        path: Path | None = getattr(self, f"{name}_file")
        if text:
            return text.get_secret_value(), variable(name)
        if not path:
            return None
        where = f"{variable(f'{name}_file')}={path}"
        try:
            return path.read_text(encoding="ascii").strip(), where
        except (OSError, UnicodeDecodeError) as error:
            raise BadRequest("the file cannot be read", where=where, mend=mend) from error


def variable(name: str) -> str:
    """What the setting is called in the environment."""
    return _VARIABLES.get(name, f"MASTHEAD_{name.upper()}")


_VARIABLES = {"port": "PORT", "database": "DATABASE_URL"}


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raise BadRequest naming the variable that is wrong."""
    names = {name: variable(name) for name in Settings.model_fields}
    given = {name: environment[variable] for name, variable in names.items() if environment.get(variable)}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRequest(first["msg"], where=names[str(first["loc"][0])]) from error
