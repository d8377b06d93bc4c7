"""A web server for fixture pages: answers for every host name, over http and https, and remembers who asked for what."""

import datetime
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Answer:
    """What one address answers."""

    body: bytes
    headers: dict[str, str]


@dataclass
class Site:
    """The fixture pages by address, and the addresses asked for, in order."""

    http_port: int
    https_port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def serve(self, url: str, body: str | bytes, **headers: str) -> str:
        """Serve `body` under `url` (https or http, any host) and return `url`. Header names: `_` stands for `-`."""
        data = body.encode() if isinstance(body, str) else body
        sent = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
        self.answers[url] = Answer(data, sent)
        return url

    def answer(self, url: str) -> Answer | None:
        """Note that `url` was asked for, and give what it answers; without a query of its own, the address without one."""
        self.asked.append(url)
        return self.answers.get(url) or self.answers.get(urlsplit(url)._replace(query="").geturl())


def start(folder: Path) -> Site:
    """Start both servers on free ports, with a certificate made in `folder`; they end with the process."""
    certificate, key = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    plain, secure = _Server(), _Server()
    secure.socket = context.wrap_socket(secure.socket, server_side=True, do_handshake_on_connect=False)
    site = Site(plain.server_address[1], secure.server_address[1])
    for server, scheme in ((plain, "http"), (secure, "https")):
        server.site, server.scheme = site, scheme
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return site


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: "_Server"

    def do_GET(self) -> None:
        url = f"{self.server.scheme}://{self.headers.get('Host', '')}{self.path}"
        answer = self.server.site.answer(url)
        body = answer.body if answer else b"not found"
        self.send_response(200 if answer else 404)
        for name, value in (answer.headers if answer else {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_HEAD = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `Site.asked` is the log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site
    scheme: str

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up early is no error of a test."""


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate and its key, as PEM files in `folder`; the browsers are told to accept any certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fixture.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("*.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "fixture.crt", folder / "fixture.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return paths
