"""What pages cost: a fixed number of statements, whatever the children, the answers and the procedures."""

from collections.abc import Callable

import pytest

from murakami.domain.procedures.queries import list_catalogue, list_life_events
from tests.interfaces.portal.talk.browsing import Browser

pytestmark = pytest.mark.django_db
PATHS = {
    "guide/me.lives_in_city/": 5, "result/": 5, "people/": 5, "pages/adult:me/": 5, "pages/child:newborn-1/": 5,
    "attachments/": 6, "review/": 6, "saved/": 5}


@pytest.fixture(autouse=True)
def warm() -> None:
    """The definitions are remembered by the process."""
    list_catalogue()
    list_life_events()


@pytest.mark.parametrize(("path", "limit"), PATHS.items())
@pytest.mark.parametrize("children", [1, 3])
def test_reading_a_page__costs_the_same_whatever_the_family(browser: Browser, sql_at_most: Callable, path: str,
                                                            limit: int, children: int):
    browser.answers |= {f"newborn-{n}.{fact}": browser.answers[f"newborn-1.{fact}"]
                        for n in (2, 3) for fact in ("name", "born_on", "sex")}
    browser.begin().answer_guide().choose().say_people(newborn=children).fill_all()
    with sql_at_most(limit):
        assert browser.get(path).status_code == 200


def test_saving_a_page__session_account_definitions_read_write_event(browser: Browser, sql_at_most: Callable):
    browser.begin().answer_guide().choose().say_people()
    form = browser.page_form("adult:me")
    with sql_at_most(7):
        assert browser.post("pages/adult:me/", form).status_code == 302


def test_filing__four_procedures_within_thirty(browser: Browser, sql_at_most: Callable):
    browser.to_review()
    reviewed = browser.reviewed()
    with sql_at_most(17):
        assert browser.post("review/", {"reviewed": reviewed}).status_code == 302


@pytest.mark.parametrize(("path", "limit"), [
    ("/", 1), ("/search/?q=子ども", 1), ("/procedures/", 1), ("/procedures/child-allowance-claim/", 1),
    ("/life-events/birth/", 1)])
def test_reading_what_there_is__one_statement_for_strangers(visitor: Browser, sql_at_most: Callable, path: str, limit: int):
    with sql_at_most(limit):
        assert visitor.client.get(path).status_code == 200


def test_home__a_fixed_number_for_somebody_with_an_account(browser: Browser, sql_at_most: Callable):
    browser.to_review()
    browser.file()
    with sql_at_most(8):
        assert browser.client.get("/").status_code == 200


def test_receipt__a_fixed_number_whatever_was_filed(browser: Browser, sql_at_most: Callable):
    browser.to_review()
    browser.file()
    with sql_at_most(5):
        assert browser.get("receipt/").status_code == 200
