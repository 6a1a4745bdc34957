"""Certificates and keys that end, that cannot serve, or that the zones do not share."""

import json
import os
import socket
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import BasicConstraints, Certificate, CertificateBuilder, KeyUsage, Name, NameAttribute
from cryptography.x509.oid import NameOID
from django.utils import timezone

from murakami.config.environment import Environment
from murakami.config.operation.doctor import Patient, certificates
from murakami.config.operation.doctor import disk as disk_checks
from murakami.config.readiness import refusals_of_environment
from murakami.foundation.keys.files import keys_folder
from murakami.foundation.keys.zones import load_or_make_zone_keys
from murakami.foundation.spool.carrying.reporting import own_anchors
from murakami.foundation.spool.models import Carrying
from tests.operation.examined import asked

pytestmark = pytest.mark.django_db


def certificate_of(*, begins: timedelta, ends: timedelta, is_issuer: bool = True) -> Certificate:
    """A certificate in force from and until so long from now."""
    key, name, now = generate_private_key(SECP256R1()), Name([NameAttribute(NameOID.COMMON_NAME, "issuer")]), timezone.now()
    usage = KeyUsage(digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
                     key_agreement=False, key_cert_sign=is_issuer, crl_sign=False, encipher_only=False, decipher_only=False)
    return (CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
            .not_valid_before(now + begins).not_valid_after(now + ends)
            .add_extension(BasicConstraints(ca=is_issuer, path_length=None), critical=True)
            .add_extension(usage, critical=True).sign(key, SHA256()))


def pem_of(*years: int, is_issuer: bool = True) -> str:
    """Certificates that end in so many years from now, the first ten years before."""
    made = [certificate_of(begins=timedelta(days=365 * (year - 10)), ends=timedelta(days=365 * year), is_issuer=is_issuer) for year in years]
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in made)


ANCHORS = [
    (pem_of(5), set()), (pem_of(-1, 5), set()), (pem_of(-1), {"signature-anchors-over"}), (pem_of(11), {"signature-anchors-over"}),
    (pem_of(5, is_issuer=False), {"signature-anchor-not-issuer"}), ("no certificate", {"signature-anchors-unreadable"}),
    ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", {"signature-anchors-unreadable"}),
    (pem_of(0), {"signature-anchors-over"})]


@pytest.mark.parametrize(("pem", "found"), ANCHORS)
def test_signature_anchors__that_cannot_serve_are_named(well: Environment, pem: str, found: set[str]) -> None:
    assert asked(certificates.check_anchors, replace(well, signature_anchors=pem)) == found


def test_signature_anchors__that_all_end_soon_are_a_remark(well: Environment) -> None:
    soon = replace(well, signature_anchors=pem_of(-1, 2))
    [finding] = certificates.check_anchors(Patient(soon, timezone.now() + timedelta(days=2 * 365 - 80)))
    assert (finding.code, finding.is_grave) == ("signature-anchors-ending", False)


def test_server__does_not_start_with_anchors_that_cannot_serve(well: Environment) -> None:
    assert [refused for refused in refusals_of_environment(replace(well, signature_anchors="no certificate"))
            if "MURAKAMI_SIGNATURE_ANCHORS" in refused]
    assert not list(refusals_of_environment(replace(well, signature_anchors=pem_of(5))))


def test_signature_anchors__that_the_other_zone_does_not_have_are_named(well: Environment, settings: Any, at: datetime) -> None:
    settings.ZONE, edge = "edge", replace(well, zone="edge", signature_anchors=pem_of(5))
    Carrying.objects.create(pk=1, heard_at=at, report={"waiting": 0})
    assert asked(certificates.check_anchors_of_zones, edge, at) == set()  # a zone of an older release says nothing of it
    Carrying.objects.update(report={"anchors": []})
    assert asked(certificates.check_anchors_of_zones, edge, at) == {"signature-anchors-differ"}
    settings.SIGNATURE_ANCHORS = edge.signature_anchors
    Carrying.objects.update(report={"anchors": list(own_anchors())})
    assert asked(certificates.check_anchors_of_zones, edge, at) == set()


def test_certificates__that_are_public_are_no_readable_key(well: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "anchors.pem").write_text(pem_of(5))
    monkeypatch.setenv("MURAKAMI_SIGNATURE_ANCHORS_FILE", str(tmp_path / "anchors.pem"))
    assert asked(disk_checks.check_key_files, well) == set()


@pytest.mark.parametrize(("days", "found"), [(60, set()), (20, {"web-certificate-ending"}), (-1, {"web-certificate-over"})])
def test_certificate_of_the_web_server__that_ends_is_named(
    well: Environment, monkeypatch: pytest.MonkeyPatch, days: int, found: set[str]
) -> None:
    served = certificate_of(begins=timedelta(days=-100), ends=timedelta(days=days))
    monkeypatch.setattr(certificates, "_certificate_of", lambda *_: served)
    assert asked(certificates.check_web_certificate, well) == found
    assert asked(certificates.check_web_certificate, replace(well, base_url="http://localhost:8000")) == set()


def test_certificate_of_the_web_server__is_asked_for_as_a_visitor_would(tmp_path: Path) -> None:
    key = generate_private_key(SECP256R1())
    name = Name([NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(9)
            .not_valid_before(timezone.now()).not_valid_after(timezone.now() + timedelta(days=3)).sign(key, SHA256()))
    (tmp_path / "both.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor() as pool:
        answered = pool.submit(lambda: context.wrap_socket(listening.accept()[0], server_side=True).close())
        found = certificates._certificate_of("127.0.0.1", listening.getsockname()[1])
        answered.result(10)
    assert found == made
    assert certificates._certificate_of("127.0.0.1", 1) is None


def test_zone_key__that_is_old_or_unreadable_is_named(well: Environment, settings: Any, tmp_path: Path, at: datetime) -> None:
    settings.KEYS_DIR, edge = tmp_path / "keys", replace(well, zone="edge")
    assert asked(certificates.check_zone_keys, edge, at) == set()
    [key] = load_or_make_zone_keys("edge", folder=keys_folder(), at=at)
    assert asked(certificates.check_zone_keys, edge, key.card.made_at + timedelta(days=399)) == set()
    assert asked(certificates.check_zone_keys, edge, key.card.made_at + timedelta(days=401)) == {"zone-key-old"}
    next(settings.KEYS_DIR.glob("zone-edge-*")).write_bytes(b"no key")
    assert asked(certificates.check_zone_keys, edge, at) == {"zone-key-unreadable"}


def test_doctor__names_a_setting_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for written, said in ((None, "cannot be read"), (b"\xd0\x00DER", "holds no text")):
        if written:
            (tmp_path / "anchors.pem").write_bytes(written)
        done = subprocess.run([sys.executable, "-m", "murakami", "doctor", "--json"], capture_output=True, text=True, check=False,
                              env={**os.environ, "MURAKAMI_SIGNATURE_ANCHORS_FILE": str(tmp_path / "anchors.pem"),
                                   "DJANGO_SETTINGS_MODULE": "murakami.config.settings"})
        [finding] = json.loads(done.stdout)
        assert (done.returncode, finding["code"]) == (1, "setting-refused")
        assert said in finding["mend"]
        assert "Traceback" not in done.stderr
