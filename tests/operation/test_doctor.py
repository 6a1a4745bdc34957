"""Every planted misconfiguration is named, with its mend; a well installation has none of them."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone
from typer.testing import CliRunner

from murakami.cli import build
from murakami.config.environment import Environment
from murakami.config.operation.doctor import Finding, Patient, examine, outside, service, work
from murakami.config.operation.doctor import database as database_checks
from murakami.config.operation.doctor import disk as disk_checks
from murakami.config.operation.manifest import Manifest, write_manifest
from murakami.config.readiness import refusals_of_environment
from murakami.foundation.events.operations import append
from murakami.foundation.files.scanning import ScannerGone, bind_scanner
from murakami.foundation.limits.addresses import read_networks
from murakami.foundation.spool.models import Carrying, Message
from murakami.foundation.spool.operations import enqueue
from tests.operation.examined import asked, codes
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
EC_KEY = "no key at all"


def test_doctor__finds_nothing_grave_where_nothing_is_wrong(well: Environment, mailed: None) -> None:
    load_packs()
    remarks = {"backup-not-set", "words-missing", "fonts-missing", "postgresql-not-durable"}  # of the machine of the tests
    assert codes(examine(Patient(well, timezone.now()))) - remarks == set()


SETTINGS: list[tuple[Callable[[Patient], Iterator[Finding]], dict[str, Any], str]] = [
    (service.check_secret_key, {"secret_key": ""}, "secret-key-missing"),
    (service.check_secret_key, {"secret_key": "ab" * 40}, "secret-key-weak"),
    (service.check_secret_key, {"secret_key": "short"}, "secret-key-weak"),
    (service.check_modes, {"demo": True}, "demo-in-service"),
    (service.check_modes, {"debug": True}, "debug-in-service"),
    (service.check_addresses, {"base_url": ""}, "base-url-missing"),
    (service.check_addresses, {"base_url": "shinsei.example.jp"}, "base-url-wrong"),
    (service.check_addresses, {"base_url": "http://shinsei.example.jp"}, "not-https"),
    (service.check_addresses, {"allowed_hosts": ("*",)}, "allowed-hosts-wrong"),
    (service.check_metrics, {"metrics_from": read_networks(["0.0.0.0/0"])}, "metrics-open"),
    (service.check_metrics, {"metrics_from": read_networks(["10.0.0.5", "::/0"])}, "metrics-open"),
    (service.check_metrics, {"metrics_from": read_networks(["10.0.0.5"]), "metrics_token": "short"}, "metrics-token-short"),
    (service.check_zone_shape, {"zone": "edge"}, "spool-missing"),
    (service.check_zone_shape, {"zone": "core", "spool_dir": Path("/nowhere/between")}, "spool-missing"),
    (service.check_zone_shape, {"zone": "core"}, "zone-alone"),
    (service.check_zone_shape, {"spool_dir": Path("/nowhere/between")}, "spool-not-used"),
    (service.check_card_sign_in, {"oidc_client_id": "us"}, "oidc-issuer-missing"),
    (service.check_business_sign_in, {"business_id_client_id": "us"}, "business-id-issuer-missing"),
    (service.check_business_sign_in, {"business_id_issuer": "https://id.example.jp/oauth/", "business_id_client_id": "us"},
     "business-id-wrong"),
    (service.check_business_sign_in, {"business_id_issuer": "http://id.example.jp", "business_id_client_id": "us",
                                      "business_id_client_secret": "s"}, "business-id-wrong"),
    (service.check_card_sign_in, {"oidc_issuer": "https://id.example.jp", "oidc_client_id": "us"}, "oidc-wrong"),
    (service.check_card_sign_in, {"oidc_issuer": "http://id.example.jp", "oidc_private_key": EC_KEY}, "oidc-wrong"),
    (disk_checks.check_data_dir, {"data_dir": Path("/nowhere/data")}, "data-dir-missing"),
    (disk_checks.check_data_dir, {"data_dir": Path("/proc")}, "data-dir-not-writable"),
    (database_checks.check_packs, {"packs": (Path("/nowhere/pack"),)}, "packs-missing"),
    (work.check_backup, {"backup_dir": None}, "backup-not-set"),
    (work.check_backup, {"backup_dir": Path("/nowhere/backups")}, "backup-old"),
]


@pytest.mark.parametrize(("check", "planted", "code"), SETTINGS, ids=[f"{code}-{n}" for n, (_, _, code) in enumerate(SETTINGS)])
def test_setting__is_named(check: Callable[[Patient], Iterator[Finding]], planted: dict[str, Any], code: str,
                           well: Environment) -> None:
    assert asked(check, well) - {"packs-not-loaded", "backup-not-set"} == set()
    assert code in asked(check, replace(well, **planted))


def test_clock__that_is_behind_the_software_is_named(well: Environment) -> None:
    assert asked(service.check_clock, well, datetime(2020, 1, 1, tzinfo=timezone.now().tzinfo)) == {"clock-behind"}


def test_clock__that_jumped_is_named_by_what_it_left(well: Environment, at: datetime) -> None:
    append(kind="case.received", subject_key="a", at=at)
    assert asked(work.check_time_of_records, well, at) == set()
    assert asked(work.check_time_of_records, well, at - timedelta(hours=1)) == {"clock-jumped"}


def test_carrying__that_is_hindered_or_unanswered_is_named(well: Environment, settings: Any, at: datetime) -> None:
    settings.ZONE = "edge"
    edge = replace(well, zone="edge", spool_dir=Path("/nowhere/between"))
    assert asked(work.check_carrying, edge, at) == {"zone-silent"}
    assert asked(work.check_carrying, replace(edge, spool_dir=None), at) == set()
    Carrying.objects.create(pk=1, heard_at=at)
    assert asked(work.check_carrying, edge, at) == set()
    Carrying.objects.update(trouble="not_paired", detail="1234")
    assert asked(work.check_carrying, edge, at) == {"carrying-hindered"}


def test_core__may_stand_alone_and_edge_may_not(well: Environment) -> None:
    assert not list(refusals_of_environment(replace(well, zone="core")))
    assert list(refusals_of_environment(replace(well, zone="edge")))


def test_directory_between__on_a_mount_that_hangs_is_named(well: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(service, "_PATIENCE_SECONDS", 0.05)
    core, over = replace(well, zone="core", spool_dir=tmp_path), threading.Event()
    assert asked(service.check_zone_shape, core) == set()
    monkeypatch.setattr(service.Path, "is_dir", lambda _: over.wait(20))
    assert asked(service.check_zone_shape, core) == {"spool-hangs"}
    over.set()


def test_data_dir__that_others_read_is_named(well: Environment) -> None:
    well.data_dir.chmod(0o755)
    assert asked(disk_checks.check_data_dir, well) == {"data-dir-open"}


def test_key__that_others_read_is_named(well: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (well.data_dir / "keys").mkdir(mode=0o700)
    (well.data_dir / "keys" / "a.pem").write_text("key")
    (well.data_dir / "keys" / "a.pem").chmod(0o640)
    assert asked(disk_checks.check_key_files, well) == {"key-readable"}
    (well.data_dir / "keys" / "a.pem").chmod(0o600)
    assert asked(disk_checks.check_key_files, well) == set()
    (tmp_path / "secret").write_text("key")
    (tmp_path / "secret").chmod(0o644)
    monkeypatch.setenv("MURAKAMI_SECRET_KEY_FILE", str(tmp_path / "secret"))
    assert asked(disk_checks.check_key_files, well) == {"key-readable"}


@pytest.mark.parametrize(("free", "grave"), [(1024**3, False), (100 * 1024**2, True)])
def test_disk__nearly_full_is_named(well: Environment, monkeypatch: pytest.MonkeyPatch, free: int, grave: bool) -> None:
    monkeypatch.setattr(disk_checks.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    [finding] = disk_checks.check_room(Patient(well, timezone.now()))
    assert (finding.code, finding.is_grave) == ("disk-nearly-full", grave)


def test_sqlite_on_a_network_disk__is_named(well: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {well.data_dir} nfs4 rw 0 0\n")
    monkeypatch.setattr(disk_checks, "_MOUNTS", mounts)
    assert asked(disk_checks.check_file_system, replace(well, database_url="")) == {"sqlite-on-network"}
    assert asked(disk_checks.check_file_system, replace(well, database_url="postgres://a/b")) == set()


def test_fonts__that_are_missing_are_named(well: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("murakami.adapters.pdf.glyphs.font_files", list)
    assert asked(disk_checks.check_fonts, well) == {"fonts-missing"}


def test_database__that_does_not_answer_is_named_and_the_rest_still_asked(
    well: Environment, mailed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("connection to server failed: Connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert {"database-unreachable", "secret-key-missing"} <= codes(examine(Patient(replace(well, secret_key=""), timezone.now())))


def test_migrations__that_wait_are_named(well: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_checks.MigrationExecutor, "migration_plan", lambda *_: [object()])
    assert asked(database_checks.check_migrations, well) == {"migrations-pending"}


def test_triggers__that_are_missing_are_named(well: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_checks, "list_missing_triggers", lambda: ("append_only_x",))
    assert asked(database_checks.check_migrations, well) == {"triggers-missing"}


def test_upgrade__that_was_cut_off_is_named(well: Environment) -> None:
    (well.data_dir / "maintenance.json").write_text("{}")
    assert asked(database_checks.check_release, well) == {"closed"}
    (well.data_dir / "upgrade.json").write_text("{}")
    assert asked(database_checks.check_release, well) == {"upgrade-unfinished"}


def test_data_of_another_release__are_named(well: Environment) -> None:
    (well.data_dir / "release.json").write_text(json.dumps({"release": "9.0.0"}))
    assert asked(database_checks.check_release, well) == {"release-differs"}


def test_tables_of_the_other_zone__are_named(well: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_checks.apps, "get_models", list)
    assert asked(database_checks.check_zone_of_database, replace(well, zone="edge")) == {"zone-wrong"}
    assert asked(database_checks.check_zone_of_database, well) == set()


def test_packs__that_are_not_loaded_or_wrong_are_named(well: Environment, tmp_path: Path) -> None:
    assert asked(database_checks.check_packs, well) == {"packs-not-loaded"}
    (tmp_path / "pack.yaml").write_text("pack: wrong\n")
    assert asked(database_checks.check_packs, replace(well, packs=(tmp_path,))) == {"packs-invalid"}


@pytest.mark.parametrize(("version", "encoding", "code"), [(120_000, "UTF8", "postgresql-old"), (150_000, "EUC_JP", "postgresql-encoding")])
def test_postgresql__that_is_old_or_cannot_write_every_name_is_named(
    well: Environment, monkeypatch: pytest.MonkeyPatch, version: int, encoding: str, code: str
) -> None:
    cursor = SimpleNamespace(execute=lambda *_: None, fetchone=lambda: (version, encoding), __enter__=None, __exit__=None)
    monkeypatch.setattr(database_checks, "connection", SimpleNamespace(vendor="postgresql", cursor=lambda: _entered(cursor)))
    monkeypatch.setattr(database_checks, "read_postgresql", lambda _: {"fsync": "off"})
    monkeypatch.setattr(database_checks, "_collation", lambda: iter(()))
    assert asked(database_checks.check_postgresql, well) == {code, "postgresql-not-durable"}


@pytest.mark.parametrize(("waits", "late", "found"), [
    (False, False, set()), (True, False, {"postgresql-replica-away"}), (False, True, {"postgresql-replica-asynchronous"})])
def test_replica__that_is_away_or_not_waited_for_is_named(
    well: Environment, monkeypatch: pytest.MonkeyPatch, waits: bool, late: bool, found: set[str]
) -> None:
    monkeypatch.setattr(database_checks, "connection", SimpleNamespace(vendor="postgresql"))
    monkeypatch.setattr(database_checks, "waits_for_replica", lambda _: waits)
    monkeypatch.setattr(database_checks, "replicates_later", lambda _: late)
    assert asked(database_checks.check_replica, well) == found


class _entered:  # noqa: N801 - a context manager over a made-up cursor
    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __enter__(self) -> Any:
        return self._cursor

    def __exit__(self, *_: object) -> None:
        return None


def test_worker__that_does_not_run_is_named(well: Environment, at: datetime) -> None:
    enqueue("some.work", payload={}, key="a", not_before=at)
    assert asked(work.check_worker, well, at + timedelta(minutes=9)) == set()
    assert asked(work.check_worker, well, at + timedelta(minutes=11)) == {"worker-not-running"}
    Message.objects.update(leased_by="killed", leased_until=at + timedelta(minutes=3))
    assert asked(work.check_worker, well, at + timedelta(hours=1)) == {"worker-not-running"}


def test_messages__that_failed_for_good_are_named(well: Environment, at: datetime) -> None:
    enqueue("some.work", payload={}, key="a", not_before=at)
    Message.objects.update(dead_at=at)
    assert asked(work.check_dead, well) == {"messages-dead"}


@pytest.mark.parametrize(("age", "found"), [(timedelta(hours=1), set()), (timedelta(hours=30), {"backup-old"})])
def test_backup__that_is_too_old_is_named(well: Environment, tmp_path: Path, at: datetime, age: timedelta, found: set[str]) -> None:
    folder = tmp_path / "shelf" / "all-1"
    folder.mkdir(parents=True)
    write_manifest(folder, Manifest(release="0.2.0", zone="all", vendor="sqlite", server="", taken_at=at - age, ended_at=at,
                                    migrations={}, counts={}, parts=[], files=0))
    assert asked(work.check_backup, replace(well, backup_dir=tmp_path / "shelf"), at) == found | {"backup-same-disk"}


def test_mail_server__that_refuses_is_named(well: Environment) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{nobody.getsockname()[1]}"
        assert asked(outside.check_mail, replace(well, email_url=url)) == {"mail-refuses"}


def test_scanner__that_is_dead_is_named(well: Environment) -> None:
    class Dead:
        def find_virus(self, data: bytes) -> str:
            raise ScannerGone("no answer")

    assert asked(outside.check_scanner, well) == set()
    bind_scanner(Dead())
    try:
        assert asked(outside.check_scanner, well) == {"scanner-dead"}
    finally:
        bind_scanner(None)


def test_doctor__speaks_to_programs_and_says_by_its_exit_code(
    well: Environment, mailed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(well, secret_key=""))
    answer = CliRunner().invoke(build(), ["doctor", "--json"])
    said = json.loads(answer.output)
    assert answer.exit_code == 1
    assert {"code", "problem", "mend", "is_grave"} == set(said[0])
    assert "× MURAKAMI_SECRET_KEY がありません" in CliRunner().invoke(build(), ["doctor"]).output


def test_timers__that_systemd_does_not_know_are_named(tmp_path: Path) -> None:
    wanted = tmp_path / "timers.target.wants"
    wanted.mkdir()
    for name in service._TIMERS[1:]:
        (wanted / name).symlink_to(tmp_path / name)
    [found] = service.missing_timers(tmp_path)
    assert found.code == "timer-missing"
    assert "murakami-backup.timer" in found.mend
    assert "murakami-doctor.timer" not in found.mend
    (wanted / service._TIMERS[0]).symlink_to(tmp_path)
    assert not list(service.missing_timers(tmp_path))


def test_metrics__for_one_machine_are_well(well: Environment) -> None:
    assert asked(service.check_metrics, replace(well, metrics_from=read_networks(["10.0.0.5"]))) == set()
