"""What stands on the page of a case that touches somebody protected."""

from dataclasses import dataclass

from django.utils import timezone

from murakami.domain.cases.alarms import may_release
from murakami.flows.agency.pages import CaseReading
from murakami.foundation.accounts.rules import Actor
from murakami.interfaces.office.words import ALARMS


@dataclass(frozen=True, slots=True)
class AlarmView:
    """The alarms in words; `standing`: a head has still to release them. `until`: unmasked until then."""

    words: tuple[str, ...]
    standing: bool
    released: tuple[str, ...]
    may_act: bool
    is_masked: bool
    until: str


def alarm_view(reading: CaseReading, actor: Actor) -> AlarmView | None:
    """Put the alarms of a case into words; None where nobody in it is protected."""
    if not reading.alarms and not reading.is_protected:
        return None
    return AlarmView(
        words=tuple(str(ALARMS[alarm.kind]) for alarm in reading.alarms), standing=bool(reading.standing_alarms),
        released=tuple(sorted({_released(alarm) for alarm in reading.alarms if alarm.released_at})),
        may_act=may_act(reading, actor), is_masked=reading.is_masked,
        until=f"{timezone.localtime(reading.unmasked_until):%H:%M}" if reading.unmasked_until else "")


def may_act(reading: CaseReading, actor: Actor) -> bool:
    """Say whether somebody may release a case and see its addresses."""
    return may_release(actor, unit=reading.case.unit, procedure=reading.case.procedure)


def _released(alarm: object) -> str:
    staff = getattr(getattr(alarm, "released_by", None), "staff", None)
    at = timezone.localtime(alarm.released_at)  # type: ignore[attr-defined]
    return f"{getattr(staff, 'name', '')}（{at:%-m月%-d日 %H:%M}）{alarm.reason}"  # type: ignore[attr-defined]
