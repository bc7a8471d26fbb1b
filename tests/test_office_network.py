"""TLS in an office without anybody outside: the certificate is trusted by whoever trusts the authority, and by nobody else."""

import ipaddress
import os
import ssl
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from caunoi.config import certificates
from caunoi.config.installation import InstallationError
from caunoi.devtools.test_databases import ON_POSTGRES
from tests.servers import CLUB, done, serving

once = pytest.mark.skipif(os.environ["CAUNOI_KIND"] == "hub" or ON_POSTGRES, reason="needs no database: once is enough")
pytestmark = once


def make(out, *hosts):
    return certificates.main([*(word for host in hosts for word in ("--host", host)), "--out", str(out)])


def chain(out):
    return x509.load_pem_x509_certificates((out / "server.crt").read_bytes())


def verify(out, host, leaf=None):
    server, authority = chain(out)
    asked = x509.DNSName(host) if not host[0].isdigit() else x509.IPAddress(ipaddress.ip_address(host))
    return PolicyBuilder().store(Store([authority])).build_server_verifier(asked).verify(leaf or server, [])


def test_it_vouches_for_these_hosts_and_no_other(tmp_path, capsys):
    make(tmp_path, "so-tay.lan", "192.0.2.7")
    assert verify(tmp_path, "so-tay.lan") and verify(tmp_path, "192.0.2.7")
    for other in ("bank.example", "192.0.2.8"):
        with pytest.raises(VerificationError):
            verify(tmp_path, other)
    server, authority = chain(tmp_path)
    assert server.not_valid_after_utc - server.not_valid_before_utc <= timedelta(days=398)
    assert authority.not_valid_after_utc - authority.not_valid_before_utc > timedelta(days=3649)
    out = capsys.readouterr().out
    assert "SHA-256" in out and "Android" in out and "so-tay.lan" in out
    for name in ("server.key", "authority.key"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_stolen_authority_cannot_vouch_for_another_name(tmp_path):
    make(tmp_path, "so-tay.lan")
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key((tmp_path / "authority.key").read_bytes(), None)
    authority = chain(tmp_path)[1]
    forged = certificates._server(
        authority,
        key,
        ec.generate_private_key(ec.SECP256R1()),
        ["bank.example"],
        authority.not_valid_before_utc + timedelta(hours=2),
    )
    with pytest.raises(VerificationError):
        verify(tmp_path, "bank.example", forged)


def test_renewing_keeps_the_authority_and_a_new_name_is_refused(tmp_path):
    make(tmp_path, "so-tay.lan")
    first = chain(tmp_path)
    make(tmp_path, "so-tay.lan")
    second = chain(tmp_path)
    assert first[1] == second[1] and first[0] != second[0]
    with pytest.raises(InstallationError, match="other names"):
        make(tmp_path, "khac.lan")
    (tmp_path / "authority.key").unlink()
    with pytest.raises(InstallationError, match="USB"):
        make(tmp_path, "so-tay.lan")
    assert chain(tmp_path) == second


@pytest.mark.long
def test_a_real_server_with_it(tmp_path):
    make(tmp_path / "tls", "localhost", "127.0.0.1")
    done(tmp_path / "club", "init", *CLUB)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "tls" / "authority.crt"))
    words = ("--certificate", str(tmp_path / "tls/server.crt"), "--key", str(tmp_path / "tls/server.key"))
    with serving(tmp_path / "club", *words, trust=trusting) as base:
        with urllib.request.urlopen(f"{base}/account/login/", context=trusting) as page:
            cookies = page.headers.get_all("Set-Cookie")
            assert cookies and all("; Secure" in cookie for cookie in cookies)
            assert page.headers["Strict-Transport-Security"]
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(f"{base}/", context=ssl.create_default_context())
