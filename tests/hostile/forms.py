"""The forms of the software in which something can be typed, each where its scene has brought it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Who
from tests.page_forms import PageForm, read_form
from tests.scene import IS_NEW, ITEM, Desk, Scene

PAGES = ("adult:me", "adult:partner", "child:newborn-1", "child:sibling-1", "family", "work:me", "insurance", "care_need", "care",
         "account")


def nothing(_scene: Scene) -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Place:
    """A form: whose, under which address, and what has to be done before it is there."""

    name: str
    who: Who
    address: Callable[[Scene], str]
    prepare: Callable[[Scene], None] = nothing
    query: str = ""
    holding: str = 'type="submit"'  # what tells the form from others on its page
    changes: tuple[tuple[str, str], ...] = ()  # what has to be filled in for the form to be right

    def open(self, scene: Scene) -> "Opened":
        """Open the form in a browser."""
        self.prepare(scene)
        browser, address = scene.browser(self.who), self.address(scene)
        answer = browser.get(address + self.query)
        assert answer.status_code == 200, f"{self.name}: {answer.status_code} {answer.headers.get('Location')}"
        form = read_form(answer.content, holding=self.holding)
        return Opened(browser, urljoin(address, form.action), form, dict(self.changes))


@dataclass
class Opened:
    """A form in a browser, ready to be sent."""

    browser: Client
    address: str
    form: PageForm
    changes: dict[str, str]

    def send(self, **changed: object) -> HttpResponse:
        """Press the button."""
        return self.browser.post(self.address, self.form.filled(**{**self.changes, **changed}))

    @property
    def typed(self) -> tuple[str, ...]:
        """The names of everything that takes typing."""
        return tuple(self.form.texts)


def _talk(page: str, scene: Scene) -> str:
    return reverse("portal:page", args=[scene.draft, page])


def _guide(question: str, scene: Scene) -> str:
    return reverse("portal:guide-question", args=[scene.draft, question])


def _mine(name: str, scene: Scene) -> str:
    return reverse(f"portal:{name}", args=[scene.receipts[IS_NEW]])


def _case(name: str, scene: Scene) -> str:
    return reverse(f"office:{name}", args=[scene.receipts[IS_NEW]])


def _item(scene: Scene) -> str:
    return reverse("portal:my-correction-item", args=[scene.correction, ITEM])


def _begin_correction(scene: Scene) -> None:
    scene.browser(Who.RESIDENT).post(reverse("portal:my-correction", args=[scene.correction]))


def _take_in_hand(scene: Scene) -> None:
    Desk(scene).start(IS_NEW)


def _propose(scene: Scene) -> None:
    _take_in_hand(scene)
    Desk(scene).propose(IS_NEW)


BANK = (("account.account.registered", "no"), ("account.account.bank_name", "架空銀行"), ("account.account.branch_name", "府屋"),
        ("account.account.kind", "ordinary"), ("account.account.number", "1234567"), ("account.account.holder_kana", "カツラギ"))
RESIDENTS = (
    *(Place(f"page {page}", Who.RESIDENT, partial(_talk, page), changes=BANK if page == "account" else ()) for page in PAGES),
    Place("question born_on", Who.RESIDENT, partial(_guide, "newborn-1.born_on")),
    Place("people", Who.RESIDENT, lambda scene: reverse("portal:people", args=[scene.draft])),
    Place("message", Who.RESIDENT, partial(_mine, "my-filing")),
    Place("withdrawal", Who.RESIDENT, partial(_mine, "my-withdraw"), holding="reason.value"),
    Place("correction item", Who.RESIDENT, _item, prepare=_begin_correction),
    Place("e-mail", Who.STRANGER, lambda _scene: "/sign-in/"),
)
STAFF = (
    Place("office message", Who.CLERK, partial(_case, "case-talk"), changes=(("body.value", "こんにちは"),)),
    Place("office correction", Who.CLERK, partial(_case, "correction"), prepare=_take_in_hand, query=f"?item={ITEM}",
          changes=(("reason-0.value", "架空の理由です"),)),
    Place("office proposal", Who.CLERK, partial(_case, "proposal"), prepare=_take_in_hand,
          changes=(("outcome.value", "refused"), ("reasons.value", "架空の理由です"))),
    Place("office transfer", Who.CLERK, partial(_case, "transfer"), changes=(("unit.value", "fukushi"), ("reason.value", "架空の理由です"))),
    Place("office return", Who.HEAD, partial(_case, "return"), prepare=_propose, changes=(("reason.value", "架空の理由です"),)),
)
PLACES = (*RESIDENTS, *STAFF)
