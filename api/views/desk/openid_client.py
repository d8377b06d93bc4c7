"""The desk as a client of an OpenID provider: Authlib's, with what this desk adds to it. Each addition says why."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import requests
from authlib.integrations.base_client.errors import MismatchingStateError, OAuthError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from flask import Response, current_app, request, session
from joserfc.errors import ClaimError, JoseError

from api.errors import ServiceUnavailable
from api.people.provider import Provider, is_protected
from api.people.refusals import SignInFailed

Json = dict[str, Any]

# signatures by a key that only the provider has: metadata may also name "none"
_SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"})
_PATIENCE = 10
# seconds by which clocks may differ
_LEEWAY = 60


class States(Protocol):
    """Remembers what the provider shall send back, so that it counts once and not for ever: Authlib looks at no time."""

    def keep(self, state: str) -> None: ...
    def use(self, state: str) -> bool: ...


class _Session(OAuth2Session):  # type: ignore[misc]
    """Authlib has no limit of time of its own, follows redirections, and leaves it to the settings not to speak over plain http."""

    def request(self, method: str, url: str, **options: Any) -> Any:
        if not is_protected(url):
            raise requests.exceptions.InvalidURL("neither https nor this machine")
        return super().request(method, url, **{**options, "timeout": _PATIENCE, "allow_redirects": False})


class _App(FlaskOAuth2App):  # type: ignore[misc]
    client_cls = _Session


class _OneAtATime(FlaskIntegration):  # type: ignore[misc]
    """One sign-in under way a browser: Authlib would keep each that was ever begun in the cookie."""

    def __init__(self) -> None:
        super().__init__("openid")

    def set_state_data(self, session: Any, state: str, data: Json) -> None:
        session["openid"] = {"state": state, **{name: data[name] for name in ("redirect_uri", "nonce", "code_verifier")}}

    def get_state_data(self, session: Any, state: str | None) -> Json | None:
        found: Json | None = session.get("openid")
        if found is None or not secrets.compare_digest(found["state"].encode(), (state or "").encode("utf-8", "surrogatepass")):
            return None
        return found

    def clear_state_data(self, session: Any, state: str | None) -> None:
        session.pop("openid", None)


class OpenIdClient:
    """Sends a browser to the provider, and reads what it comes back with: authorization code with PKCE, state and nonce."""

    def __init__(self, provider: Provider, states: States) -> None:
        self._provider, self._states = provider, states
        self._app = _App(
            _OneAtATime(), "openid", client_id=provider.client, client_secret=provider.secret,
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
        )  # fmt: skip

    def redirect(self, back: str) -> Response:
        """To the provider, which sends the browser to `back`. Raises ServiceUnavailable."""
        with self._said_plainly():
            if not is_protected(self._metadata()["authorization_endpoint"]):
                raise ValueError("neither https nor this machine")
            found: Response = self._app.authorize_redirect(back)
            self._states.keep(session["openid"]["state"])
            return found

    def claims(self) -> Json:
        """What the provider says of who came back with this request: signature, issuer, audience, time and nonce are checked.
        Raises SignInFailed, ServiceUnavailable."""
        with self._said_plainly():
            # before anything is asked of the provider, and refusals too: whoever was not sent there has nothing to say
            state = request.args.get("state")
            if self._app.framework.get_state_data(session, state) is None or not self._states.use(state or ""):
                raise MismatchingStateError
            self._refuse_other_issuers(self._metadata())
            expected = {"iss": self._provider.issuer, "aud": self._provider.client}
            options = {name: {"essential": True, "value": value} for name, value in expected.items()}
            token = self._app.authorize_access_token(claims_options=options, leeway=_LEEWAY)
            return self._with_address(token)

    def _metadata(self) -> Json:
        """The provider's description of itself, which has to be that of the issuer we asked (OpenID Connect Discovery 1.0, 4.3)."""
        found: Json = self._app.load_server_metadata()
        signatures = _SIGNATURES.intersection(found.get("id_token_signing_alg_values_supported", ["RS256"]))
        if found.get("issuer") != self._provider.issuer or not signatures:
            # asked again the next time: whoever runs the provider may have put it right
            self._app.server_metadata.clear()
            raise ValueError("another issuer, or no signature we accept")
        found["id_token_signing_alg_values_supported"] = sorted(signatures)
        return found

    def _refuse_other_issuers(self, metadata: Json) -> None:
        """RFC 9207: the answer itself says whose it is."""
        named = request.args.get("iss")
        if (named or metadata.get("authorization_response_iss_parameter_supported")) and named != self._provider.issuer:
            raise SignInFailed(f"The answer is not that of {self._provider.name}.", mend="Begin again.")

    def _with_address(self, token: Json) -> Json:
        """With claims that the provider hands out on demand, if they are of the same account (OpenID Connect Core 1.0, 5.3.2)."""
        claims: Json = token["userinfo"]
        if "email" in claims or "userinfo_endpoint" not in self._app.server_metadata:
            return claims
        more: Json = self._app.userinfo(token=token)
        if more.get("sub") != claims["sub"]:
            raise ValueError("of another account")
        return {**more, **claims}

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        name = self._provider.name
        try:
            yield
        except MismatchingStateError as error:
            what = "This sign-in was not begun in this browser, or was begun too long ago."
            raise SignInFailed(what, mend="Begin again.") from error
        except OAuthError as error:
            if error.error == "access_denied":
                raise SignInFailed(f"You did not sign in with {name}, or did not agree there.", mend="Begin again.") from error
            raise SignInFailed(f"{name} did not accept the sign-in.", mend="Begin again.") from error
        except JoseError as error:
            wrong = error.claim if isinstance(error, ClaimError) else "signature"
            what = f"What {name} says of you cannot be relied on: {wrong}."
            raise SignInFailed(what, mend="Begin again, or ask those who run this desk.") from error
        except (requests.RequestException, ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
            current_app.logger.warning("the OpenID provider does not answer as it should: %s: %s", type(error).__name__, error)
            what = f"{name} does not answer as it should just now."
            raise ServiceUnavailable(what, mend="Try again later, or sign in by password.") from error
