"""Which documents have to be attached under the answers so far, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from murakami.engines.interview.definitions import BoundProcedure, CompiledAttachment, roles_for
from murakami.engines.interview.pages import AttachmentNeed, AttachmentState
from murakami.kernel.conditions import DecidingLeaf, Situation, Truth


def attachments_needed(procedures: Sequence[BoundProcedure], here: Situation) -> tuple[AttachmentNeed, ...]:
    """List the documents of all procedures in a situation. One that several filings of a procedure need is listed once."""
    needs: dict[str, AttachmentNeed] = {}
    for bound in procedures:
        for attachment in bound.definition.attachments:
            for need in _needs(bound, attachment, here):
                earlier = needs.get(need.key)
                needs[need.key] = need if earlier is None else _joined(earlier, need)
    return tuple(needs.values())


def _needs(bound: BoundProcedure, attachment: CompiledAttachment, here: Situation) -> Iterator[AttachmentNeed]:
    about = attachment.spec.about
    people: tuple[str | None, ...] = (None,) if about is None else bound.roles.get(about, ())
    for person in people:
        role = about if attachment.per_person else None
        state, reasons = _state(attachment, Situation(here.facts, roles_for(bound, role, person), here.today))
        if state is not None:
            yield AttachmentNeed(
                procedure=bound.definition.procedure,
                id=attachment.spec.id,
                about=person,
                need=attachment.spec.need,
                state=state,
                reasons=reasons,
                filings=() if bound.instance is None else (bound.instance,),
            )


def _state(attachment: CompiledAttachment, view: Situation) -> tuple[AttachmentState | None, tuple[DecidingLeaf, ...]]:
    gate, omission = attachment.gate, attachment.omission
    truth = Truth.TRUE if gate is None else gate.truth(view)
    if truth is Truth.UNKNOWN:
        return AttachmentState.UNDECIDED, ()
    if truth is not Truth.TRUE:
        return None, ()
    if omission is not None and omission.truth(view) is Truth.TRUE:
        return AttachmentState.OMITTED, omission.explanation(view)
    return AttachmentState.NEEDED, () if gate is None else gate.explanation(view)


def _joined(earlier: AttachmentNeed, later: AttachmentNeed) -> AttachmentNeed:
    """Join the needs of two filings: what one of them needs is needed."""
    order = (AttachmentState.NEEDED, AttachmentState.UNDECIDED, AttachmentState.OMITTED)
    stronger = min((earlier, later), key=lambda need: order.index(need.state))
    return replace(stronger, filings=(*earlier.filings, *later.filings))
