"""What an address has answered, in the words of the tables; and how to take back what it did."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.messages.storage.cookie import CookieStorage
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

SIGN_INS = {"portal": "/sign-in/", "office": "/office/sign-in/"}


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def word_for(answer: HttpResponse, browser: Client) -> str:
    """Sum an answer up in the words of the table, following it where it leads."""
    if answer.status_code == 401:
        return "token"
    if answer.status_code in {403, 404, 405}:
        return str(answer.status_code)
    if answer.status_code not in {301, 302, 303}:
        return "said" if answer.status_code in {400, 409, 422} else "yes"
    refused = "messages" in browser.cookies and "error" in str(_messages(browser))
    word = _where_it_leads(answer["Location"], browser)
    return "said" if refused and word == "yes" else word


def _where_it_leads(where: str, browser: Client) -> str:
    assert re.match(r"/(?![/\\])", where), f"leads away: {where}"
    path = where.partition("?")[0]
    for word, sign_in in SIGN_INS.items():
        if path == sign_in:
            return word
    return word_for(browser.get(where), browser)


def _messages(browser: Client) -> list[str]:
    request = RequestFactory().get("/")
    request.COOKIES["messages"] = browser.cookies["messages"].value
    return [message.tags for message in CookieStorage(request)]
