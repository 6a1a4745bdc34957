"""Lets packs have the directory `learning` in every zone: all packs are read and checked whole, wherever they are."""

from murakami.domain.learning.checks.all_checks import check_learning
from murakami.domain.learning.formats.part import LEARNING
from murakami.foundation.packs.registry import register_check, register_part

register_part(LEARNING)
register_check(check_learning)
