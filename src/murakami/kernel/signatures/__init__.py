"""Electronic signatures with a card (署名用電子証明書): what is signed, who signed it, and whether it holds.

Plain functions over bytes: no clock, no network, no list of what was revoked. What cannot be checked here is never
claimed: the best outcome is «valid, revocation unchecked» (有効、失効未確認), because only J-LIS knows what was revoked.
"""

from murakami.kernel.signatures.certificates import CertificateUnreadable, Signer, read_signer
from murakami.kernel.signatures.cms import CmsUnreadable
from murakami.kernel.signatures.comparing import Agreement, Compared, compare_items, is_other_person
from murakami.kernel.signatures.content import names_document, signed_content, signed_digest
from murakami.kernel.signatures.refusals import Refused
from murakami.kernel.signatures.verification import (
    CardSignature,
    Form,
    NotAnIssuer,
    Verdict,
    fingerprints,
    is_in_force,
    read_anchors,
    verify,
)

__all__ = [
    "Agreement",
    "CardSignature",
    "CertificateUnreadable",
    "CmsUnreadable",
    "Compared",
    "Form",
    "NotAnIssuer",
    "Refused",
    "Signer",
    "Verdict",
    "compare_items",
    "fingerprints",
    "is_in_force",
    "is_other_person",
    "names_document",
    "read_anchors",
    "read_signer",
    "signed_content",
    "signed_digest",
    "verify",
]
