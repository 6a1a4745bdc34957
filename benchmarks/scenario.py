"""One submission in the seven steps by which Open Forms was measured: open, start, page, check, save, summary, file.

There (PostgreSQL, Redis, two processes, two cores, 13 fields): 6.7–9.0 submissions a second and 200 statements. Here:
one client, one process on one core, everything from the address to the rendered page, one procedure of about as many
fields. What the resident does between two requests (reading, filling in) is not counted.
"""

from collections.abc import Callable
from contextlib import ExitStack
from math import inf
from statistics import median
from time import perf_counter, process_time

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.families import family, resident
from benchmarks.timing import Figure
from benchmarks.visitors import signed_in_client
from murakami.demo.town.births import Talk
from murakami.domain.intake.models import Filing, Intake
from murakami.flows.conversation.people import roles_to_ask
from murakami.flows.conversation.reading import Conversation, read_conversation

PROCEDURE = "child-medical-subsidy"
ROUNDS = 15
_THERE = 200.0


def run() -> list[Figure]:
    """Submit several times; the medians. The statements are counted in a submission of their own: counting costs too."""
    counted = _Submission(count_sql=True)
    counted.submit()
    timed = [_Submission() for _ in range(ROUNDS)]
    for submission in timed:
        submission.submit()
    return [("submissions, of one processor", 1 / median(each.cpu for each in timed), "per second", -9.0),
            ("submissions, by the clock", 1 / median(each.wall for each in timed), "per second", inf),
            ("CPU of a submission", median(each.cpu for each in timed) * 1000, "ms", inf),
            ("SQL of a submission", float(counted.statements), "statements", _THERE),
            ("requests of a submission", float(counted.requests), "requests", inf),
            ("fields of the submission", float(counted.fields), "fields", inf)]


class _Submission:
    """A resident with a browser and one procedure; what the requests take adds up."""

    def __init__(self, *, count_sql: bool = False) -> None:
        self._at = timezone.now()
        self._owner = resident(self._at)
        self._client = signed_in_client(self._owner.account_id or 0)
        self._talk = Talk(family(self._at), owner=self._owner, at=self._at)
        self._counts_sql = count_sql
        self.cpu = self.wall = 0.0
        self.fields = self.requests = self.statements = 0

    def submit(self) -> None:
        """Take the seven steps."""
        self._get(f"/procedures/{PROCEDURE}/")  # open
        self._post(f"/procedures/{PROCEDURE}/begin/", {})  # start
        key = Intake.objects.filter(account_id=self._owner.account_id).latest("pk").key
        self._people(key)
        is_checked = False
        while (page := self._next_page(key)) is not None:
            where, form = page
            self._get(where)  # page
            if not is_checked:
                self._check(where)  # check: a wrong answer is refused, nothing is lost
                is_checked = True
            self._post(where, form)  # save
        summary = self._get(f"/talks/{key}/review/")  # summary
        self._post(f"/talks/{key}/review/", {"reviewed": [self._reviewed(key)]})  # file
        self._get(f"/talks/{key}/receipt/")
        if not Filing.objects.filter(intake__key=key).exists():
            raise AssertionError(f"nothing was filed: {summary.content.decode()[:500]}")

    def _people(self, key: str) -> None:
        if roles := roles_to_ask(self._read(key).standing):
            self._post(f"/talks/{key}/people/", {f"count-{spec.role}": ["1"] for spec in roles})

    def _next_page(self, key: str) -> tuple[str, dict[str, list[str]]] | None:
        standing = self._read(key).standing
        for page in standing.plan.pages:
            if any(item.required and item.provenance is None for item in page.items):
                form = self._talk.form_of(standing, page.items)
                self.fields += len(page.items)
                return f"/talks/{key}/pages/{page.key}/", form
        return None

    def _check(self, where: str) -> None:
        self._expect(lambda: self._client.post(where, {"seen": ""}), 422, where)

    def _read(self, key: str) -> Conversation:
        return read_conversation(key=key, owner=self._owner, today=timezone.localdate(self._at))

    def _reviewed(self, key: str) -> str:
        return self._read(key).reviewed

    def _get(self, where: str) -> HttpResponse:
        return self._expect(lambda: self._client.get(where), 200, where)

    def _post(self, where: str, form: dict[str, list[str]]) -> HttpResponse:
        return self._expect(lambda: self._client.post(where, form), 302, where)

    def _expect(self, ask: Callable[[], HttpResponse], status: int, where: str) -> HttpResponse:
        with ExitStack() as counting:
            asked = counting.enter_context(CaptureQueriesContext(connection)) if self._counts_sql else ()
            begun, begun_by_clock = process_time(), perf_counter()
            answer = ask()
            self.cpu += process_time() - begun
            self.wall += perf_counter() - begun_by_clock
            self.statements += len(asked)
        self.requests += 1
        if answer.status_code != status:
            raise AssertionError(f"{where} answered {answer.status_code}: {answer.content.decode()[:800]}")
        return answer
