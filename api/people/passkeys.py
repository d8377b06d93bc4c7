"""Passkeys: a private key in the person's device signs a challenge of ours. Nothing to type, and nothing a false site could use."""

import datetime
from typing import Any

import orjson
import webauthn
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)  # fmt: skip

from api.errors import BadRequest
from api.outlets.people import Passkey, Person, SecurityEvent
from api.people.clock import Clock
from api.people.refusals import SignInFailed
from api.people.sessions import Sessions
from api.people.stores import Keys, Persons
from api.people.throttle import Throttle
from api.people.tokens import hash_of
from api.people.visit import Visit

_HOLDS = datetime.timedelta(minutes=5)
_VERIFIED = UserVerificationRequirement.REQUIRED

Json = dict[str, Any]


class Passkeys:
    """Makes and hears them; `host` and `origin` are the desk's own, as browsers see them: `desk.example`, `https://desk.example`."""

    def __init__(self, persons: Persons, keys: Keys, throttle: Throttle, sessions: Sessions, clock: Clock) -> None:
        self._persons, self._keys, self._throttle, self._sessions, self._clock = persons, keys, throttle, sessions, clock

    def offer(self, person: Person, host: str) -> Json:
        """What the browser needs to make a key."""
        known = [PublicKeyCredentialDescriptor(webauthn.base64url_to_bytes(each.id)) for each in self.of(person.id)]
        options = webauthn.generate_registration_options(
            rp_id=host, rp_name="Masthead", user_name=person.name, user_id=person.id.encode(), exclude_credentials=known,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
            ),
        )  # fmt: skip
        return self._kept(options, options.challenge, person.id)

    def add(self, person: Person, name: str, credential: str, visit: Visit, *, origin: str, host: str) -> None:
        """Keep the key the browser made. Raises BadRequest where it is not an answer to `offer`."""
        name = " ".join(name.split())[:80] or "passkey"
        try:
            _, challenge = _read(credential)
            self._use(challenge, person.id)
            found = webauthn.verify_registration_response(
                credential=credential, expected_challenge=challenge, expected_origin=origin, expected_rp_id=host,
                require_user_verification=True,
            )  # fmt: skip
        except (WebAuthnException, ValueError) as error:
            raise BadRequest("The browser's key could not be kept.", where="credential", mend="Try again.") from error
        now, id = self._clock(), bytes_to_base64url(found.credential_id)
        passkey = Passkey(id, person.id, name, found.credential_public_key, found.sign_count, now)
        if not self._keys.add_passkey(passkey, SecurityEvent(now, "passkey-added", person.id, person.id, visit.network, name)):
            raise BadRequest("This key is kept already.", where="credential", mend="Take another device.")

    def ask(self, host: str, visit: Visit) -> Json:
        """What the browser needs to sign with a key it has, whosever it is. Counts until they have signed in: raises Throttled."""
        self._throttle.attempt("passkey", None, None, visit)
        options = webauthn.generate_authentication_options(rp_id=host, user_verification=_VERIFIED)
        return self._kept(options, options.challenge, None)

    def sign_in(self, credential: str, visit: Visit, *, origin: str, host: str) -> str:
        """The token of a new, strong session. Raises SignInFailed, and Throttled after too many failures."""
        try:
            id, challenge = _read(credential)
            self._use(challenge, None)
            passkey = self._keys.passkey(id)
            if passkey is None or not (person := self._persons.person(passkey.person)).active:
                raise ValueError("nobody's")
            found = webauthn.verify_authentication_response(
                credential=credential, expected_challenge=challenge, expected_origin=origin, expected_rp_id=host,
                credential_public_key=passkey.public_key, credential_current_sign_count=passkey.count,
                require_user_verification=True,
            )  # fmt: skip
        except (WebAuthnException, ValueError) as error:
            # who was asked waited then, and is heard; who answers without having been asked waits here
            self._throttle.attempt("passkey", None, None, visit)
            self._persons.note(SecurityEvent(self._clock(), "sign-in-failed", None, None, visit.network, "passkey"))
            raise SignInFailed("This passkey does not open the desk.", mend="Try again, or sign in by password.") from error
        self._throttle.succeeded("passkey", None, visit)
        self._keys.counted(passkey.id, found.new_sign_count)
        return self._sessions.admit(person, visit, complete=True, strong=True, how="passkey")

    def of(self, person: str) -> list[Passkey]:
        return self._keys.passkeys_of(person)

    def remove(self, id: str, person: str, network: str) -> bool:
        """False where the person has none of that id."""
        return self._keys.remove_passkey(id, person, SecurityEvent(self._clock(), "passkey-removed", person, person, network))

    def _kept(self, options: Any, challenge: bytes, person: str | None) -> Json:
        now = self._clock()
        self._keys.challenge(hash_of(bytes_to_base64url(challenge)), person, now, now + _HOLDS)
        found: Json = orjson.loads(webauthn.options_to_json(options))
        return found

    def _use(self, challenge: bytes, person: str | None) -> None:
        """Raise ValueError unless it is one of ours, given to that person, and not used before."""
        if not self._keys.use_challenge(hash_of(bytes_to_base64url(challenge)), person, self._clock()):
            raise ValueError("a challenge that is not ours")


def _read(credential: str) -> tuple[str, bytes]:
    """The id of the key, and the challenge that it says it signed. Raises ValueError where it is no answer of a browser."""
    try:
        answer = orjson.loads(credential)
        signed = orjson.loads(webauthn.base64url_to_bytes(answer["response"]["clientDataJSON"]))["challenge"]
        return bytes_to_base64url(webauthn.base64url_to_bytes(answer["rawId"])), webauthn.base64url_to_bytes(signed)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no answer of a browser") from error
