"""Passkeys, with an authenticator in software that does what the one in a device does."""

import hashlib
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import cbor2
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

from api.people.visit import Visit
from tests.desk.newsroom import PASSWORD, Browser, Newsroom

_PRESENT, _VERIFIED, _HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """Makes one key, and signs with it. `flags` says whether its owner touched it and showed who they are."""

    origin: str = "http://localhost"
    flags: int = _PRESENT | _VERIFIED
    id: bytes = b"credential-0123456789"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0

    def create(self, options: dict[str, Any]) -> str:
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(cose)
        data = self._data(options["rp"]["id"], _HAS_KEY) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options["challenge"])
        return self._credential({"clientDataJSON": client, "attestationObject": statement})

    def get(self, options: dict[str, Any]) -> str:
        self.count += 1
        data, client = self._data(options["rpId"], 0), self._client("webauthn.get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._credential({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([self.flags | flags]) + struct.pack(">I", self.count)

    def _client(self, what: str, challenge: str) -> bytes:
        return json.dumps({"type": what, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _credential(self, response: dict[str, bytes]) -> str:
        id = bytes_to_base64url(self.id)
        texts = {name: bytes_to_base64url(value) for name, value in response.items()}
        return json.dumps({"id": id, "rawId": id, "type": "public-key", "response": texts, "clientExtensionResults": {}})


@pytest.fixture
def newsroom(engine: sa.Engine) -> Newsroom:
    return Newsroom.over(engine)


@pytest.fixture
def device(newsroom: Newsroom) -> Authenticator:
    """Jane's, with a key that the desk knows."""
    jane, made = newsroom.person("Jane", "reviewer"), Authenticator()
    credential = made.create(newsroom.people.passkeys.offer(jane, "localhost"))
    newsroom.people.passkeys.add(jane, "laptop", credential, Visit(), origin="http://localhost", host="localhost")
    return made


def shown(browser: Browser, answer: Callable[[dict[str, Any]], str]) -> int:
    """The status of signing in with a passkey."""
    options: dict[str, Any] = browser.post("/desk/sign-in/passkey/ask").get_json()
    return browser.post("/desk/sign-in/passkey", credential=answer(options)).status_code


def test_a_passkey_made_in_the_account_signs_in_and_counts_as_a_second_factor(newsroom: Newsroom) -> None:
    made, browser = Authenticator(), newsroom.browser(newsroom.person("Jane", "reviewer"), strong=False)
    options: dict[str, Any] = browser.post("/desk/account/passkeys/offer").get_json()
    assert options["authenticatorSelection"]["userVerification"] == "required"
    form = {"credential": made.create(options), "current": PASSWORD, "passkey_name": "my laptop"}
    assert browser.post("/desk/account/passkeys", **form).status_code == 303
    assert "my laptop" in browser.get("/desk/account").text
    other = newsroom.browser()
    assert shown(other, made.get) == 303
    assert other.post("/desk/do/review").text == "done"
    assert [each.kind for each in newsroom.people.register.events()][:2] == ["signed-in", "passkey-added"]


def test_no_passkey_is_added_without_the_password(newsroom: Newsroom) -> None:
    jane = newsroom.person("Jane")
    browser = newsroom.browser(jane)
    credential = Authenticator().create(browser.post("/desk/account/passkeys/offer").get_json())
    browser.post("/desk/account/passkeys", credential=credential, current="wrong", passkey_name="laptop")
    assert newsroom.people.passkeys.of(jane.id) == []


def test_a_key_made_for_one_person_cannot_be_added_by_another(newsroom: Newsroom) -> None:
    jane, john = newsroom.person("Jane"), newsroom.person("John")
    credential = Authenticator().create(newsroom.people.passkeys.offer(jane, "localhost"))
    newsroom.browser(john).post("/desk/account/passkeys", credential=credential, current=PASSWORD, passkey_name="laptop")
    assert newsroom.people.passkeys.of(john.id) == []


def test_an_answer_signs_in_once_and_only_for_five_minutes(newsroom: Newsroom, device: Authenticator) -> None:
    answer = device.get(newsroom.people.passkeys.ask("localhost", Visit()))
    browser = newsroom.browser()
    assert browser.post("/desk/sign-in/passkey", credential=answer).status_code == 303
    assert newsroom.browser().post("/desk/sign-in/passkey", credential=answer).status_code == 403
    late = device.get(newsroom.people.passkeys.ask("localhost", Visit()))
    newsroom.clock.move(minutes=6)
    assert newsroom.browser().post("/desk/sign-in/passkey", credential=late).status_code == 403


def test_an_answer_given_to_another_site_does_not_sign_in(newsroom: Newsroom, device: Authenticator) -> None:
    device.origin = "https://desk.evil.example"
    assert shown(newsroom.browser(), device.get) == 403


def test_a_device_that_did_not_see_its_owner_does_not_sign_in(newsroom: Newsroom, device: Authenticator) -> None:
    device.flags = _PRESENT
    assert shown(newsroom.browser(), device.get) == 403


def test_another_key_of_the_same_id_or_a_copied_one_that_lags_does_not_sign_in(newsroom: Newsroom, device: Authenticator) -> None:
    assert shown(newsroom.browser(), Authenticator(id=device.id).get) == 403
    copy = Authenticator(key=device.key)
    assert shown(newsroom.browser(), device.get) == 303
    assert shown(newsroom.browser(), copy.get) == 403


def test_a_removed_key_and_one_of_a_closed_account_do_not_sign_in(newsroom: Newsroom, device: Authenticator) -> None:
    jane = newsroom.people.register.named("Jane")
    assert jane
    newsroom.people.register.close(jane.id, by=None)
    assert shown(newsroom.browser(), device.get) == 403
    newsroom.people.register.open(jane.id, by=None)
    assert shown(newsroom.browser(), device.get) == 303
    path = f"/desk/account/passkeys/{bytes_to_base64url(device.id)}/remove"
    newsroom.browser(newsroom.person("John")).post(path)
    assert shown(newsroom.browser(), device.get) == 303
    newsroom.browser(jane).post(path)
    assert shown(newsroom.browser(), device.get) == 403


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", "\x01", '{"response": {"clientDataJSON": "bnVsbA"}}', '{"response": 1}', "[" * 100_000]
)
def test_what_is_no_answer_of_a_browser_does_not_sign_in(newsroom: Newsroom, credential: str) -> None:
    assert newsroom.browser().post("/desk/sign-in/passkey", credential=credential).status_code == 403


def test_an_answer_with_parts_missing_does_not_sign_in(newsroom: Newsroom, device: Authenticator) -> None:
    for part in ("rawId", "id", "type", "response.signature", "response.authenticatorData"):
        answer = json.loads(device.get(newsroom.people.passkeys.ask("localhost", Visit())))
        holder, name = (answer["response"], part.removeprefix("response.")) if "." in part else (answer, part)
        del holder[name]
        assert newsroom.browser().post("/desk/sign-in/passkey", credential=json.dumps(answer)).status_code == 403, part


def test_asking_and_answering_without_an_end_makes_an_address_wait_but_not_who_answers(
    newsroom: Newsroom, device: Authenticator
) -> None:
    browser = newsroom.browser()
    for _ in range(18):
        assert browser.post("/desk/sign-in/passkey/ask").status_code == 200
    # those who get in use up nothing
    for _ in range(5):
        assert shown(browser, device.get) == 303
        browser.post("/desk/sign-out")
    assert shown(browser, lambda _: "{}") == 403
    waiting = browser.post("/desk/sign-in/passkey/ask")
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "2")
    assert browser.post("/desk/sign-in/passkey", credential="{}").status_code == 429
    assert newsroom.kinds.count("sign-in-failed") == 1
    newsroom.clock.move(seconds=1)
    assert shown(browser, device.get) == 303
