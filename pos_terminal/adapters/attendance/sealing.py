"""One secret that the shop's terminals share, as TLS in which each side proves to the other that it has it.

The secret becomes a key (scrypt, Ed25519) and the key a certificate, the same at every terminal. Both sides show it and
trust it alone, so that who has another secret gets no further than the handshake, and nothing that was heard on the
line can be sent once more (TLS 1.3).
"""

from __future__ import annotations

import hashlib
import os
import secrets
import ssl
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.x509 import Certificate

    from pos_terminal.domain.secret import Secret


class WeakSecret(Exception):
    """There is no secret, or one that could be guessed."""


SHORTEST = 20
"""A secret of fewer characters could be guessed by whoever reaches the port."""
_SALT = b"pos_terminal attendance 1"
_NAME = "pos_terminal attendance"
_FROM, _TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)
"""The same at every terminal; the clocks of two tills need not agree."""


def contexts(secret: Secret) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For the side that listens, and for the side that calls. About 0.1 s, so off the screen's thread.

    Raises WeakSecret.
    """
    if len(secret.reveal()) < SHORTEST:
        raise WeakSecret(f"[attendance] secret is missing or has fewer than {SHORTEST} characters")
    key = _key(secret.reveal())
    certificate = _certificate(key)
    return _context(ssl.PROTOCOL_TLS_SERVER, key, certificate), _context(ssl.PROTOCOL_TLS_CLIENT, key, certificate)


@cache
def _key(secret: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = hashlib.scrypt(secret.encode(), salt=_SALT, n=1 << 15, r=8, p=1, maxmem=1 << 26, dklen=32)
    return Ed25519PrivateKey.from_private_bytes(seed)


def _certificate(key: Ed25519PrivateKey) -> Certificate:
    """The same bytes whoever makes it: nothing in it is of the moment, and the signature is of the key alone."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    return builder.serial_number(1).not_valid_before(_FROM).not_valid_after(_TO).sign(key, None)


def _context(protocol: int, key: Ed25519PrivateKey, certificate: Certificate) -> ssl.SSLContext:
    from cryptography.hazmat.primitives import serialization

    context = ssl.SSLContext(protocol)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False  # whoever has the key is one of the shop's terminals, at whatever address
    context.verify_mode = ssl.CERT_REQUIRED
    shown = certificate.public_bytes(serialization.Encoding.PEM)
    context.load_verify_locations(cadata=shown.decode("ascii"))
    once = secrets.token_bytes(32)
    hidden = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(once)
    )
    with TemporaryDirectory(prefix="pos-attendance-") as folder:  # the library reads them from a file alone
        path = Path(folder) / "key"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(shown + hidden)
        context.load_cert_chain(path, password=once)
    return context
