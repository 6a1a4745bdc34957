"""Settings that are unsafe, or cannot work together."""

import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import murakami
from murakami.config.operation.doctor.finding import Check, Finding, Patient
from murakami.config.readiness import SHORTEST_KEY
from murakami.config.zones import serves

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_LEAST_SIGNS = 12  # a random key of fifty characters has some thirty different ones
_JAPAN = timedelta(hours=9)
_TIMERS = ("murakami-backup.timer", "murakami-verify.timer", "murakami-doctor.timer")
_WIDEST = {4: 16, 6: 48}  # the shortest prefix that is still one office
_SHORTEST_TOKEN = 32
_PATIENCE_SECONDS = 5


def check_secret_key(patient: Patient) -> Iterator[Finding]:
    """The key that signs sessions must be there and random."""
    key = patient.environment.secret_key
    mend = ("python3 -c 'import secrets; print(secrets.token_urlsafe(50))' で作り、自分だけが読めるファイルに書いて、"
            "MURAKAMI_SECRET_KEY_FILE にその場所を書いてください。")
    if not key:
        yield Finding("secret-key-missing", "MURAKAMI_SECRET_KEY がありません。", mend)
    elif len(key) < SHORTEST_KEY or len(set(key)) < _LEAST_SIGNS:
        yield Finding("secret-key-weak", "MURAKAMI_SECRET_KEY が短いか、でたらめではありません。", mend)


def check_modes(patient: Patient) -> Iterator[Finding]:
    """Demo and debugging must not face residents."""
    settings = patient.environment
    faces_residents = settings.base_url.startswith("https://") or settings.host not in _HERE
    if settings.demo and faces_residents:
        yield Finding("demo-in-service", "MURAKAMI_DEMO=1 のまま、外から見えるところで動きます。だれでもサインインできます。",
                      "MURAKAMI_DEMO を消してください。")
    if settings.debug and faces_residents:
        yield Finding("debug-in-service", "MURAKAMI_DEBUG=1 のままです。失敗のページに個人の情報が出ます。",
                      "MURAKAMI_DEBUG を消してください。")


def check_addresses(patient: Patient) -> Iterator[Finding]:
    """What residents see, what may be asked for, and https must fit together."""
    settings = patient.environment
    address = urlsplit(settings.base_url)
    if not settings.base_url:
        if not settings.demo:
            yield Finding("base-url-missing", "MURAKAMI_BASE_URL がありません。メールの中の案内が、このサーバーの外から開けません。",
                          "市民が見るアドレスを書いてください。例： https://shinsei.example.jp", is_grave=False)
    elif address.scheme not in {"http", "https"} or not address.hostname or address.path.strip("/"):
        yield Finding("base-url-wrong", f"MURAKAMI_BASE_URL（{settings.base_url}）がアドレスの形ではありません。",
                      "https:// とホスト名だけを書いてください。例： https://shinsei.example.jp")
    elif address.scheme == "http" and address.hostname not in _HERE:
        yield Finding("not-https", "MURAKAMI_BASE_URL が http:// です。書いたことや Cookie が、途中で読めてしまいます。",
                      "前に置くウェブサーバーに証明書を入れて、https:// にしてください。")
    for host in settings.allowed_hosts:
        if host == "*" or "/" in host or ":" in host:
            yield Finding("allowed-hosts-wrong", f"MURAKAMI_ALLOWED_HOSTS の「{host}」は、ホスト名ではありません。",
                          "ホスト名だけを、コンマで区切って書いてください。* は使えません。")


def check_clock(patient: Patient) -> Iterator[Finding]:
    """A clock before the software was made is wrong; and days must change at midnight in Japan."""
    made = datetime.fromtimestamp(Path(murakami.__file__).stat().st_mtime, tz=UTC)
    if patient.at < made - timedelta(days=1):
        yield Finding("clock-behind", f"時計が遅れています（{patient.at.isoformat(timespec='minutes')}）。このソフトウェアが作られたときより前です。",
                      "timedatectl set-ntp true などで、時計を合わせてください。")
    try:
        offset = patient.at.astimezone(ZoneInfo("Asia/Tokyo")).utcoffset()
    except ZoneInfoNotFoundError:
        offset = None
    if offset != _JAPAN:
        yield Finding("timezone-data", "日本時間を計算できません。期限や受付の日付がずれます。", "tzdata を入れてください（apt-get install tzdata）。")


def check_zone_shape(patient: Patient) -> Iterator[Finding]:
    """Two zones need the directory between them; one process needs none."""
    settings = patient.environment
    if settings.zone == "all":
        if settings.spool_dir is not None:
            yield Finding("spool-not-used", "MURAKAMI_SPOOL_DIR がありますが、MURAKAMI_ZONE=all では使いません。",
                          "2つに分けるなら MURAKAMI_ZONE を edge か core に、分けないなら MURAKAMI_SPOOL_DIR を消してください。",
                          is_grave=False)
        return
    if settings.zone == "core" and settings.spool_dir is None:
        yield Finding("zone-alone", "庁内側だけで動いています。住民のページとは、何も行き来しません。",
                      "住民のページもあるなら MURAKAMI_SPOOL_DIR を書いてください（docs/zones.md）。庁内だけで使うなら、このままで構いません。", is_grave=False)
        return
    is_there = is_directory(settings.spool_dir) if settings.spool_dir else False
    if is_there is None:
        yield Finding("spool-hangs", f"区域のあいだのディレクトリー（{settings.spool_dir}）が答えません。提出されたものが、もう一方に届きません。失われてはいません。",
                      "もう一方の区域のサーバーに届くか（ssh）を確かめてください。届けば自分で続けます。届くのに直らなければ、umount -l のあとで mount してください。")
    elif not is_there:
        yield Finding("spool-missing", f"区域のあいだのディレクトリー（{settings.spool_dir or 'MURAKAMI_SPOOL_DIR がありません'}）が使えません。"
                      "提出されたものが、もう一方に届きません。失われてはいません。",
                      "MURAKAMI_SPOOL_DIR を確かめ、つながっていなければ、つないで（mount して）ください。つながれば自分で続けます。")


