"""A birth from the first question to where the filing stands, by other software alone."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from murakami.domain.intake.models import Filing, Intake
from murakami.flows.conversation.attaching import check_file
from murakami.foundation.files.checking import CheckedFile
from murakami.foundation.files.held import HeldFor
from tests.fuzz.bodies import BOUNDARY, Body
from tests.interfaces.api.birth import file, sign_in, walk_to_review
from tests.interfaces.api.software import Software, with_token
from tests.scene import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(software: Software) -> Software:
    """Software of somebody who has signed in."""
    sign_in(software)
    return software


def test_journey__from_the_first_question_to_the_receipt_numbers(resident: Software) -> None:
    key = walk_to_review(resident)
    review = resident.get(f"intakes/{key}/review")
    assert (review["can_file"], review["gaps"], review["assurance_needed"]) == (True, [], "account")
    assert {form["procedure"] for form in review["forms"]} == {"child-allowance-claim", "child-medical-subsidy"}
    filed = file(resident, key)["filings"]
    assert {one["receipt_number"] for one in filed} == set(Filing.objects.values_list("receipt_number", flat=True))
    assert resident.get(f"intakes/{key}")["next_step"]["kind"] == "done"
    assert resident.get(f"intakes/{key}/filings")["filings"] == filed
    listed = resident.get("filings")["items"]
    assert {one["receipt_number"] for one in listed} == {one["receipt_number"] for one in filed}


def test_status__tells_what_happened_and_what_comes_next(resident: Software) -> None:
    number = file(resident, walk_to_review(resident))["filings"][0]["receipt_number"]
    status = resident.get(f"filings/{number}")
    assert (status["state"], status["next_step"], [one["kind"] for one in status["timeline"]]) == ("filed", "wait", ["filed"])
    assert (status["letters"], status["corrections"], status["unread_messages"]) == ([], [], 0)


def test_filing__twice_gives_the_same_numbers(resident: Software) -> None:
    key = walk_to_review(resident)
    reviewed = resident.get(f"intakes/{key}/review")["reviewed"]
    first = resident.post(f"intakes/{key}/filings", {"reviewed": reviewed})
    assert resident.post(f"intakes/{key}/filings", {"reviewed": "whatever"}, status=200) == first


def test_filing__is_refused_when_something_changed_after_the_review(resident: Software) -> None:
    key = walk_to_review(resident)
    reviewed = resident.get(f"intakes/{key}/review")["reviewed"]
    resident.put(f"intakes/{key}/choice", {"procedures": ["child-allowance-claim"]})
    resident.refused("POST", f"intakes/{key}/filings", {"reviewed": reviewed}, code="review_outdated")
    assert not Filing.objects.exists()


def test_filing__needs_the_assurance_of_the_procedure(software: Software) -> None:
    key = walk_to_review(software)
    review = software.get(f"intakes/{key}/review")
    assert (review["has_assurance"], review["can_file"]) == (False, False)
    problem = software.refused("POST", f"intakes/{key}/filings", {"reviewed": review["reviewed"]}, code="sign_in_needed")
    assert (problem["status"], problem["needed"]) == (403, "account")
    assert not Filing.objects.exists()
    sign_in(software)  # what was begun before belongs to the account, and can be filed now
    assert file(software, key)["filings"]


def test_filing__names_what_is_not_answered(resident: Software) -> None:
    talk = resident.post("intakes", {"procedure": "pregnancy-notification"})
    review = resident.get(f"intakes/{talk['key']}/review")
    assert not review["can_file"]
    problem = resident.refused("POST", f"intakes/{talk['key']}/filings", {"reviewed": review["reviewed"]}, code="not_complete")
    assert {one["field"] for one in problem["errors"]} >= {gap["key"] for gap in review["gaps"]} > set()


def test_page__names_field_and_mend_and_saves_nothing(resident: Software) -> None:
    talk = resident.post("intakes", {"procedure": "pregnancy-notification"})
    page = talk["next_step"]["href"]
    before = Intake.objects.get(key=talk["key"]).answers
    wrong = {"answers": {"expectant.born_on": {"year": "2000", "month": "2", "day": "30"}}}
    problem = resident.refused("PUT", page, wrong, code="answers_refused")
    errors = {one["field"]: one for one in problem["errors"]}
    assert errors["expectant.born_on"]["part"] == "day"
    assert "29日まで" in errors["expectant.born_on"]["detail"]
    assert errors["expectant.name"]["code"] == "required"
    assert Intake.objects.get(key=talk["key"]).answers == before


def test_page__keeps_what_can_be_taken_when_one_leaves(resident: Software) -> None:
    talk = resident.post("intakes", {"procedure": "pregnancy-notification"})
    page = talk["next_step"]["href"]
    answers = {"expectant.phone": {"value": "090-1234-5678"}, "expectant.born_on": {"year": "x"}}
    resident.put(page, {"answers": answers, "leave": True})
    kept = {one["key"]: one["is_answered"] for one in resident.get(page)["questions"]}
    assert (kept["expectant.phone"], kept["expectant.born_on"]) == (True, False)


@pytest.mark.parametrize(("sent", "field"), [
    ({"answers": {"expectant.shoe_size": {"value": "24"}}}, "answers.expectant.shoe_size"),
    ({"answers": {"expectant.phone": {"number": "1"}}}, "answers.expectant.phone.number"),
    ({"answers": {}, "force": True}, "force"),
])
def test_page__refuses_what_is_not_asked_by_name(resident: Software, sent: dict[str, Any], field: str) -> None:
    talk = resident.post("intakes", {"procedure": "pregnancy-notification"})
    problem = resident.refused("PUT", talk["next_step"]["href"], sent, code="invalid")
    assert [(one["field"], one["code"]) for one in problem["errors"]] == [(field, "unknown_field")]


def test_page__tells_of_what_was_changed_elsewhere(resident: Software) -> None:
    talk = resident.post("intakes", {"procedure": "pregnancy-notification"})
    page = talk["next_step"]["href"]
    seen = resident.get(page)["seen"]
    resident.put(page, {"answers": {"expectant.phone": {"value": "090-1234-5678"}}, "leave": True})
    other = {"answers": {"expectant.phone": {"value": "090-8765-4321"}}, "seen": seen}
    errors = resident.ask("PUT", page, other).json()["errors"]
    assert ("expectant.phone", "changed_elsewhere") in {(one["field"], one["code"]) for one in errors}


def test_page__refuses_an_individual_number(resident: Software) -> None:
    talk = resident.post("intakes", {"procedure": "pregnancy-notification"})
    name = {"family": "123456789018", "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ"}
    problem = resident.refused("PUT", talk["next_step"]["href"], {"answers": {"expectant.name": name}}, code="answers_refused")
    assert "123456789018" not in str(problem)
    assert "123456789018" not in str(Intake.objects.get(key=talk["key"]).answers)


def test_people__come_and_go(resident: Software) -> None:
    key = walk_to_review(resident)
    path = f"intakes/{key}/people"
    resident.put(path, {"counts": {"sibling": 2}})
    assert [one["count"] for one in resident.get(path)["roles"] if one["role"] == "sibling"] == [2]
    assert resident.ask("DELETE", f"{path}/sibling-1").status_code == 200
    problem = resident.refused("PUT", path, {"counts": {"newborn": 0}}, code="people_refused")
    assert [(one["field"], one["code"]) for one in problem["errors"]] == [("counts.newborn", "too_few")]
    resident.refused("PUT", path, {"counts": {"cat": 1}}, code="invalid")


def _upload(software: Software, key: str, attachment: str, content: bytes, *, name: str = "通帳.png", **headers: str) -> Any:
    sent = {"authorization": f"Bearer {software.token}", **{one.replace("_", "-"): value for one, value in headers.items()}}
    data = {"attachment": attachment, "file": SimpleUploadedFile(name, content)}
    return software.client.post(f"/api/v1/intakes/{key}/files", data, headers=sent)


def test_files__are_written_anew_and_go_with_the_filing(resident: Software) -> None:
    key = walk_to_review(resident)
    wanted = resident.get(f"intakes/{key}/attachments")["attachments"][0]["key"]
    answer = _upload(resident, key, wanted, picture(), idempotency_key="a")
    assert answer.status_code == 201, answer.content.decode()
    assert _upload(resident, key, wanted, picture(), idempotency_key="a")["Idempotent-Replayed"] == "true"
    listed = resident.get(f"intakes/{key}/attachments")["attachments"][0]["files"]
    assert [one["sha256"] for one in listed] == [answer.json()["sha256"]]
    shown = [one for form in resident.get(f"intakes/{key}/review")["forms"] for one in form["attachments"] if one["files"]]
    assert [one["state"] for one in shown] == ["provided"]


def test_files__can_be_taken_out_or_promised(resident: Software) -> None:
    key = walk_to_review(resident)
    wanted = resident.get(f"intakes/{key}/attachments")["attachments"][0]["key"]
    digest = _upload(resident, key, wanted, picture()).json()["sha256"]
    path = f"intakes/{key}/files/{digest}?attachment={wanted}"
    assert [resident.ask("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert resident.put(f"intakes/{key}/attachments/later", {"later": [wanted]})["attachments"][0]["is_later"]
    resident.refused("PUT", f"intakes/{key}/attachments/later", {"later": ["nothing"]}, code="invalid")


@pytest.mark.parametrize(("attachment", "content", "code"), [
    ("nothing", picture(), "invalid"), ("", picture(), "invalid"), ("\x00", picture(), "invalid"),
    (None, b"", "file_refused"), (None, b"MZ\x90\x00 no picture", "file_refused"), (None, io.BytesIO(b"GIF89a").getvalue(), "file_refused")])
def test_files__refused_ones_say_why(resident: Software, attachment: str | None, content: bytes, code: str) -> None:
    key = walk_to_review(resident)
    wanted = resident.get(f"intakes/{key}/attachments")["attachments"][0]["key"] if attachment is None else attachment
    answer = _upload(resident, key, wanted, content, name="x.exe")
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.content.decode()


def _as_if_it_showed_a_number(*args: Any, **values: Any) -> CheckedFile:
    return replace(check_file(*args, **values), held_for=HeldFor.INDIVIDUAL_NUMBER)


def test_files__that_seem_to_show_a_number_say_so(resident: Software) -> None:
    key = walk_to_review(resident)
    wanted = resident.get(f"intakes/{key}/attachments")["attachments"][0]["key"]
    with patch("murakami.interfaces.api.doors.attachments.check_file", side_effect=_as_if_it_showed_a_number):
        made = _upload(resident, key, wanted, picture()).json()
    assert "個人番号" in made["warning"]
    assert _upload(resident, key, wanted, picture()).json()["warning"] == ""


def test_files__refuse_what_they_do_not_name(resident: Software) -> None:
    key = walk_to_review(resident)
    body = Body([("attachment", "x"), ("title", "通帳")], [("file", "通帳.png", picture()), ("second", "通帳.png", picture())]).multipart()
    answer = resident.client.generic("POST", f"/api/v1/intakes/{key}/files", body, content_type=f"multipart/form-data; boundary={BOUNDARY}",
                                     headers={"authorization": f"Bearer {resident.token}"})
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("title", "unknown_field"), ("second", "unknown_field")]


def test_discarding__leaves_nothing(resident: Software) -> None:
    talk = resident.post("intakes", {"life_event": "birth"})
    assert resident.ask("DELETE", f"intakes/{talk['key']}").status_code == 204
    resident.refused("GET", f"intakes/{talk['key']}", code="not_found")


def test_guide__asks_only_what_can_change_the_outcome(software: Software) -> None:
    key = software.post("intakes", {"life_event": "birth"})["key"]
    guide = software.get(f"intakes/{key}/guide")
    assert guide["next_question"]["key"] == "me.lives_in_city"
    software.put(f"intakes/{key}/guide/me.lives_in_city", {"answer": {"value": "yes"}})
    after = software.get(f"intakes/{key}/guide")
    assert [one["key"] for one in after["answered"]] == ["me.lives_in_city"]
    offers = software.get(f"intakes/{key}/result")["offers"]
    assert {"open"} <= {one["applies"] for one in offers} <= {"open", "yes", "no"}
    assert all((one["refusal"] == "") == one["can_choose"] for one in offers)
    software.refused("PUT", f"intakes/{key}/choice", {"procedures": ["birth-registration"]}, code="nothing_chosen")


def test_lists__go_on_by_cursor(software: Software) -> None:
    keys = [software.post("intakes", {"life_event": "birth"})["key"] for _ in range(5)]
    seen: list[str] = []
    after = ""
    while True:
        part = software.get(f"intakes?limit=2{after}")
        seen += [one["key"] for one in part["items"]]
        if part["next"] is None:
            break
        after = f"&cursor={part['next']}"
    assert seen == keys[::-1]


@pytest.mark.parametrize("sent", [{}, {"life_event": "birth", "procedure": "child-allowance-claim"}])
def test_begin__takes_one_of_both(software: Software, sent: dict[str, str]) -> None:
    assert software.refused("POST", "intakes", sent, code="invalid")["errors"][0]["code"] == "one_of_both"


@pytest.mark.parametrize(("sent", "code"), [
    ({"life_event": "wedding"}, "not_found"), ({"procedure": "wedding"}, "not_found"),
    ({"procedure": "birth-registration"}, "done_elsewhere")])
def test_begin__refuses_what_is_not_here(software: Software, sent: dict[str, str], code: str) -> None:
    software.refused("POST", "intakes", sent, code=code)
    assert not Intake.objects.exists()


def test_stranger__finds_nothing_of_others(resident: Software) -> None:
    key = walk_to_review(resident)
    number = file(resident, key)["filings"][0]["receipt_number"]
    stranger = with_token()
    for path in (f"intakes/{key}", f"intakes/{key}/review", f"intakes/{key}/filings", f"intakes/{key}/people", f"filings/{number}"):
        stranger.refused("GET", path, code="not_found")
    assert (stranger.get("intakes")["items"], stranger.get("filings")["items"]) == ([], [])


@pytest.mark.parametrize(("path", "limit"), [
    ("procedures", 2), ("procedures/child-allowance-claim", 2), ("procedures?q=児童手当", 2), ("life-events", 2), ("life-events/birth", 2),
    ("units", 2), ("publications", 1), ("openapi.json", 0), ("", 0)])
def test_open_reading__costs_two_statements_at_most(packs: None, sql_at_most: Callable[[int], Any], path: str, limit: int) -> None:
    software = Software()
    software.ask("GET", path)
    with sql_at_most(limit):
        assert software.ask("GET", path).status_code == 200


@pytest.mark.parametrize(("path", "limit"), [
    ("", 3), ("/pages/adult:me", 3), ("/people", 3), ("/attachments", 4), ("/review", 4), ("/result", 3)])
def test_reading__costs_a_fixed_number(resident: Software, sql_at_most: Callable[[int], Any], path: str, limit: int) -> None:
    key = walk_to_review(resident)
    with sql_at_most(limit):
        resident.get(f"intakes/{key}{path}")


def test_filing__costs_what_it_costs_on_the_pages_and_four_more(resident: Software, sql_at_most: Callable[[int], Any]) -> None:
    key = walk_to_review(resident)
    reviewed = resident.get(f"intakes/{key}/review")["reviewed"]
    with sql_at_most(25):
        resident.post(f"intakes/{key}/filings", {"reviewed": reviewed}, idempotency_key="x")
    with sql_at_most(3):
        resident.post(f"intakes/{key}/filings", {"reviewed": reviewed}, idempotency_key="x")


def test_saving_a_page__costs_a_fixed_number(resident: Software, sql_at_most: Callable[[int], Any]) -> None:
    key = walk_to_review(resident)
    answers = {"me.phone": {"value": "090-1111-2222"}}
    with sql_at_most(10):
        resident.put(f"intakes/{key}/pages/adult:me", {"answers": answers, "leave": True})


def test_mandate__what_is_written_under_one_is_not_here(resident: Software) -> None:
    key = resident.post("intakes", {"life_event": "birth"})["key"]
    Intake.objects.update(mandate_key="m" * 32)
    for method, path, body in (("GET", "", None), ("DELETE", "", None), ("GET", "/filings", None), ("POST", "/filings", {"reviewed": "x"}),
                               ("PUT", "/choice", {"procedures": ["x"]}), ("DELETE", "/people/newborn-1", None)):
        resident.refused(method, f"intakes/{key}{path}", body, code="not_found")
    assert resident.get("intakes")["items"] == []
