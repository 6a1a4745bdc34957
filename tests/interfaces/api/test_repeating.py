"""The same key and content give the same answer; another content is refused; two at once make one thing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from murakami.domain.intake.models import Filing, Intake
from murakami.interfaces.api.models import Answered
from tests.interfaces.api.birth import sign_in, walk_to_review
from tests.interfaces.api.software import Software, with_token
from tests.packs_loaded import load_packs

BIRTH = {"life_event": "birth"}


@pytest.mark.django_db
def test_once__the_same_again_is_the_same_answer(software: Software) -> None:
    first = software.ask("POST", "intakes", BIRTH, idempotency_key="6f9619ff")
    again = software.ask("POST", "intakes", BIRTH, idempotency_key="6f9619ff")
    assert (again.status_code, again.json(), again["Location"]) == (201, first.json(), first["Location"])
    assert (again["Idempotent-Replayed"], "Idempotent-Replayed" in first) == ("true", False)
    assert Intake.objects.count() == 1


@pytest.mark.django_db
def test_once__another_content_is_refused(software: Software) -> None:
    software.post("intakes", BIRTH, idempotency_key="k")
    problem = software.refused("POST", "intakes", {"life_event": "pregnancy"}, code="key_reused", idempotency_key="k")
    assert problem["status"] == 422
    assert Intake.objects.count() == 1


@pytest.mark.django_db
def test_once__is_of_its_token_and_operation(software: Software) -> None:
    key = software.post("intakes", BIRTH, idempotency_key="k")["key"]
    assert with_token().post("intakes", BIRTH, idempotency_key="k")["key"] != key


@pytest.mark.django_db
def test_once__is_forgotten_after_a_day(software: Software) -> None:
    key = software.post("intakes", BIRTH, idempotency_key="k")["key"]
    Answered.objects.update(at=timezone.now() - timedelta(hours=24))
    assert software.post("intakes", BIRTH, idempotency_key="k")["key"] != key


@pytest.mark.django_db
def test_once__what_was_refused_may_be_tried_again(software: Software) -> None:
    key = walk_to_review(software)
    reviewed = {"reviewed": software.get(f"intakes/{key}/review")["reviewed"]}
    software.refused("POST", f"intakes/{key}/filings", reviewed, code="sign_in_needed", idempotency_key="k")
    assert not Answered.objects.exists()
    sign_in(software)
    reviewed = {"reviewed": software.get(f"intakes/{key}/review")["reviewed"]}
    first = software.post(f"intakes/{key}/filings", reviewed, idempotency_key="k")
    assert software.post(f"intakes/{key}/filings", reviewed, idempotency_key="k") == first


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "x" * 201, "あ", "a b"])
def test_once__the_key_has_a_form(software: Software, key: str) -> None:
    problem = software.refused("POST", "intakes", BIRTH, code="invalid", idempotency_key=key)
    assert problem["errors"][0]["field"] == "Idempotency-Key"


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
    answers = _at_once(software, "intakes", BIRTH)
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
    assert len({str(answer) for _status, answer in answers}) == 1
    assert Filing.objects.count() == 2
