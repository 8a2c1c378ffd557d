"""An authority, who trusts it, and the contexts of its TLS servers: a good one, and each that nobody should trust."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from pos_terminal.adapters.sessionm.tls import Tls

NAME = "cloudpos.example"
"""The platform's name, where a test has one looked up."""
_LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
_FAR_OFF = datetime(2201, 1, 1, tzinfo=UTC)
_HOSTS = (NAME, "127.0.0.1")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trust(authority: trustme.CA, tmp_path: Path) -> Tls:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return Tls(tmp_path / "ca.pem")


def good(authority: trustme.CA) -> ssl.SSLContext:
    return _context(authority.issue_cert(*_HOSTS))


def _for_another_host(authority: trustme.CA) -> ssl.SSLContext:
    return _context(authority.issue_cert("elsewhere.example", "127.0.0.2"))


def _of_another_authority(_authority: trustme.CA) -> ssl.SSLContext:
    return _context(trustme.CA().issue_cert(*_HOSTS))


def _expired(authority: trustme.CA) -> ssl.SSLContext:
    return _context(authority.issue_cert(*_HOSTS, not_before=_LONG_AGO, not_after=_LONG_AGO.replace(year=2002)))


def _not_yet_valid(authority: trustme.CA) -> ssl.SSLContext:
    return _context(authority.issue_cert(*_HOSTS, not_before=_FAR_OFF, not_after=_FAR_OFF.replace(year=2202)))


def _of_an_old_version(authority: trustme.CA) -> ssl.SSLContext:
    """TLS 1.1 and no newer."""
    context = good(authority)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


Make = Callable[[trustme.CA], ssl.SSLContext]
DOUBTFUL: list[tuple[Make, str]] = [
    (_for_another_host, "mismatch"),
    (_of_another_authority, "unable to get local issuer certificate"),
    (_expired, "certificate has expired"),
    (_not_yet_valid, "certificate is not yet valid"),
    (_of_an_old_version, "."),
]
"""Contexts that nobody should trust, and what is said of them."""
