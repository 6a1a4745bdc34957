"""The proof of a filing for whoever filed it: that it stands in the signed book, and what it said. docs/evidence.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from murakami.domain.intake.models import Filing
from murakami.domain.intake.queries import list_revisions
from murakami.foundation.events.proving import NotSealed, prove_events
from murakami.foundation.events.queries import commitments_of
from murakami.kernel.json_values import canonical_json
from murakami.kernel.merkle.commitments import commit

FORM: Final = "murakami-filing-proof/1"


@dataclass(frozen=True, slots=True)
class _Content:
    """A document as it was filed: what opens its commitment, and its one text."""

    salt: str
    sha256: str
    document: Mapping[str, Any]


def prove_filing(filing: Filing, *, with_text: bool) -> dict[str, Any]:
    """Prove a filing and every correction of it, as JSON that `verify_events.py --proof` checks.

    Each proof opens the commitment of its event; `with_text` adds the document itself. The receipt number is no part of
    it: what is proven is the content.

    Raises NotSealed: it is not in the signed tree yet, or it was filed before contents were committed to. SQL: 6.
    """
    contents = _contents_of(filing)
    known = commitments_of(filing.subject_key)
    try:
        events = [known[commit(salt=one.salt, digest=one.sha256)] for one in contents]
    except KeyError as missing:
        raise NotSealed(filing.receipt_number) from missing
    if not events:
        raise NotSealed(filing.receipt_number)
    proofs = prove_events(events)
    return {"form": FORM, "proofs": [proof | {"content": _opened(one, with_text=with_text)}
                                     for proof, one in zip(proofs, contents, strict=True)]}


def _contents_of(filing: Filing) -> list[_Content]:
    revised = [_Content(one.salt, one.sha256, one.document) for one in list_revisions([filing])]
    return [one for one in (_Content(filing.salt, filing.sha256, filing.document), *revised) if one.salt]


def _opened(one: _Content, *, with_text: bool) -> dict[str, str]:
    text = {"text": canonical_json(one.document)} if with_text else {}
    return {"salt": one.salt, "sha256": one.sha256} | text
