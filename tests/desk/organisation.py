"""An organisation whose people sign in with their own provider: a real one in node, and a browser that fills in its pages."""

import html
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import requests

from api.outlets.people import Person
from api.people.provider import Provider
from tests.desk.newsroom import Browser, Newsroom

SECRET = "a secret of the desk and the provider"
LEAVE, BACK = "/desk/sign-in/organisation", "/desk/sign-in/organisation/back"
_SCRIPT = Path(__file__).with_name("provider.mjs")


@contextmanager
def running_provider(*desks: str) -> Iterator[Provider]:
    """For desks at these addresses, as in http://localhost. Stopped at the end."""
    command = ["node", str(_SCRIPT), SECRET, *(f"{each}{BACK}" for each in desks)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            yield Provider(f"http://localhost:{int(process.stdout.readline())}", "desk", SECRET, "The Example Group")
        finally:
            process.terminate()


@dataclass
class AtProvider:
    """One browser at the provider."""

    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, address: str, account: str) -> str:
        """Sign in where the desk leads to, and agree: the address one is sent back to."""
        while True:
            answer = self.session.get(address, allow_redirects=False, timeout=30)
            while answer.status_code == 200:
                form = {"prompt": _field(answer.text, 'name="prompt" value'), "login": account, "password": "any"}
                action = _field(answer.text, "action")
                answer = self.session.post(action, data=form, allow_redirects=False, timeout=30)
            address = urljoin(answer.url, answer.headers["Location"])
            if BACK in address:
                return address

    def refuse(self, address: str) -> str:
        """Break it off at the first page."""
        page = self.session.get(address, timeout=30).text
        address = re.findall(r'href="([^"]+/abort)"', page)[0]
        while BACK not in address:
            answer = self.session.get(address, allow_redirects=False, timeout=30)
            address = urljoin(answer.url, answer.headers["Location"])
        return address


def _field(page: str, name: str) -> str:
    return html.unescape(page.split(f'{name}="')[1].split('"', maxsplit=1)[0])


def jane_of(newsroom: Newsroom, *roles: str, email: str = "Jane@Group.Example") -> Person:
    """Added by an admin, without a password."""
    added = newsroom.people.register.add("Jane", roles or ("editor",), by=None)
    newsroom.people.openid.expect(added.id, email, by=None)
    return added


def sent_back(browser: Browser, account: str, **form: str) -> str:
    """The address the provider sends the browser to after the account signed in and agreed."""
    left = browser.post(LEAVE, **form)
    assert left.status_code == 302, left.text
    return AtProvider().sign_in(left.location, account)


def signed_in(browser: Browser, account: str, **form: str) -> tuple[int, str]:
    """The status, and where one is led to or what is said."""
    answer = browser.get(sent_back(browser, account, **form))
    said = answer.text.partition('role="alert" id="wrong">')[2].partition("</p>")[0]
    return answer.status_code, said or answer.location


def details(newsroom: Newsroom, count: int = 1) -> list[tuple[str, str]]:
    return [(each.kind, each.detail) for each in newsroom.people.register.events(limit=count)]
