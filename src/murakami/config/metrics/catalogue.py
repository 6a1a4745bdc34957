"""Every figure: its name, kind, labels, and what it means. docs/metrics.md is written from here."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["gauge", "counter", "histogram"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `alarm` is a condition worth waking somebody for, in words, and `rule` the same in PromQL.

    `lasting` is for how long it has to hold, and `does` what whoever is woken does first.
    """

    name: str
    kind: Kind
    means: str
    labels: tuple[str, ...] = ()
    alarm: str = ""
    rule: str = ""
    lasting: str = "0m"
    does: str = "murakami doctor"


REQUEST_SECONDS: Final = Figure(
    "murakami_request_seconds", "histogram", "Requests by name of the route, method and status, with the time they took.",
    ("route", "method", "status"), "more than 1 % with status 5xx in ten minutes",
    rule="sum(rate(murakami_request_seconds_count{status=~\"5..\"}[10m])) / sum(rate(murakami_request_seconds_count[10m])) > 0.01", lasting="5m", does="journalctl -u murakami, then murakami doctor")
LIMITS_HIT: Final = Figure(
    "murakami_limits_hit_total", "counter", "Requests that were asked to wait because a limit was reached, by door.", ("door",))
BUILD: Final = Figure("murakami_build_info", "gauge", "Always 1; says release and zone.", ("version", "zone"))
READY: Final = Figure("murakami_ready", "gauge", "1 when `/readyz` says ready, 0 when something is missing.", (), "0 for five minutes",
    rule="murakami_ready == 0", lasting="5m", does="ask /readyz what is missing, then murakami doctor")
FILINGS: Final = Figure("murakami_filings", "gauge", "Filings that are kept, forgotten ones not counted; only where the portal is.")
SPOOL_WAITING: Final = Figure("murakami_spool_waiting", "gauge", "Messages and tasks that are not done yet.")
SPOOL_OLDEST: Final = Figure(
    "murakami_spool_oldest_seconds", "gauge", "How long ago the oldest of them was sent; 0 when none waits.", (),
    "more than an hour",
    rule="murakami_spool_oldest_seconds > 3600", lasting="10m", does="murakami spool status")
SPOOL_DEAD: Final = Figure(
    "murakami_spool_dead", "gauge", "Messages and tasks that failed for good and wait for a decision.", (), "more than 0",
    rule="murakami_spool_dead > 0", lasting="0m", does="murakami spool dead")
WORKER_LAG: Final = Figure(
    "murakami_worker_lag_seconds", "gauge", "How long the longest waiting piece of work is due and not taken up.", (),
    "more than ten minutes",
    rule="murakami_worker_lag_seconds > 600", lasting="0m", does="murakami doctor: does the worker run")
CARRYING: Final = Figure(
    "murakami_carrying_hindered", "gauge", "1 while something hinders the traffic between the zones, else 0.", (),
    "1 for ten minutes",
    rule="murakami_carrying_hindered == 1", lasting="10m", does="murakami spool status, docs/zones.md")
MAILS: Final = Figure(
    "murakami_mails", "gauge", "Tasks that send mail, by state: waiting or failed. Codes for sign-in are sent at once and not among them.",
    ("state",), "any failed",
    rule="murakami_mails{state=\"failed\"} > 0", lasting="0m", does="murakami spool dead")
QUARANTINE: Final = Figure("murakami_quarantine_files", "gauge", "Files that wait for a person or for the virus scanner.")
NIGHTLY: Final = Figure(
    "murakami_nightly_last_success_timestamp_seconds", "gauge", "When each work of the night was last done, by its name.",
    ("work",), "older than 26 hours",
    rule="time() - murakami_nightly_last_success_timestamp_seconds > 26 * 3600", lasting="0m", does="murakami spool dead")
BACKUP: Final = Figure(
    "murakami_backup_last_success_timestamp_seconds", "gauge",
    "When the newest whole backup of this zone in MURAKAMI_BACKUP_DIR was taken; absent without one.", (), "older than 26 hours, or absent",
    rule="time() - murakami_backup_last_success_timestamp_seconds > 26 * 3600 or absent(murakami_backup_last_success_timestamp_seconds)", lasting="0m", does="murakami backup")
DATABASE_BYTES: Final = Figure("murakami_database_bytes", "gauge", "The size of the database.")
FREE_BYTES: Final = Figure(
    "murakami_disk_free_bytes", "gauge", "Room on the disk of DATA_DIR.", (), "less than 2 GiB",
    rule="murakami_disk_free_bytes < 2 * 1024 * 1024 * 1024", lasting="5m", does="make room, then murakami doctor")

FIGURES: Final = (REQUEST_SECONDS, LIMITS_HIT, BUILD, READY, FILINGS, SPOOL_WAITING, SPOOL_OLDEST, SPOOL_DEAD, WORKER_LAG, CARRYING,
                  MAILS, QUARANTINE, NIGHTLY, BACKUP, DATABASE_BYTES, FREE_BYTES)
