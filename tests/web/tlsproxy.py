"""A server in front that speaks TLS, as the how-to has one set up: a terminator of a few lines, with its certificate.

Invariant: it passes on what came as it came, and adds the headers that the how-to names; it is gone with its test.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "casebook.example"


def certified(folder: Path) -> Path:
    """A certificate of its own making, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "certificate.pem"
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@contextmanager
def in_front(folder: Path) -> Iterator[tuple[socket.socket, ssl.SSLContext]]:
    """The listening door, and what trusts its certificate; where it leads to, `passing` is told."""
    file = certified(folder)
    trusting = ssl.create_default_context(cafile=str(file))
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door, trusting


def passing(door: socket.socket, folder: Path, port: int, *, by: str = "203.0.113.9") -> None:
    """Answer at the door from now on, and pass on to a port.

    Args:
        by: the address of the other end, as the proxy sees it: on this machine all would be one.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem")

    def answer() -> None:
        with suppress(OSError):
            while True:
                plain, _ = door.accept()
                Thread(target=_pass, args=(context, plain, port, by), daemon=True).start()

    Thread(target=answer, daemon=True).start()


def _pass(context: ssl.SSLContext, plain: socket.socket, port: int, by: str) -> None:
    with (
        suppress(OSError),
        context.wrap_socket(plain, server_side=True) as line,
        socket.create_connection(("127.0.0.1", port)) as inner,
    ):
        came = b""
        while b"\r\n\r\n" not in came:
            came += line.recv(65536)
        first, _, rest = came.partition(b"\r\n")
        head, _, body = rest.partition(b"\r\n\r\n")
        named = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"x-real-")]
        others = [one.partition(b":")[2].strip() for one in named if _is_forwarded(one)]
        kept = [one for one in named if not _is_forwarded(one)]
        kept.append(b"X-Forwarded-For: " + b", ".join([*others, by.encode()]))
        inner.sendall(b"\r\n".join([first, *kept, b"", b""]) + body)
        back = Thread(target=_pump, args=(inner, line), daemon=True)
        back.start()
        _pump(line, inner, close=False)
        back.join(30)


def _is_forwarded(header: bytes) -> bool:
    return header.lower().startswith(b"x-forwarded-for:")


def _pump(source: socket.socket, sink: socket.socket, *, close: bool = True) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    if close:
        with suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)
