"""Signatures of filings in both zones: whom the installation trusts, and what a filing says of whoever signed it."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from cryptography.x509 import Certificate
from django.conf import settings

from murakami.domain.procedures.versions import ProcedureVersion
from murakami.kernel.document import Document, Row
from murakami.kernel.json_values import Json, JsonObject, JsonShapeError, read_object, read_str
from murakami.kernel.signatures import (
    Agreement,
    CardSignature,
    Compared,
    Form,
    Verdict,
    compare_items,
    is_other_person,
    names_document,
    read_anchors,
    verify,
)

# Source: 政府相互運用性フレームワーク コアデータモデル 個人
_NAME, _BIRTH, _SEX, _ADDRESS = "個人.氏名", "個人.生年月日", "個人.性別", "個人.住所"
_PARTS: Final = ("prefecture", "city", "town", "block")


@dataclass(frozen=True, slots=True)
class KeptSignature:
    """A signature as a filing carries it: the signed text, the signature, and who of the filing should have signed."""

    content: bytes
    signature: CardSignature
    instance: str

    def to_json(self) -> JsonObject:
        """Write it into what a document says of its filing."""
        return {"content": self.content.decode(), "value": b64encode(self.signature.value).decode(),
                "certificate": b64encode(self.signature.certificate).decode(), "instance": self.instance,
                "form": self.signature.form.value}

    @classmethod
    def from_json(cls, data: object) -> "KeptSignature":
        """Read it; without a form it is bare, as all were at first. Raises JsonShapeError, ValueError."""
        row = read_object(data, where="signature")
        value, certificate = (b64decode(read_str(row.get(name), where=f"signature.{name}"), validate=True)
                              for name in ("value", "certificate"))
        return cls(content=read_str(row.get("content"), where="signature.content").encode(),
                   signature=CardSignature(value=value, certificate=certificate, form=Form(row.get("form", Form.BARE))),
                   instance=read_str(row.get("instance"), where="signature.instance"))


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking a signature against a filing found; `items` is empty where nobody could be read."""

    verdict: Verdict
    names_filing: bool
    items: Mapping[str, Agreement]

    @property
    def problem(self) -> str:
        """Why it is no signature of this filing: a code of `Refused`, `altered` or `other_person`; empty when it is."""
        if self.verdict.refused:
            return self.verdict.refused.value
        if not self.names_filing:
            return "altered"
        signer = self.verdict.signer
        return "other_person" if signer is None or is_other_person(signer, self.items) else ""


def can_check() -> bool:
    """Say whether the installation trusts anybody's signatures at all."""
    return bool(trusted())


def trusted() -> tuple[Certificate, ...]:
    """Give the issuers that `MURAKAMI_SIGNATURE_ANCHORS` names."""
    return _trusted(settings.SIGNATURE_ANCHORS)


def check(kept: KeptSignature, *, document: Document, version: ProcedureVersion, at: datetime) -> Checked:
    """Check a signature against the document that carries it, as of the time it was filed. Trusts nothing said before."""
    verdict = verify(content=kept.content, signature=kept.signature, anchors=trusted(), at=at)
    items = compare_items(verdict.signer, said_of(document, version, kept.instance)) if verdict.signer else {}
    return Checked(verdict, names_document(kept.content, document), items)


def kept_in(document: Document) -> KeptSignature | None:
    """Read the signature that a document carries; None where it carries none, or something that is none."""
    try:
        return KeptSignature.from_json(document.filed_by["signature"])
    except (KeyError, JsonShapeError, ValueError):
        return None


def said_of(document: Document, version: ProcedureVersion, instance: str) -> Compared:
    """Gather what a filing says of one of its people, by the meaning that the vocabulary gives each fact."""
    found: dict[str, Json] = {}
    for row in document.rows:
        if row.instance == instance:
            found.setdefault(_meaning(row, version), row.value)
    born_on, sex = found.get(_BIRTH), found.get(_SEX)
    return Compared(
        name=_joined(found.get(_NAME), ("family", "given")), born_on=_day(born_on),
        sex=sex if isinstance(sex, str) and sex != "not_stated" else "", address=_joined(found.get(_ADDRESS), _PARTS))


def _meaning(row: Row, version: ProcedureVersion) -> str:
    role = version.roles.get(row.role)
    fact = version.kinds[role.kind].facts.get(row.fact) if role else None
    return (fact.gif or "") if fact else ""


def _joined(value: Json, parts: tuple[str, ...]) -> str:
    return "".join(str(value.get(part) or "") for part in parts) if isinstance(value, dict) else ""


def _day(value: Json) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


@lru_cache(maxsize=4)
def _trusted(pem: str) -> tuple[Certificate, ...]:
    return read_anchors(pem)
