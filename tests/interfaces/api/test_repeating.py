"""The same key and content give the same answer; another content is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from murakami.domain.intake.models import Intake
from murakami.interfaces.api.models import Answered
from tests.interfaces.api.birth import sign_in, walk_to_review
from tests.interfaces.api.software import Software, with_token

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
