"""Reads who of a life event's cast takes a role of a procedure."""

from murakami.domain.procedures.formats.guidance import NOBODY
from murakami.engines.guide import Bind, Either, parse_bind


def parse_binding(data: object) -> Bind:
    """Read a binding as packs write it; `none` is nobody.

    Raises:
        ConditionError: the first thing in it that cannot be read.
    """
    return _nobody_as_empty(parse_bind(data))


def names_several(bind: Bind) -> bool:
    """Whether a binding may come to several cast roles at once."""
    if isinstance(bind, Either):
        return names_several(bind.then) or names_several(bind.otherwise)
    return not isinstance(bind, str) and len(bind) > 1


def _nobody_as_empty(bind: Bind) -> Bind:
    if isinstance(bind, Either):
        return Either(bind.when, _nobody_as_empty(bind.then), _nobody_as_empty(bind.otherwise))
    return () if bind == NOBODY else bind
