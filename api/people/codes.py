"""The second factor: codes of an authenticator app (TOTP), and recovery codes for the day the app is lost."""

import datetime
import re
import secrets

import pyotp

_STEP = 30
# without letters that look alike
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_CODES = 10


def new_secret() -> str:
    return pyotp.random_base32()


def enrolment_uri(secret: str, name: str, issuer: str = "Masthead") -> str:
    """The `otpauth:` address that authenticator apps read."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(code: str, secret: str, at: datetime.datetime) -> int | None:
    """The time step whose code this is: the current one, or one to either side for clocks that differ. None where it is none."""
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch("[0-9]{6}", digits):
        return None
    now, totp = int(at.timestamp()) // _STEP, pyotp.TOTP(secret)
    steps = [step for step in (now - 1, now, now + 1) if secrets.compare_digest(totp.generate_otp(step), digits)]
    return steps[-1] if steps else None


def new_recovery_codes() -> list[str]:
    """Ten codes of 79 random bits."""
    return ["-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4)) for _ in range(_RECOVERY_CODES)]


def plain_recovery_code(code: str) -> str:
    """The code as it is hashed, however it was typed."""
    return re.sub(r"[^a-z0-9]", "", code.lower())
