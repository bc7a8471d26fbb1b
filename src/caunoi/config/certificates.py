"""`caunoi certificate`: TLS for an office network, without anybody outside: an authority of one's own and a certificate for one server."""

import argparse
import ipaddress
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from caunoi.config.installation import InstallationError

AUTHORITY_YEARS = 10
SERVER_DAYS = 397  # the longest that browsers take
AUTHORITY, AUTHORITY_KEY, CHAIN, KEY = "authority.crt", "authority.key", "server.crt", "server.key"
TRUST = """
Dấu nhận dạng / fingerprint (SHA-256): {fingerprint}

Trên mỗi máy và điện thoại, một lần / on each computer and phone, once:
  1. chép tệp {authority} qua USB hoặc Bluetooth, không qua mạng lạ / bring {authority} by USB or Bluetooth
  2. Android: Cài đặt → Bảo mật → Mã hoá và chứng chỉ → Cài chứng chỉ → Chứng chỉ CA
     iPhone: mở tệp, Cài đặt → Đã tải về hồ sơ; rồi Giới thiệu → Cài đặt tin cậy chứng chỉ: bật
     Windows: mở tệp → Cài đặt → Trusted Root · Linux, Firefox: Cài đặt → Chứng chỉ → Nhập
  3. so từng cặp số của dấu nhận dạng với dòng trên / compare the fingerprint with the line above
Rồi / then:
  CAUNOI_HOSTS={hosts} caunoi --data … serve --host 0.0.0.0 --port 443 --certificate {chain} --key {key}
{expires}: hết hạn; trước ngày đó chạy lại lệnh này / expires; run this command again before.
Máy và điện thoại không phải cài lại / phones keep trusting it.
Chuyển {authority_key} sang USB và cất kỹ / move {authority_key} to a USB stick: whoever has it can pretend to be this server."""


def main(words: list[str]) -> int:
    """Make, or renew, the certificate of a server; an authority that is there already is used again."""
    parser = argparse.ArgumentParser(prog="caunoi certificate", allow_abbrev=False)
    parser.add_argument(
        "--host", action="append", required=True, help="name or address in the office network; may be repeated; neutral"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    chosen = parser.parse_args(words)
    now = datetime.now(UTC)  # noqa: TID251  # a door, and Django has no settings yet
    out: Path = chosen.out
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority, authority_key = _authority(out, chosen.host, now)
    key = ec.generate_private_key(ec.SECP256R1())
    server = _server(authority, authority_key, key, chosen.host, now)
    _write(out / KEY, _private(key), 0o600)
    _write(out / CHAIN, _public(server) + _public(authority), 0o644)
    digits = authority.fingerprint(hashes.SHA256()).hex().upper()
    print(
        TRUST.format(
            fingerprint=":".join(digits[at : at + 2] for at in range(0, len(digits), 2)), hosts=",".join(chosen.host),
            authority=out / AUTHORITY, authority_key=out / AUTHORITY_KEY, chain=out / CHAIN, key=out / KEY,
            expires=f"{server.not_valid_after_utc:%d/%m/%Y}",
        )
    )  # fmt: skip
    return 0


def _authority(out: Path, hosts: list[str], now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    path, key_path = out / AUTHORITY, out / AUTHORITY_KEY
    if not path.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        _write(key_path, _private(key), 0o600)
        _write(path, _public(_new_authority(key, hosts, now)), 0o644)
    if not key_path.exists():
        raise InstallationError(
            f"{key_path} không có ở đây / is not here. Nothing was changed. Bring it back from its USB stick."
        )
    authority = x509.load_pem_x509_certificate(path.read_bytes())
    loaded = serialization.load_pem_private_key(key_path.read_bytes(), None)
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    if not isinstance(loaded, ec.EllipticCurvePrivateKey) or any(_allowed(host) not in permitted for host in hosts):
        raise InstallationError(
            f"{path} chỉ dùng cho tên khác / vouches for other names only. Nothing was changed. For a new name use an empty folder, "
            "and let phones trust the new authority."
        )
    return authority, loaded


def _new_authority(key: ec.EllipticCurvePrivateKey, hosts: list[str], now: datetime) -> x509.Certificate:
    """It can vouch for these hosts and no other: a stolen key opens no bank."""
    name = _name(f"{hosts[0]} CA")
    usage = x509.KeyUsage(
        False, False, False, False, False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False
    )
    return (
        _certificate(name, name, key.public_key(), now, timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.NameConstraints(permitted_subtrees=[_allowed(host) for host in hosts], excluded_subtrees=None),
            critical=True,
        )
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _server(
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    key: ec.EllipticCurvePrivateKey,
    hosts: list[str],
    now: datetime,
) -> x509.Certificate:
    usage = x509.KeyUsage(True, False, False, False, False, False, False, encipher_only=False, decipher_only=False)
    return (
        _certificate(_name(hosts[0]), authority.subject, key.public_key(), now, timedelta(days=SERVER_DAYS))
        .add_extension(x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, lives: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # clocks of phones differ
        .not_valid_after(now + lives)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _allowed(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_network(host))
    except ValueError:
        return x509.DNSName(host)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write(path: Path, content: bytes, mode: int) -> None:
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
