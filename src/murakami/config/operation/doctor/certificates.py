"""Certificates and keys that end, or that the two zones do not share: whose signatures are trusted, our keys, the web server's."""

import socket
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography import x509

from murakami.config.operation.doctor.finding import Check, Finding, Patient
from murakami.foundation.keys.files import KeyRefused, keys_folder
from murakami.foundation.keys.zones import list_zone_keys
from murakami.foundation.spool.between import get_between
from murakami.kernel.dates import day_in_japan
from murakami.kernel.signatures import NotAnIssuer, fingerprints, is_in_force, read_anchors

_NEXT_GENERATION = timedelta(days=90)  # how long before it ends the next one has to be asked for
_RENEWAL = timedelta(days=30)
_OLDEST_KEY = timedelta(days=400)
_PATIENCE_SECONDS = 5
_FETCH = ("J-LIS から署名用認証局の証明書（PEM）をもらい、指紋を確かめて、MURAKAMI_SIGNATURE_ANCHORS_FILE のファイルに書いてください"
          "（docs/card-sign-in.md）。")


def check_anchors(patient: Patient) -> Iterator[Finding]:
    """Whose signatures are trusted must be readable, allowed to issue, and in force for some time."""
    try:
        anchors = read_anchors(patient.environment.signature_anchors)
    except NotAnIssuer as error:
        yield Finding("signature-anchor-not-issuer", f"信頼する認証局に、認証局ではない証明書があります（{error}）。", _FETCH)
    except ValueError as error:
        yield Finding("signature-anchors-unreadable", f"信頼する認証局の証明書が読めません（{str(error)[:100]}）。",
                      f"PEM の形のファイルにしてください（openssl x509 -inform DER -in もとのファイル）。なければ、{_FETCH}")
    else:
        yield from _time_of_anchors(anchors, patient.at)


def check_zone_keys(patient: Patient) -> Iterator[Finding]:
    """Keys between the zones are renewed once a year."""
    if patient.environment.zone == "all":
        return
    try:
        keys = list_zone_keys(patient.environment.zone, folder=keys_folder())
    except KeyRefused as error:
        yield Finding("zone-key-unreadable", "区域のあいだの鍵が使えません。何も行き来しません。", str(error))
        return
    if keys and patient.at - keys[0].card.made_at > _OLDEST_KEY:
        yield Finding("zone-key-old", f"区域のあいだの鍵が、1年より古くなりました（{day_in_japan(keys[0].card.made_at)}から）。",
                      "murakami keys rotate を、区域ごとに1回ずつ実行してください。", is_grave=False)


def check_web_certificate(patient: Patient) -> Iterator[Finding]:
    """The certificate of the web server in front, as visitors get it; where it cannot be reached from here, nothing is said."""
    address = urlsplit(patient.environment.base_url)
    if address.scheme != "https" or not address.hostname:
        return
    certificate = _certificate_of(address.hostname, address.port or 443)
    if certificate is None or certificate.not_valid_after_utc - patient.at > _RENEWAL:
        return
    is_over = certificate.not_valid_after_utc <= patient.at
    day = day_in_japan(certificate.not_valid_after_utc)
    yield Finding("web-certificate-over" if is_over else "web-certificate-ending",
                  f"{address.hostname} の証明書が、{day}に" + ("切れました。だれも安全に開けません。" if is_over else "切れます。"),
                  "新しい証明書を前に置くウェブサーバーに入れて、再読み込み（systemctl reload nginx など）してください。", is_grave=is_over)


def check_anchors_of_zones(patient: Patient) -> Iterator[Finding]:
    """Both zones must trust the same issuers: what one lets in the other could not check. SQL: 5."""
    between = get_between() if patient.environment.zone != "all" else None
    theirs = between.other.anchors if between else None
    try:
        ours = fingerprints(read_anchors(patient.environment.signature_anchors))
    except ValueError:
        return
    if between is not None and theirs is not None and theirs != ours:
        yield Finding("signature-anchors-differ",
                      f"信頼する認証局が、区域 {patient.environment.zone}（{len(ours)}）と {between.other.name}（{len(theirs)}）で違います。"
                      "受け付けた署名を、もう一方で確かめられません。",
                      "両方の MURAKAMI_SIGNATURE_ANCHORS_FILE を同じ中身にして、両方を起動し直してください（docs/card-sign-in.md）。")


def _time_of_anchors(anchors: tuple[x509.Certificate, ...], at: datetime) -> Iterator[Finding]:
    """Ended ones stay for what was signed in their time; one must be in force, and the last one not end too soon."""
    if not anchors:
        return
    if not any(is_in_force(anchor, at=at) for anchor in anchors):
        yield Finding("signature-anchors-over", "信頼する認証局の証明書が、どれも有効期間の外です。署名を受け付けられません。", _FETCH)
        return
    last = max(anchor.not_valid_after_utc for anchor in anchors)
    if last - at < _NEXT_GENERATION:
        yield Finding("signature-anchors-ending", f"信頼する認証局の証明書が、{day_in_japan(last)}にすべて切れます。", f"次の世代を足してください。{_FETCH}",
                      is_grave=False)


def _certificate_of(host: str, port: int) -> x509.Certificate | None:
    """Ask a server for its certificate, whoever issued it: only its dates are looked at."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection((host, port), _PATIENCE_SECONDS) as plain, context.wrap_socket(plain, server_hostname=host) as secured:
            der = secured.getpeercert(binary_form=True)
        return x509.load_der_x509_certificate(der) if der else None
    except (OSError, ValueError, x509.InvalidVersion):
        return None


CERTIFICATE_CHECKS: tuple[Check, ...] = (check_anchors, check_zone_keys, check_web_certificate)
