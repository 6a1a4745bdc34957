"""The same request twice at once makes one thing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from murakami.domain.intake.models import Filing, Intake
from tests.interfaces.api.birth import sign_in, walk_to_review
from tests.interfaces.api.software import Software, with_token
from tests.packs_loaded import load_packs


def _at_once(software: Software, path: str, body: dict[str, str], *, times: int = 4) -> list[tuple[int, object]]:
    together = Barrier(times)

    def send(_number: int) -> tuple[int, object]:
        try:
            together.wait(timeout=30)
            answer = Software(token=software.token).ask("POST", path, body, idempotency_key="k")
            return answer.status_code, answer.json()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, range(times)))


@pytest.mark.django_db(transaction=True)
def test_once__two_at_once_make_one_conversation() -> None:
    load_packs()
    software = with_token()
    answers = _at_once(software, "intakes", {"life_event": "birth"})
    assert {status for status, _answer in answers} == {201}
    assert len({answer["key"] for _status, answer in answers}) == 1  # type: ignore[index]
    assert Intake.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_once__two_at_once_file_once() -> None:
    load_packs()
    software = with_token()
    sign_in(software)
    key = walk_to_review(software)
    reviewed = {"reviewed": software.get(f"intakes/{key}/review")["reviewed"]}
    answers = _at_once(software, f"intakes/{key}/filings", reviewed)
    assert {status for status, _answer in answers} == {201}
    assert all(answer == answers[0][1] for _status, answer in answers)
    assert Filing.objects.count() == 2
