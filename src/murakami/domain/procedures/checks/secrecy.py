"""Checks the mark of a procedure that tells nobody an address: nothing of it may carry one."""

from collections.abc import Iterator

from murakami.domain.procedures.checks.facts import Scope
from murakami.domain.procedures.formats.procedures import ProcedureFile
from murakami.foundation.packs.problems import Problem, Said
from murakami.foundation.packs.sources import Entry
from murakami.kernel.facts import FactRef


def secrecy_problems(entry: Entry[ProcedureFile], scope: Scope) -> Iterator[Problem]:
    """Refuse the mark where a letter, an attachment, gathered data or an asked address could tell where somebody lives."""
    if not entry.model.tells_no_address:
        return
    for what, english in _carriers(entry.model, scope):
        yield entry.place.problem(
            Said(f"tells_no_address と書いてありますが、{what}。", f"It is marked tells_no_address, but {english}."),
            Said("tells_no_address を消してください（支援措置の人の案件は課長が確かめます）。", "Delete tells_no_address: a head then looks."),
            "tells_no_address")


def _carriers(procedure: ProcedureFile, scope: Scope) -> Iterator[tuple[str, str]]:
    if procedure.letters:
        yield "通知（letters）があり、住所に送られます", "it has letters, which are posted"
    if procedure.attachments:
        yield "添付（attachments）に住所があるかもしれません", "its attachments may show an address"
    if procedure.gathers_own_data:
        yield "ほかの手続の情報を集めます（gathers_own_data）", "it gathers what other procedures hold"
    for ask in procedure.asks:
        for asked in ask.facts:
            fact = scope.find_fact(FactRef.parse(asked.fact))
            if fact is not None and fact.type == "address":
                yield f"「{asked.fact}」で住所を聞いています", f"it asks the address {asked.fact}"
