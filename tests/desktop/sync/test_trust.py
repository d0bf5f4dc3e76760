"""A site over TLS that cannot prove to be itself: told by why, sent nothing, and nothing of what waits is lost (R21)."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from izanau_desktop.cache import Cache, Edit
from izanau_desktop.cache.reads import common
from izanau_desktop.sync import engine
from izanau_desktop.sync.site import Site
from izanau_protocol.problems import PROBLEMS
from tests.desktop.sync.conftest import OWN, PROFILE, served

DAYS: Final = {"expired": (-30, -1), "not valid yet": (1, 30)}
NAMED: Final[dict[str, object]] = {"name": {"full": "Anna"}}


class Authority:
    """Vouches for certificates of this test."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._key, self._name = folder, ec.generate_private_key(ec.SECP256R1()), _name(name)
        self.file = folder / f"{name}.pem"
        made = _certificate(self._name, self._key, (-60, 60)).issuer_name(self._name)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def certify(self, host: str, days: tuple[int, int] = (-30, 30)) -> Path:
        """A certificate of a host for some days from today on, with its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(_name(host), key, days).issuer_name(self._name)
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
        file = self._folder / "host.pem"
        file.write_bytes(private + made.sign(self._key, hashes.SHA256()).public_bytes(encoding))
        return file


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(name: x509.Name, key: ec.EllipticCurvePrivateKey, days: tuple[int, int]) -> x509.CertificateBuilder:
    first, last = (dt.datetime.now(dt.UTC) + dt.timedelta(days=day) for day in days)
    made = x509.CertificateBuilder().subject_name(name).public_key(key.public_key())
    return made.serial_number(x509.random_serial_number()).not_valid_before(first).not_valid_after(last)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The one that this computer trusts."""
    found = Authority(tmp_path, "trusted")
    monkeypatch.setenv("SSL_CERT_FILE", str(found.file))
    return found


@pytest.fixture
def proof() -> ssl.SSLContext:
    """What the site proves itself by; a certificate may be laid in at any time."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


@pytest.fixture
def url(double: Any, proof: ssl.SSLContext) -> Iterator[str]:
    with served(double, proof) as port:
        yield f"https://localhost:{port}"


def wrong(how: str, authority: Authority, folder: Path) -> Path:
    """A certificate that proves nothing."""
    if how == "unknown root":
        return Authority(folder, "stranger").certify("localhost")
    return authority.certify("elsewhere.example" if how == "wrong host" else "localhost", DAYS.get(how, (-30, 30)))


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("expired", "site_expired"),
        ("not valid yet", "site_expired"),
        ("wrong host", "site_misnamed"),
        ("unknown root", "site_untrusted"),
    ],
)
def test_site_that_proves_nothing_is_told_by_why_and_what_waits_goes_once_it_does(
    how: str,
    code: str,
    authority: Authority,
    proof: ssl.SSLContext,
    double: Any,
    site: Site,
    cache: Cache,
    tmp_path: Path,
) -> None:
    proof.load_cert_chain(wrong(how, authority, tmp_path))
    cache.edit([Edit("profile", PROFILE, OWN, NAMED)])
    problem = engine.sync(cache, site).problem
    assert problem is not None
    assert (problem.code, double.asked) == (code, [])
    assert all((*PROBLEMS[code],))
    assert common.status(cache).waiting == 1
    proof.load_cert_chain(authority.certify("localhost"))
    assert engine.sync(cache, site).problem is None
    assert double.view(OWN, "profile", PROFILE) == NAMED


def test_site_that_speaks_no_tls_proves_nothing(double: Any, cache: Cache) -> None:
    with served(double) as port:
        bare = Site(f"https://localhost:{port}")
        cache.edit([Edit("profile", PROFILE, OWN, NAMED)])
        problem = engine.sync(cache, bare).problem
        bare.close()
    assert problem is not None
    assert (problem.code, double.asked) == ("site_untrusted", [])
    assert common.status(cache).waiting == 1
