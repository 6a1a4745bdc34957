"""Which book of mandates the conversations ask: the one of today."""

from django.utils import timezone


def bind_mandate_book() -> None:
    """Have conversations ask whether a mandate is held today, in Japan."""
    from murakami.domain.intake.ports import bind_mandates  # noqa: PLC0415 - rooms of the edge
    from murakami.flows.mandates.holding import HeldOnADay  # noqa: PLC0415 - rooms of the edge

    bind_mandates(HeldOnADay(today=timezone.localdate))
