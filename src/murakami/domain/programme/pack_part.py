"""Lets packs have the directory `programme` and checks it; needs no table, so that every zone can read the packs."""

from murakami.domain.programme.checks.all_checks import check_editions
from murakami.domain.programme.checks.plan_units import check_plan
from murakami.domain.programme.formats.part import PROGRAMME
from murakami.foundation.packs.registry import register_check, register_part

register_part(PROGRAMME)
register_check(check_editions)
register_check(check_plan)
