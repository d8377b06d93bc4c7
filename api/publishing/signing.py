"""Ed25519 signatures over the manifest: a client that knows the public key takes no list from anybody else."""

import base64
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from api.errors import BadList, BadRequest

Json = dict[str, Any]

# what the signature is not of
_OWN = ("signature", "key")


class Signer:
    """Signs manifests with one private key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def read(cls, pem: str, where: str) -> "Signer":
        """The key in PKCS 8, PEM. Raises BadRequest naming where it was looked for, never the key."""
        try:
            key = serialization.load_pem_private_key(pem.encode(), password=None)
        except (ValueError, TypeError) as error:
            raise BadRequest("this is no private key", where=where, mend="make one with `masthead keygen`") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise BadRequest("this key is not of the kind Ed25519", where=where, mend="make one with `masthead keygen`")
        return cls(key)

    @property
    def public(self) -> str:
        """The public key: its 32 bytes in base64."""
        return base64.b64encode(self._key.public_key().public_bytes_raw()).decode()

    def sign(self, manifest: Json) -> Json:
        """The manifest with `key` and `signature`."""
        return {**manifest, "key": self.public, "signature": base64.b64encode(self._key.sign(signed_part(manifest))).decode()}


def generate() -> tuple[str, str]:
    """A new private key (PKCS 8, PEM) and its public key (base64)."""
    key = Ed25519PrivateKey.generate()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form).decode(), Signer(key).public


def signed_part(manifest: Json) -> bytes:
    """The bytes that are signed: the manifest without key and signature, as canonical JSON."""
    return orjson.dumps({key: value for key, value in manifest.items() if key not in _OWN}, option=orjson.OPT_SORT_KEYS)


def verify(manifest: Json, public: str) -> None:
    """Raise BadList unless the manifest was signed with the private key to this public one."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
        key.verify(base64.b64decode(manifest.get("signature", "")), signed_part(manifest))
    except (InvalidSignature, ValueError) as error:
        raise BadList("the manifest is not signed with this key", mend="see which key the publisher says is theirs") from error
