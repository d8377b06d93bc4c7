"""The recipes under deploy/: nginx's and systemd's own checks, a walk through nginx to both services, what the container is of."""

import datetime
import http.client
import importlib
import ipaddress
import json
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api.settings import Settings, variable
from tests.api.service import Answer, Client, free_port, running
from tests.desk.test_commands import Desk
from tests.storage.folder import small_list

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class ThroughNginx(Client):
    """Over https, from an address of one's own on this machine."""

    def __init__(self, port: int, certificate: Path, address: str) -> None:
        super().__init__(port)
        self._trust, self._address = ssl.create_default_context(cafile=certificate), address

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=30, context=self._trust, source_address=(self._address, 0)
        )
        try:
            connection.request(method, path, body, {"Host": "masthead.example", **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()


def certified(folder: Path) -> Path:
    """A certificate of this machine's own, and its key beside it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "masthead.example")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return folder / "fullchain.pem"


def configured(folder: Path, ports: dict[str, int]) -> Path:
    """deploy/nginx.conf on other ports and with another certificate, in as little around it as nginx starts with."""
    text = (DEPLOY / "nginx.conf").read_text()
    for was, now in {
        "listen 443": f"listen 127.0.0.1:{ports['https']}", "listen 80;": f"listen 127.0.0.1:{ports['http']};",
        "/etc/letsencrypt/live/masthead.example": str(folder),
        "127.0.0.1:8000": f"127.0.0.1:{ports['web']}", "127.0.0.1:8001": f"127.0.0.1:{ports['desk']}",
    }.items():  # fmt: skip
        assert was in text
        text = text.replace(was, now)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    around = f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{around}http {{\n{places}{text}\n}}\n")
    return folder / "nginx.conf"


@contextmanager
def nginx(folder: Path, ports: dict[str, int]) -> Iterator[Path]:
    """Checked by itself, and started; the certificate."""
    certificate, configuration = certified(folder), configured(folder, ports)
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(configuration)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=30, check=False)
    assert (checked.returncode, "warn" in checked.stderr) == (0, False), checked.stderr
    with subprocess.Popen(command) as process:
        try:
            for _ in range(100):
                if (folder / "pid").exists() and (folder / "pid").read_text().strip():
                    break
                time.sleep(0.05)
            yield certificate
        finally:
            process.terminate()


def test_through_nginx_readers_and_editors_get_what_is_theirs_and_each_address_waits_for_itself(tmp_path: Path) -> None:
    desk = Desk(tmp_path, f"sqlite:///{tmp_path}/desk.sqlite", small_list(tmp_path / "data"))
    assert desk.run("release").exit_code == 0
    ports = {name: free_port() for name in ("https", "http", "web", "desk")}
    lists, settings = tmp_path / "list", {**desk.environment, "MASTHEAD_PROXIES": "1"}
    with nginx(tmp_path, ports) as certificate, running(lists, tmp_path / "web", **{**settings, "PORT": str(ports["web"])}):
        one, other = (ThroughNginx(ports["https"], certificate, address) for address in ("127.0.0.2", "127.0.0.3"))
        with running(lists, tmp_path / "log", "--desk", **{**settings, "PORT": str(ports["desk"])}):
            moved = Client(ports["http"]).send("GET", "/outlets/paper", headers={"Host": "masthead.example"})
            assert (moved.status, moved.headers["location"]) == (301, "https://masthead.example/outlets/paper")
            assert one.get("/v1/lookup", url="https://paper.example/").json["outlet"]["id"] == "paper"
            pages = [one.get(path) for path in ("/", "/desk/sign-in", "/outlets/paper/report", "/v1/outlets/paper")]
            for page in pages:
                assert page.status == 200
                assert page.headers["strict-transport-security"] == "max-age=31536000"
                assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
                assert page.headers["x-content-type-options"] == "nosniff"
            sign_in = pages[1]
            cookie = sign_in.headers["set-cookie"]
            assert cookie.startswith("__Host-desk-form=") and "Secure" in cookie and "HttpOnly" in cookie
            assert 'name="text"' in pages[2].text
            token = sign_in.text.split('name="csrf_token" value="')[1].split('"')[0]
            proof = {"Cookie": cookie.partition(";")[0], "Referer": "https://masthead.example/desk/sign-in", "X-CSRFToken": token}
            asked = [
                one.send("POST", "/desk/sign-in/passkey/ask", b"", {**proof, "X-Forwarded-For": f"203.0.113.{number}"}).status
                for number in range(21)
            ]
            assert asked == [200] * 20 + [429]
            assert other.send("POST", "/desk/sign-in/passkey/ask", b"", proof).status == 200
        assert one.get("/v1/lookup", url="https://paper.example/").status == 200
        assert one.get("/desk/").status == 502


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    units = [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]
    assert len(units) == 4
    for unit in units:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/masthead/.venv/bin", str(Path(sys.executable).parent)))

    def found() -> str:
        command = ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout + done.stderr

    assert found() == ""
    web = tmp_path / "masthead-web.service"
    web.write_text(web.read_text().replace("NoNewPrivileges=yes", "NoNewPrivilege=yes"))
    assert "'NoNewPrivilege'" in found()


@pytest.mark.parametrize("file", ["Containerfile", "masthead.env"])
def test_what_the_recipes_set_are_settings(file: str) -> None:
    known = {variable(name) for name in Settings.model_fields}
    named = re.findall(r"\b((?:MASTHEAD_[A-Z_]+|DATABASE_URL|PORT))\b", (DEPLOY / file).read_text())
    assert named and set(named) <= known


def test_what_the_container_is_made_of_and_runs_is_there() -> None:
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    copied = [each.split()[1:-1] for each in lines if each.startswith("COPY ")]
    for name in (name for names in copied for name in names):
        kept = subprocess.run(["git", "ls-files", name], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert kept, f"{name} is not of the project"
    # what the program reads at its start is among it
    for path in (Settings().data, Settings().messages):
        assert path.relative_to(ROOT).parts[0] in {name for names in copied for name in names}
    command = json.loads(next(each for each in lines if each.startswith("CMD ")).removeprefix("CMD "))[-1]
    assert shlex.split(command)[:2] == ["masthead", "release"]
    module, _, name = shlex.split(command)[-1].partition(":")
    assert (ROOT / f"{module.replace('.', '/')}.py").read_text().count(f"{name} = ") == 1
    assert importlib.util.find_spec(module)
    for program in ("masthead", "gunicorn"):
        assert (Path(sys.executable).parent / program).exists()
    procfile = dict(each.split(": ", 1) for each in (ROOT / "Procfile").read_text().splitlines())["desk"]
    assert procfile.replace("127.0.0.1:${PORT:-8001}", "0.0.0.0:8000") in command
