"""What should be going on: the worker works, messages arrive, backups are young, the clock does not jump."""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.db.models import Q

from murakami.config.operation.doctor.finding import Check, Finding, Patient
from murakami.config.operation.shelf import list_backups
from murakami.foundation.spool.between import get_between
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.rules import local_places

_LATE = timedelta(minutes=10)
_DRIFT = timedelta(minutes=5)
OLDEST_BACKUP = timedelta(hours=26)


def check_worker(patient: Patient) -> Iterator[Finding]:
    """What is due is taken up within seconds; a lease that ran out belongs to a worker that is no more."""
    places = (*local_places(patient.environment.zone), "here")
    due = Message.objects.filter(place__in=places, dead_at=None, not_before__lte=patient.at - _LATE)
    waiting = due.filter(Q(leased_until=None) | Q(leased_until__lte=patient.at - _LATE)).count()
    if waiting:
        yield Finding("worker-not-running", f"{waiting}件の仕事が、10分を過ぎても始まっていません。裏の仕事をするもの（worker）が動いていません。",
                      "murakami serve（MURAKAMI_WORKER_INSIDE=1）か murakami worker を起動してください。待っている仕事は失われていません。")


def check_dead(patient: Patient) -> Iterator[Finding]:
    """What failed for good waits for a decision."""
    dead = Message.objects.filter(dead_at__isnull=False).count()
    if dead:
        yield Finding("messages-dead", f"{dead}件の送り状が、あきらめられたまま待っています。",
                      "murakami spool dead で見て、原因を直してから murakami spool retry してください。", is_grave=False)


def check_carrying(patient: Patient) -> Iterator[Finding]:
    """What waits for the other zone leaves within seconds, and the other zone is heard of within minutes."""
    between = get_between() if patient.environment.zone != "all" and patient.environment.spool_dir else None
    if between is None:
        return
    if between.trouble:
        yield Finding("carrying-hindered", f"区域のあいだの行き来が止まっています（{between.trouble}：{between.detail}）。失われたものはありません。",
                      "docs/zones.md の表にある直し方をしてください。直れば自分で続けます。")
    elif between.other.is_silent(at=patient.at):
        yield Finding("zone-silent", "もう一方の区域から、10分より長く便りがありません。",
                      "もう一方で murakami doctor を実行してください。待っているものは失われていません。", is_grave=False)


def check_backup(patient: Patient) -> Iterator[Finding]:
    """A backup of every night, and not on the disk whose loss it is for."""
    shelf, data = patient.environment.backup_dir, patient.environment.data_dir
    if shelf is None:
        yield Finding("backup-not-set", "MURAKAMI_BACKUP_DIR がありません。バックアップの新しさを確かめられません。",
                      "別のディスクの場所を MURAKAMI_BACKUP_DIR に書き、毎晩 murakami backup を動かしてください。", is_grave=False)
        return
    newest = [one.manifest.taken_at for one in list_backups(shelf) if one.manifest.zone == patient.environment.zone][-1:]
    if not newest or patient.at - newest[0] > OLDEST_BACKUP:
        when = newest[0].isoformat(timespec="minutes") if newest else "なし"
        yield Finding("backup-old", f"いちばん新しいバックアップが古すぎます（{when}）。", "murakami backup を実行し、毎晩動いているかを確かめてください。")
    if shelf.is_dir() and data.is_dir() and shelf.stat().st_dev == data.stat().st_dev:
        yield Finding("backup-same-disk", f"バックアップ（{shelf}）が、データと同じディスクにあります。", "別のディスクか、別のサーバーに置いてください。",
                      is_grave=False)


def check_time_of_records(patient: Patient) -> Iterator[Finding]:
    """Nothing can have happened after now."""
    newest = apps.get_model("events.Event").objects.order_by("-at").values_list("at", flat=True).first()
    if newest is not None and newest > patient.at + _DRIFT:
        yield Finding("clock-jumped", f"これから先（{newest.isoformat(timespec='minutes')}）に起きたという記録があります。時計が進んでいたか、いま遅れています。",
                      "時計を合わせてください（timedatectl set-ntp true）。記録は書き換えません。")


WORK_CHECKS: tuple[Check, ...] = (check_worker, check_dead, check_carrying, check_backup, check_time_of_records)
