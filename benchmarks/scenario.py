"""One submission in the seven steps by which Open Forms was measured: open, start, page, check, save, summary, file.

There (PostgreSQL, Redis, two processes, two cores, 13 fields): 6.7–9.0 submissions a second and 200 statements. Here:
one client, one process, everything from the address to the rendered page, one procedure of about as many fields.
"""

from math import inf
from statistics import median
from time import perf_counter

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.families import family, resident
from benchmarks.timing import Figure
from benchmarks.visitors import signed_in_client
from murakami.demo.town.births import Talk
from murakami.domain.intake.models import Filing, Intake
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation.people import roles_to_ask
from murakami.flows.conversation.reading import Conversation, read_conversation

PROCEDURE = "child-medical-subsidy"
ROUNDS = 15
_THERE = 200.0


def run() -> list[Figure]:
    """Submit several times; the medians."""
    taken, statements, fields = [], [], 0
    for _ in range(ROUNDS):
        owner = resident(timezone.now())
        client = signed_in_client(owner.account_id or 0)
        with CaptureQueriesContext(connection) as asked:
            begun = perf_counter()
            fields = _Submission(client, owner).submit()
            taken.append(perf_counter() - begun)
        statements.append(len(asked))
    return [("submissions", 1 / median(taken), "per second", -9.0),
            ("SQL of a submission", median(statements), "statements", _THERE),
            ("fields of the submission", float(fields), "fields", inf)]


class _Submission:
    """A resident with a browser and one procedure."""

    def __init__(self, client: Client, owner: Owner) -> None:
        self._client, self._owner, self._at = client, owner, timezone.now()
        self._talk = Talk(family(self._at), owner=owner, at=self._at)
        self._fields = 0

    def submit(self) -> int:
        """Take the seven steps; returns how many fields were answered."""
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
        return self._fields

    def _people(self, key: str) -> None:
        if roles := roles_to_ask(self._read(key).standing):
            self._post(f"/talks/{key}/people/", {f"count-{spec.role}": ["1"] for spec in roles})

    def _next_page(self, key: str) -> tuple[str, dict[str, list[str]]] | None:
        standing = self._read(key).standing
        for page in standing.plan.pages:
            if any(item.required and item.provenance is None for item in page.items):
                form = self._talk.form_of(standing, page.items)
                self._fields += len(page.items)
                return f"/talks/{key}/pages/{page.key}/", form
        return None

    def _check(self, where: str) -> None:
        refused = self._client.post(where, {"seen": ""})
        if refused.status_code != 422:
            raise AssertionError(f"{where} took an empty page: {refused.status_code}")

    def _read(self, key: str) -> Conversation:
        return read_conversation(key=key, owner=self._owner, today=timezone.localdate(self._at))

    def _reviewed(self, key: str) -> str:
        return self._read(key).reviewed

    def _get(self, where: str) -> HttpResponse:
        return self._expect(self._client.get(where), 200, where)

    def _post(self, where: str, form: dict[str, list[str]]) -> HttpResponse:
        return self._expect(self._client.post(where, form), 302, where)

    @staticmethod
    def _expect(answer: HttpResponse, status: int, where: str) -> HttpResponse:
        if answer.status_code != status:
            raise AssertionError(f"{where} answered {answer.status_code}: {answer.content.decode()[:800]}")
        return answer
