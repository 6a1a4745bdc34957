"""The electronic signature of a case, checked again by the agency itself: what the edge said of it counts for nothing."""

from dataclasses import dataclass

from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.flows.signatures import Checked, can_check, check, kept_in
from murakami.foundation.accounts.vocabulary import Assurance


@dataclass(frozen=True, slots=True)
class SignatureReading:
    """What a clerk is told: `checked` is None where there is nothing to check or nobody is trusted (`can_check`).

    `is_corrected` says that the document has been corrected since: the signature is over what was filed first.
    """

    checked: Checked | None
    can_check: bool
    is_corrected: bool


def read_signature(page: CasePage, *, version: ProcedureVersion) -> SignatureReading | None:
    """Check the signature of a filing; None where neither the procedure nor the filing speaks of one. SQL: none."""
    filed = page.revisions[0]
    needs = version.assurance == Assurance.CARD_SIGN and page.case.channel == "online"
    kept = kept_in(filed.document)
    if kept is None and not needs and filed.document.filed_by.get("assurance") != Assurance.CARD_SIGN:
        return None
    able = can_check()
    checked = check(kept, document=filed.document, version=version, at=filed.filed_at) if kept and able else None
    return SignatureReading(checked=checked, can_check=able, is_corrected=len(page.revisions) > 1)
