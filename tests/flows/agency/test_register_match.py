"""The register beside the filing: nothing is matched silently, and a protected address is nowhere."""

from dataclasses import replace

import pytest

from murakami.domain.cases.operations.transition import CaseNotFound, StepRefused
from murakami.domain.cases.queries.case_page import read_case
from murakami.domain.procedures.queries import get_version
from murakami.domain.register.models import Resident
from murakami.domain.register.operations import import_residents
from murakami.flows.agency import work
from murakami.flows.agency.pages import MASK, open_case
from murakami.flows.agency.register_match import MOST_CANDIDATES, compare_people
from murakami.foundation.looks.models import Look
from murakami.kernel.document import review_rows
from tests.domain.cases.cast import photograph
from tests.domain.register.records import record
from tests.flows.agency.office import act
from tests.kernel.document.filed import with_value

pytestmark = pytest.mark.django_db
FATHER, MOTHER, CHILD = "0000000001", "0000000002", "0000000003"


def people(case, actor):
    page = read_case(receipt_number=case.receipt_number, actor=actor)
    return {one.instance: one for one in compare_people(page, version=get_version(case.procedure, case.version))}


def match(case, actor, at, instance="partner", number=FATHER, **how):
    return act(work.confirm_match, case, actor, at=at, instance=instance, register_number=number, **how)


def opened(case, actor, at):
    return open_case(receipt_number=case.receipt_number, actor=actor, route="office:case", at=at)


def test_compare_people__offers_and_decides_nothing(claim, cast, registered):
    found = people(claim, cast.clerk)
    assert set(found) == {"me", "partner", "newborn-1", "sibling-1"}
    assert all(one.matched is None and one.verdicts == {} for one in found.values())
    assert [one.register_number for one in found["partner"].likely] == [FATHER]
    assert found["partner"].likely[0].address == "府屋232-1さんぽく荘 2"


def test_compare_people__knows_nobody_in_an_empty_register(claim, cast):
    assert all(one.candidates == () for one in people(claim, cast.clerk).values())


def test_compare_people__shows_what_agrees_once_a_clerk_has_confirmed(claim, cast, registered, at):
    match(claim, cast.clerk, at)
    partner = people(claim, cast.clerk)["partner"]
    assert partner.matched.register_number == FATHER
    assert partner.verdicts == {"partner.name": True, "partner.born_on": True, "partner.residence": True}


def test_compare_people__shows_differences_and_other_characters(claim, cast, registered, at):
    Resident.objects.filter(register_number=FATHER).update(family_name="葛城", born_on="1991-05-03", block="1-1")
    match(claim, cast.clerk, at)
    partner = people(claim, cast.clerk)["partner"]
    assert partner.verdicts == {"partner.name": True, "partner.born_on": False, "partner.residence": False}
    assert partner.written_otherwise == {"partner.name"}


def test_compare_people__the_same_town_in_another_city_is_another_address(claim, cast, registered, at):
    match(claim, cast.clerk, at)
    page = read_case(receipt_number=claim.receipt_number, actor=cast.clerk)
    elsewhere = {**page.document.find_row("partner.residence").value, "city": "新発田市"}
    moved = replace(page.revisions[0], document=with_value(page.document, "partner.residence", elsewhere))
    found = compare_people(replace(page, revisions=[moved]), version=get_version(claim.procedure, claim.version))
    assert [one.verdicts["partner.residence"] for one in found if one.matched] == [False]


def test_compare_people__ranks_and_bounds_candidates(claim, cast, registered, at):
    import_residents(record(number, family_name="葛\U000e0100城", given_name="健", born_on="1950-01-01",
                            household_number=f"{number:08}") for number in range(100, 120))
    partner = people(claim, cast.clerk)["partner"]
    assert len(partner.candidates) == MOST_CANDIDATES
    assert partner.candidates[0].register_number == FATHER
    assert [one.same_birth for one in partner.others] == [False] * (MOST_CANDIDATES - 1)


def test_compare_people__a_household_helps_where_the_filing_has_no_birth(claim, cast, registered, at):
    import_residents([record(50, family_name="葛\U000e0100城", given_name="みのり", household_number="00000050")])
    assert [one.same_birth for one in people(claim, cast.clerk)["me"].candidates] == [None, None]
    match(claim, cast.clerk, at)
    mother = people(claim, cast.clerk)["me"]
    assert [one.register_number for one in mother.likely] == [MOTHER]


def test_confirm_match__takes_only_who_was_offered(claim, cast, registered, at):
    import_residents([record(70, family_name="別", given_name="人", born_on="1950-01-01")])
    before = photograph(claim)
    for instance, number in (("partner", "0000000070"), ("partner", ""), ("nobody", FATHER), ("partner", CHILD)):
        with pytest.raises(StepRefused, match="candidate_unknown"):
            match(claim, cast.clerk, at, instance=instance, number=number)
    with pytest.raises(CaseNotFound):
        match(claim, cast.elsewhere, at)
    assert photograph(claim) == before


def test_undo_match__brings_the_candidates_back(claim, cast, registered, at):
    match(claim, cast.clerk, at)
    act(work.undo_match, claim, cast.clerk, at=at, instance="partner")
    assert people(claim, cast.clerk)["partner"].matched is None
    assert claim.entries.last().text == "葛\U000e0100城 健"


@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("protected", [FATHER, CHILD])
def test_open_case__shows_no_address_when_anybody_is_protected(claim, cast, registered, at, confirmed, protected):
    Resident.objects.filter(register_number=protected).update(is_protected=True)
    if confirmed:
        match(claim, cast.clerk, at, instance="partner" if protected == FATHER else "newborn-1", number=protected)
    reading = opened(claim, cast.clerk, at)
    assert reading.is_protected
    shown = {row.key: row.text for topic in review_rows(reading.page.document, "ja") for row in topic.rows}
    assert shown["partner.residence"] == MASK
    assert "府屋" not in str([revision.document for revision in reading.page.revisions])
    known = [one for person in reading.people for one in (person.matched, *person.candidates) if one]
    assert {one.address for one in known} == {""}  # the others live there too
    assert not [key for person in reading.people for key in person.verdicts if key.endswith(".residence")]  # nobody tries it out


def test_open_case__a_namesake_who_is_protected_hides_only_their_own_address(claim, cast, registered, at):
    import_residents([record(80, family_name="葛\U000e0100城", given_name="健", born_on="1950-01-01", is_protected=True)])
    reading = opened(claim, cast.clerk, at)
    assert not reading.is_protected
    other = next(one for one in reading.people if one.instance == "partner").others[0]
    assert (other.register_number, other.address, other.is_protected) == ("0000000080", "", True)


def test_open_case__records_one_look_before_anything_is_shown(claim, cast, registered, at):
    opened(claim, cast.clerk, at)
    look = Look.objects.get()
    assert (look.account_id, look.receipt_number, look.unit, look.route) == (
        cast.clerk.account_id, claim.receipt_number, "kodomo", "office:case")
    for actor in (cast.elsewhere, cast.administrator):
        with pytest.raises(CaseNotFound):
            opened(claim, actor, at)
    assert Look.objects.count() == 1


def test_open_case__costs_eleven_statements(claim, cast, registered, at, in_one_request, sql_at_most):
    opened(claim, cast.clerk, at)
    with sql_at_most(11):
        opened(claim, cast.clerk, at)
