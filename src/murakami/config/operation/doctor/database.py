"""The database: it answers, keeps its promises, is of this release and this zone."""

from collections.abc import Iterator

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

import murakami
from murakami.config.operation.doctor.finding import Check, Finding, Patient
from murakami.config.operation.layout import database_file
from murakami.config.operation.upgrading import is_unfinished
from murakami.config.zones import ROOMS, serves
from murakami.foundation.database.append_only import list_missing_triggers
from murakami.foundation.database.closing import NOTICE, release_of_data
from murakami.foundation.database.postgresql.base import read_settings as read_postgresql
from murakami.foundation.database.postgresql.base import replicates_later, waits_for_replica
from murakami.foundation.packs.linting import lint

_OLDEST_POSTGRESQL = 14


def check_answers(patient: Patient) -> Iterator[Finding]:
    """Without it nothing can be recorded. A file that is not there is not made."""
    file = database_file()
    if file is not None and not file.exists():
        yield Finding("database-missing", f"データベース（{file}）がありません。",
                      "はじめてなら murakami migrate を、なくしたのなら murakami restore を実行してください。DATA_DIR も確かめてください。")
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except ImproperlyConfigured as error:
        yield Finding("database-not-durable", f"データベースが、受け取ったものを失うかもしれない設定です（{error}）。",
                      "DATA_DIR をこのサーバーのディスクに置くか、PostgreSQL の synchronous_commit を on にしてください。")
    except (DatabaseError, InterfaceError) as error:
        yield Finding("database-unreachable", f"データベースにつながりません（{str(error).strip().splitlines()[0][:200]}）。",
                      "PostgreSQL が動いているか、DATABASE_URL の名前と合いことば、または DATA_DIR を確かめてください。動けば自分でつなぎ直します。")


def check_release(patient: Patient) -> Iterator[Finding]:
    """The data must be of this release, whole."""
    if is_unfinished():
        yield Finding("upgrade-unfinished", "前の murakami upgrade が途中で止まっています。窓口は閉じたままです。",
                      "murakami upgrade をもう一度実行してください。バックアップに戻してから、やり直します。")
    elif (patient.environment.data_dir / NOTICE).exists():
        yield Finding("closed", "窓口が閉じたままです（murakami upgrade の途中か、途中で止まりました）。",
                      "murakami upgrade が動いていなければ、もう一度実行してください。")
    elif release_of_data() not in {"", murakami.__version__}:
        yield Finding("release-differs", f"データは版 {release_of_data()}、このソフトウェアは {murakami.__version__} です。",
                      "murakami upgrade を実行してください。")


def check_migrations(patient: Patient) -> Iterator[Finding]:
    """Every table must have the shape that the software knows."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        command = "upgrade" if executor.loader.applied_migrations else "migrate"
        yield Finding("migrations-pending", f"データベースの形が古いままです（あと{len(pending)}）。",
                      f"murakami {command} を実行してください。")
        return
    missing = list_missing_triggers()
    if missing:
        yield Finding("triggers-missing", f"書き換えを防ぐしかけがありません（{'、'.join(missing)}）。", "murakami migrate を実行してください。")


def check_zone_of_database(patient: Patient) -> Iterator[Finding]:
    """Tables of the other zone are here by mistake: nothing of the portal may even name a table of the agency."""
    ours = {model._meta.db_table for model in apps.get_models()}
    others = [room.label for room in ROOMS if not serves(patient.environment.zone, room.home)]
    tables = set(connection.introspection.table_names()) - ours
    found = sorted({label for label in others if any(table.startswith(f"{label}_") for table in tables)})
    if found:
        yield Finding("zone-wrong", f"区域 {patient.environment.zone} のデータベースに、もう一方の表があります（{'、'.join(found)}）。",
                      "MURAKAMI_ZONE と DATABASE_URL の組み合わせを確かめてください。区域ごとに別のデータベースを使います。")


def check_packs(patient: Patient) -> Iterator[Finding]:
    """The packs must be right, and loaded."""
    missing = [path for path in patient.environment.packs if not (path / "pack.yaml").is_file()]
    if missing:
        yield Finding("packs-missing", f"パックがありません（{'、'.join(map(str, missing))}）。", "MURAKAMI_PACKS の場所を直してください。")
    elif not lint(patient.environment.packs).is_clean:
        yield Finding("packs-invalid", "パックに間違いがあります。", "murakami packs lint で場所と直し方を見て、直してください。")
    elif not _has_procedures():
        yield Finding("packs-not-loaded", "パックが読み込まれていません。手続が1つもありません。", "murakami packs load を実行してください。")


def check_postgresql(patient: Patient) -> Iterator[Finding]:
    """A version that is kept, an encoding that carries every name, a sort order that its indexes were made with."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
        version, encoding = cursor.fetchone()
    if version // 10_000 < _OLDEST_POSTGRESQL:
        yield Finding("postgresql-old", f"PostgreSQL {version // 10_000} は古すぎます。", f"{_OLDEST_POSTGRESQL} 以上に上げてください。")
    if encoding != "UTF8":
        yield Finding("postgresql-encoding", f"データベースの文字コードが {encoding} です。書けない名前があります。",
                      "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 で作り直し、バックアップを戻してください。")
    off = [name for name, value in read_postgresql(connection).items() if value == "off"]
    if off:
        yield Finding("postgresql-not-durable", f"PostgreSQL の {'、'.join(off)} が off です。停電で、受け取ったものが失われます。",
                      "postgresql.conf で on にして、PostgreSQL を再起動してください。")
    yield from _collation()


def check_replica(patient: Patient) -> Iterator[Finding]:
    """A replica has what was acknowledged only where commits wait for it; and where they wait, it has to be there."""
    if connection.vendor != "postgresql":
        return
    if waits_for_replica(connection):
        yield Finding("postgresql-replica-away", "PostgreSQL の控えがつながっていません。書きこみが、控えを待って止まっています。失われたものはありません。",
                      "控えを起動してください。すぐに戻せないときは、ALTER SYSTEM SET synchronous_standby_names = '' と"
                      " SELECT pg_reload_conf() で1台で続け、戻ったら元の値にしてください（docs/deployment.md）。")
    elif replicates_later(connection):
        yield Finding("postgresql-replica-asynchronous", "PostgreSQL の控えを待たずに受け付けています。切り替えると、受付番号を伝えたものが失われることがあります。",
                      "synchronous_standby_names に控えの名前を書き、synchronous_commit を on にして、SELECT pg_reload_conf() を実行してください"
                      "（docs/deployment.md）。")


def _collation() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM information_schema.columns WHERE table_name = 'pg_database' AND column_name = 'datcollversion'")
        if cursor.fetchone() is None:
            return
        cursor.execute("SELECT datcollversion, pg_database_collation_actual_version(oid) FROM pg_database"
                       " WHERE datname = current_database()")
        recorded, actual = cursor.fetchone()
    if recorded != actual:
        yield Finding("postgresql-collation", f"並び順の決まりが、索引を作ったとき（{recorded}）と今（{actual}）で違います。検索に出ない行がありえます。",
                      "REINDEX DATABASE のあとで、ALTER DATABASE … REFRESH COLLATION VERSION を実行してください。")


def _has_procedures() -> bool:
    return bool(apps.get_model("procedures.Head").objects.exists())


DATABASE_CHECKS: tuple[Check, ...] = (check_release, check_migrations, check_zone_of_database, check_packs, check_postgresql,
                                      check_replica)
