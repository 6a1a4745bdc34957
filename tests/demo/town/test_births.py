"""Families of the fictitious town can file everything a birth requires."""

from datetime import date
from itertools import islice
from random import Random

import pytest
from tests.flows.conftest import owner_with_account
from tests.packs_loaded import load_packs

from murakami.demo.town.births import family_of, file_birth
from murakami.demo.town.households import draw_households
from murakami.demo.town.register import families_with_newborns
from murakami.domain.intake.models import Filing

pytestmark = pytest.mark.django_db


def test_file_birth__files_what_applies_for_each_family(at):
    load_packs()
    keys = iter(range(1, 10**6))
    households = draw_households(residents=4000, seed=3, today=at.date())
    families = list(islice(families_with_newborns(households, since=date(2025, 11, 23)), 6))
    assert len(families) == 6
    for number, household in enumerate(families):
        family = family_of(household, at=at, rng=Random(number))
        filings = file_birth(family, owner=owner_with_account(at, mailbox_key=f"{number:032x}"), consent=True,
                             draw_key=lambda: f"{next(keys):032x}", at=at)
        procedures = {filing.procedure for filing in filings}
        assert "child-medical-subsidy" in procedures
        newborn = family.people["newborn-1"]
        assert newborn.given[0] in str(filings[0].document)
    assert Filing.objects.values("receipt_number").distinct().count() == Filing.objects.count()
