"""What travels when something is made public: the whole document, or that it is withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

ISSUED: Final = "publication.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The newest state of a publication as the agency issued it."""

    kind: str
    key: str
    title: str
    document: Mapping[str, Any]
    sha256: str
    published_at: datetime
    withdrawn_at: datetime | None

    def payload(self) -> dict[str, Any]:
        """Write it as a message carries it."""
        return {"kind": self.kind, "key": self.key, "title": self.title, "document": dict(self.document),
                "sha256": self.sha256, "published_at": self.published_at.isoformat(),
                "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None}

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """Read what a message carries."""
        withdrawn_at = payload["withdrawn_at"]
        return cls(kind=payload["kind"], key=payload["key"], title=payload["title"], document=payload["document"],
                   sha256=payload["sha256"], published_at=datetime.fromisoformat(payload["published_at"]),
                   withdrawn_at=datetime.fromisoformat(withdrawn_at) if withdrawn_at else None)
