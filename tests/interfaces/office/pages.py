"""Reading and sending the office's pages."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from murakami.demo.town.register import records_of
from murakami.domain.cases.models import Case
from murakami.domain.register.operations import import_residents
from tests.domain.cases.cast import lock_of
from tests.flows.mailing import filed


def register_family() -> None:
    """Let the register know the family that has filed."""
    import_residents(records_of([filed._FAMILY]))


def address(case: Case, tail: str = "") -> str:
    """The address of a case's page."""
    return f"/office/cases/{case.receipt_number}/{tail}"


def text_of(response: Any) -> str:
    """What a page says, without its tags."""
    content = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", response.content.decode(), flags=re.S)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content)))


def see(client: Client, where: str, *, status: int = 200) -> str:
    """Open a page and read it."""
    response = client.get(where)
    assert response.status_code == status, (where, response.status_code)
    return text_of(response)


def send(client: Client, case: Case, tail: str, *, lock: int | None = None, **data: Any) -> HttpResponse:
    """Send a form of a case from a fresh page."""
    return client.post(address(case, tail), {"lock": lock_of(case) if lock is None else lock, "nonce": "n", **data})


def send_and_read(client: Client, case: Case, tail: str, **data: Any) -> str:
    """Send a form, follow to where it leads, and read that."""
    response = send(client, case, tail, **data)
    assert response.status_code in {200, 302, 404, 422}
    return see(client, response["Location"]) if response.status_code == 302 else text_of(response)