def is_directory(place: Path) -> bool | None:
    """Say whether a directory is there; None where its file system does not answer, as a mount whose other end is away."""
    found: list[bool] = []
    asking = threading.Thread(target=lambda: found.append(place.is_dir()), daemon=True)  # such a question cannot be taken back
    asking.start()
    asking.join(_PATIENCE_SECONDS)
    return found[0] if found else None


def check_card_sign_in(patient: Patient) -> Iterator[Finding]:
    """The provider of cards needs issuer, identifier and key, all three."""
    settings = patient.environment
    if not serves(settings.zone, "edge"):
        return
    if not settings.oidc_issuer:
        if settings.oidc_client_id or settings.oidc_private_key:
            yield Finding("oidc-issuer-missing", "MURAKAMI_OIDC_ISSUER がないので、カードでサインインできません。",
                          "提供者のアドレスを MURAKAMI_OIDC_ISSUER に書いてください。")
        return
    from murakami.adapters.digital_auth.configuration import read_configuration  # noqa: PLC0415
    from murakami.adapters.openid.settings import ConfigurationRefused  # noqa: PLC0415

    try:
        read_configuration(issuer=settings.oidc_issuer, client_id=settings.oidc_client_id,
                           private_key=settings.oidc_private_key)
    except ConfigurationRefused as refused:
        yield Finding("oidc-wrong", f"カードでのサインインの設定が使えません（{str(refused).partition(':')[0]}）。",
                      f"{refused}（docs/card-sign-in.md）")


def check_business_sign_in(patient: Patient) -> Iterator[Finding]:
    """The provider of firms' accounts needs issuer, identifier and secret, all three."""
    settings = patient.environment
    if not serves(settings.zone, "edge"):
        return
    if not settings.business_id_issuer:
        if settings.business_id_client_id or settings.business_id_client_secret:
            yield Finding("business-id-issuer-missing", "MURAKAMI_BUSINESS_ID_ISSUER がないので、事業者がサインインできません。",
                          "提供者のアドレスを MURAKAMI_BUSINESS_ID_ISSUER に書いてください。")
        return
    from murakami.adapters.business_id.configuration import read_configuration  # noqa: PLC0415
    from murakami.adapters.openid.settings import ConfigurationRefused  # noqa: PLC0415

    try:
        read_configuration(issuer=settings.business_id_issuer, client_id=settings.business_id_client_id,
                           client_secret=settings.business_id_client_secret)
    except ConfigurationRefused as refused:
        yield Finding("business-id-wrong", f"事業者のサインインの設定が使えません（{str(refused).partition(':')[0]}）。",
                      f"{refused}（docs/business-sign-in.md）")


def check_timers(patient: Patient) -> Iterator[Finding]:
    """Where a bundle installed us, systemd must know backup, verify and doctor."""
    release = Path(sys.prefix).parent
    if not (release / "bundle.json").is_file():
        return
    yield from missing_timers(release.parents[3] / "etc" / "systemd" / "system")


def missing_timers(units: Path) -> Iterator[Finding]:
    """Name the timers that are not enabled in systemd's directory `units`."""
    missing = [name for name in _TIMERS if not (units / "timers.target.wants" / name).is_symlink()]
    if missing:
        yield Finding("timer-missing", f"決まった時間の仕事が動きません（{'、'.join(missing)}）。",
                      f"systemctl enable --now {' '.join(missing)} を実行してください（なければ sudo ./install をもう一度）。")


def check_metrics(patient: Patient) -> Iterator[Finding]:
    """Figures of how busy the town hall is are for one machine, not for everybody."""
    settings = patient.environment
    wide = [str(network) for network in settings.metrics_from if network.prefixlen < _WIDEST[network.version]]
    if wide and not settings.metrics_token:
        yield Finding("metrics-open", f"/metrics を、だれでも読めます（{'、'.join(wide)}）。",
                      "MURAKAMI_METRICS_FROM に見張るコンピューターのアドレスだけを書くか、MURAKAMI_METRICS_TOKEN を決めてください。")
    if settings.metrics_token and len(settings.metrics_token) < _SHORTEST_TOKEN:
        yield Finding("metrics-token-short", "MURAKAMI_METRICS_TOKEN が短すぎます。当てられてしまいます。",
                      "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' で作り直してください。")


SERVICE_CHECKS: tuple[Check, ...] = (check_secret_key, check_modes, check_addresses, check_clock, check_zone_shape,
                                     check_card_sign_in, check_business_sign_in, check_metrics, check_timers)
