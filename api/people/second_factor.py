"""The second factor: set up, shown, taken away."""

from api.errors import BadRequest
from api.outlets.people import Person, Secrets, SecurityEvent, SecurityEventKind
from api.people.clock import Clock
from api.people.codes import enrolment_uri, new_recovery_codes, new_secret, plain_recovery_code, step_of
from api.people.refusals import SignInFailed, SignInRequired
from api.people.sessions import Sessions
from api.people.stores import Keys, Persons
from api.people.throttle import Throttle
from api.people.tokens import hash_of
from api.people.visit import Visit


class SecondFactor:
    """Codes of an authenticator app, and recovery codes."""

    def __init__(self, persons: Persons, keys: Keys, throttle: Throttle, sessions: Sessions, clock: Clock) -> None:
        self._persons, self._keys, self._throttle, self._sessions, self._clock = persons, keys, throttle, sessions, clock

    def of(self, person: Person) -> Secrets:
        """What the person has set up. For the services and the person alone: it holds the secret."""
        return self._keys.secrets_of(person.id)

    def show(self, person: Person, code: str, visit: Visit) -> str:
        """The token of a whole session in place of the halfway one, by a code of the app or a recovery code. Raises Throttled,
        SignInFailed, and SignInRequired where there is no second factor."""
        self._throttle.attempt("code", person.id, person, visit)
        if not self._fits(person, code, visit):
            self._note("second-factor-failed", person, visit)
            raise SignInFailed("This code does not fit, or was used.", mend="Wait for the next one, or take a recovery code.")
        self._throttle.succeeded("code", person.id, visit)
        return self._sessions.admit(person, visit, complete=True, strong=True, how="code after the first factor")

    def begin(self, person: Person) -> tuple[str, str]:
        """A new secret and its `otpauth:` address, for the app. Counts once `confirm` has seen a code of it."""
        secret = new_secret()
        self._keys.begin_totp(person.id, secret)
        return secret, enrolment_uri(secret, person.name)

    def pending(self, person: Person) -> tuple[str, str] | None:
        """What `begin` said last, while it is not confirmed."""
        secret = self._keys.secrets_of(person.id).totp_pending
        return (secret, enrolment_uri(secret, person.name)) if secret else None

    def confirm(self, person: Person, code: str, visit: Visit) -> tuple[list[str], str]:
        """Ten recovery codes, which are not kept, and the token of a strong session; all others end. Raises BadRequest."""
        secret = self._keys.secrets_of(person.id).totp_pending
        step = step_of(code, secret, self._clock()) if secret else None
        if secret is None or step is None:
            mend = "See that the clocks of both devices are right, and type the code that shows now."
            raise BadRequest("This code is not of that secret.", where="code", mend=mend)
        codes = new_recovery_codes()
        self._keys.set_totp(person.id, secret, step, map(_hashed, codes), self._event("second-factor-set", person, visit))
        self._sessions.revoke_others(person.id, but=None)
        return codes, self._sessions.admit(person, visit, complete=True, strong=True, how="second factor set up")

    def renew_recovery_codes(self, person: Person, visit: Visit) -> list[str]:
        """Ten new ones; the old ones are worth nothing from now on."""
        codes = new_recovery_codes()
        self._keys.set_recovery_codes(person.id, map(_hashed, codes), self._event("recovery-codes-made", person, visit))
        return codes

    def remove(self, person: Person, visit: Visit, *, by: str | None) -> None:
        """By the person, or by an admin where the app and the recovery codes are lost."""
        event = SecurityEvent(self._clock(), "second-factor-removed", person.id, by, visit.network)
        self._keys.set_totp(person.id, None, 0, (), event)

    def _fits(self, person: Person, code: str, visit: Visit) -> bool:
        secret = self._keys.secrets_of(person.id).totp
        if secret is None:
            raise SignInRequired("There is no second factor to show.", mend="Sign in again.")
        if (step := step_of(code, secret, self._clock())) is not None:
            return self._keys.use_step(person.id, step)
        return self._keys.use_recovery_code(person.id, _hashed(code), self._event("recovery-code-used", person, visit))

    def _event(self, kind: SecurityEventKind, person: Person, visit: Visit) -> SecurityEvent:
        return SecurityEvent(self._clock(), kind, person.id, person.id, visit.network)

    def _note(self, kind: SecurityEventKind, person: Person, visit: Visit) -> None:
        self._persons.note(self._event(kind, person, visit))


def _hashed(code: str) -> str:
    return hash_of(plain_recovery_code(code))
