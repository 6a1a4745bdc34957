"""Every operation on something that is somebody's × who else may hold a token: there is nothing for any of them.

`api:*` in tests/interfaces/relations.py points here: the API knows tokens, not sessions.
"""

import json
from typing import Any
from urllib.parse import quote

import pytest

from murakami.domain.intake.models import Filing, Intake
from murakami.interfaces.api.document import openapi, operations_of
from tests.fuzz.bodies import BOUNDARY, Body
from tests.interfaces.api.birth import file, sign_in, walk_to_review
from tests.interfaces.api.software import Software, with_token
from tests.scene import picture

pytestmark = pytest.mark.django_db
DOCUMENT = json.loads(json.dumps(openapi()))
OWNED = [(method.upper(), path, operation) for path, method, operation in operations_of(DOCUMENT)
         if "/intakes/{key}" in path or "{receipt_number}" in path]
BODIES: dict[str, Any] = {"put_question": {"answer": {"value": "yes"}}, "put_choice": {"procedures": ["child-allowance-claim"]}, "put_people": {"counts": {"sibling": 1}},
                          "put_page": {"answers": {}, "leave": True}, "put_later": {"later": []}, "file_it": {"reviewed": "x"}}


def _address(path: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


def _ask(software: Software, method: str, address: str, name: str) -> Any:
    if name != "add_file":
        return software.ask(method, address, BODIES.get(name))
    body = Body([("attachment", "child-allowance-claim:bankbook")], [("file", "通帳.png", picture())]).multipart()
    return software.client.generic(method, address, body, content_type=f"multipart/form-data; boundary={BOUNDARY}",
                                   headers={"authorization": f"Bearer {software.token}"})


@pytest.mark.parametrize("who", ["another account", "another token", "nobody"])
@pytest.mark.parametrize("is_filed", [False, True], ids=["draft", "filed"])
def test_owned__is_nobody_elses(software: Software, who: str, is_filed: bool) -> None:
    sign_in(software)
    number = file(software, walk_to_review(software))["filings"][0]["receipt_number"]
    key = Intake.objects.get().key if is_filed else walk_to_review(software)
    known = {"key": key, "receipt_number": number, "question": "me.lives_in_city", "instance": "newborn-1", "page": "adult:me", "sha256": "0" * 64}
    other = Software() if who == "nobody" else with_token()
    if who == "another account":
        sign_in(other, "somebody.else@example.jp")
    before = (Intake.objects.get(key=key).revision, Filing.objects.count())
    for method, path, operation in OWNED:
        address = _address(path, known) + ("?attachment=x" if operation["operationId"] == "remove_one_file" else "")
        answer = _ask(other, method, address, operation["operationId"])
        assert answer.status_code == (401 if who == "nobody" else 404), (operation["operationId"], answer.content.decode())
    assert (Intake.objects.get(key=key).revision, Filing.objects.count()) == before
