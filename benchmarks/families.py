"""The fixed set of the birth journey: four procedures, one newborn, one older child."""

import secrets
from datetime import date, datetime, timedelta

from murakami.demo.town.births import Talk
from murakami.demo.town.filling import Family
from murakami.demo.town.households import Household, Person, Town
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation import choosing, people, starting
from murakami.foundation.accounts.models import Account, ResidentProfile
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance

FIXED_SET = ("child-allowance-claim", "national-health-insurance-child", "child-medical-subsidy", "nursery-application")


def family(at: datetime) -> Family:
    """A fictitious couple with a child of three weeks and one of three years."""
    katsuragi = ("葛\U000e0100城", "カツラギ")

    def person(number: int, given: tuple[str, str], born_on: date, sex: str, relation: str) -> Person:
        return Person(register_number=f"{number:010d}", family=katsuragi, given=given, born_on=born_on, sex=sex,
                      relation=relation)

    cast = {"me": person(1, ("みのり", "ミノリ"), date(1994, 5, 14), "2", "妻"),
            "partner": person(2, ("拓海", "タクミ"), date(1993, 1, 20), "1", "世帯主"),
            "newborn-1": person(3, ("ひなた", "ヒナタ"), at.date() - timedelta(days=20), "2", "子"),
            "sibling-1": person(4, ("そら", "ソラ"), date(2023, 4, 1), "1", "子")}
    home = Household(number="1", town=Town(name="府屋", postal_code="9593907", district="山北"), block="232-1",
                     building="さんぽく荘2", people=tuple(cast.values()), is_protected=False)
    return Family(household=home, people=cast, today=at.date(), wishes={})


def resident(at: datetime) -> Owner:
    """A resident who has signed in by e-mail."""
    account = Account.objects.create(kind=AccountKind.RESIDENT, created_at=at)
    profile = ResidentProfile.objects.create(account=account)
    return Owner(account_id=account.pk, visitor="", mailbox_key=profile.mailbox_key, assurance=Assurance.ACCOUNT)


def ready_to_file(owner: Owner, at: datetime, *, procedures: tuple[str, ...] = FIXED_SET) -> str:
    """Carry a conversation to where only the filing is left; returns its key."""
    talk = Talk(family(at), owner=owner, at=at)
    intake = starting.begin_life_event(event_id="birth", owner=owner, resident=starting.NOBODY,
                                       draw_key=lambda: secrets.token_hex(16), at=at)
    talk.answer_guide(intake.key)
    choosing.choose_procedures(key=intake.key, owner=owner, procedures=procedures, at=at)
    people.set_people(key=intake.key, owner=owner, counts={"newborn": 1, "sibling": 1}, at=at, resident=starting.NOBODY)
    talk.answer_pages(intake.key)
    return intake.key
