"""The organisation's OpenID provider, and what it says of who signed in there."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from api.people.refusals import SignInFailed

# OpenID Connect Core 1.0, 2
_LONGEST_SUBJECT = 255

# ways by which a provider says that there was a second factor, or a key that takes one (RFC 8176); none by telephone
_STRONG_METHODS = frozenset({"mfa", "otp", "hwk", "sc"})
# the same as a class: OpenID Enhanced Authentication Profile ACR Values, PAPE 1.0, REFEDS
_STRONG_CLASSES = frozenset({
    "phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor", "https://refeds.org/profile/mfa",
})  # fmt: skip


@dataclass(frozen=True)
class Provider:
    """The organisation's: its address, what it knows the desk by, its name on the button, and whose accounts it may sign in: those
    with an address in one of `domains`, and with a claim of that name and value, where these are set."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str = "your organisation"
    domains: frozenset[str] = frozenset()
    claim: tuple[str, str] | None = None


@dataclass(frozen=True)
class Account:
    """Who signed in there, by the provider's proven word: `email` only if the provider has verified it, `strong` if it says that
    there was a second factor."""

    issuer: str
    subject: str
    email: str | None
    strong: bool


def is_protected(address: str) -> bool:
    """Whether nobody on the way can read or change what is sent there: https, or this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and _is_local(parts.hostname or "")))


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def account_of(claims: Mapping[str, Any], provider: Provider) -> Account:
    """Read claims whose signature, issuer, audience and time were checked. Raises SignInFailed where the account is none of those
    that may sign in."""
    # the specification has a boolean; some providers send a text
    verified = claims.get("email_verified") in (True, "true")
    email = folded(str(claims.get("email", ""))) if verified else None
    if provider.domains and (email is None or email.rpartition("@")[2] not in provider.domains):
        what = "The address of this account is none of those that may sign in here, or is not verified."
        raise SignInFailed(what, mend=f"Take your account with {provider.name}.")
    if provider.claim and not _has(claims, *provider.claim):
        raise SignInFailed("This account is none of those that may sign in here.", mend="Ask those who run this desk.")
    issuer, subject, methods = str(claims["iss"]), str(claims["sub"]), claims.get("amr")
    if len(subject) > _LONGEST_SUBJECT:
        raise SignInFailed(f"{provider.name} names this account as no provider should.", mend="Ask those who run this desk.")
    strong = not _STRONG_METHODS.isdisjoint(methods if isinstance(methods, list) else ()) or claims.get("acr") in _STRONG_CLASSES
    return Account(issuer, subject, email or None, strong)


def _has(claims: Mapping[str, Any], name: str, value: str) -> bool:
    found = claims.get(name)
    return value in found if isinstance(found, list) else found == value


def folded(email: str) -> str:
    """The form in which addresses are compared."""
    # letters beyond ASCII may fold into others': such an address is compared as it is
    return email.strip().lower() if email.isascii() else email.strip()
