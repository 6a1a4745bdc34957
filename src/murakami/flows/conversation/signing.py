"""Filing with an electronic signature: what the card is asked to sign, and what must hold before it counts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from murakami.domain.intake.rules.subjects import my_instance
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.engines.interview import BoundProcedure
from murakami.flows.conversation.reading import Conversation
from murakami.flows.signatures import KeptSignature, check
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.kernel.document import Document
from murakami.kernel.json_values import Json
from murakami.kernel.signatures import CardSignature, signed_content

Made: TypeAlias = tuple[ProcedureVersion, BoundProcedure, Document]


class SignatureRefused(PermissionError):
    """The signature is none of this filing, or none that can be trusted; `code` says why (`Checked.problem`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def content_of(made: Sequence[Made]) -> bytes:
    """Write the text that is signed for these documents."""
    return signed_content(document for _version, _bound, document in made)


def with_signature(made: Sequence[Made], *, conversation: Conversation, signature: CardSignature,
                   at: datetime) -> tuple[Made, ...]:
    """Put a signature to the documents it was made for; each carries it, so that whoever has one can check it alone.

    Before: nothing is believed. After: it is over exactly these documents, by a certificate of a trusted issuer in force
    at `at`, of the person who files; whether it was revoked is not known (失効未確認).
    Raises SignatureRefused.
    """
    kept = KeptSignature(content=content_of(made), signature=signature, instance=my_instance(conversation.standing))
    for version, _bound, document in made:
        problem = check(kept, document=document, version=version, at=at).problem
        if problem:
            raise SignatureRefused(problem)
    said: dict[str, Json] = {"assurance": Assurance.CARD_SIGN.value, "revocation_checked": False,
                             "signature": kept.to_json()}
    return tuple((version, bound, replace(document, filed_by={**document.filed_by, **said}))
                 for version, bound, document in made)
