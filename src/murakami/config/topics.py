"""What may travel between the zones: every topic with the zone it goes to. Nothing else leaves, from either side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

TOPICS: Mapping[str, Literal["edge", "core"]] = MappingProxyType(
    {
        "filing.received": "core",
        "filing.revised": "core",
        "filing.withdrawn": "core",
        "filing.message": "core",
        "delivery.consented": "core",
        "letter.opened": "core",
        "intake.satisfied": "core",
        "hearing.commented": "core",
        "case.progressed": "edge",
        "case.correction_requested": "edge",
        "case.letter_issued": "edge",
        "case.message": "edge",
        "case.looked_at": "edge",
        "case.forgotten": "edge",
        "mailbox.guarded": "edge",
        "mandate.confirmed": "edge",
        "mandate.ended": "edge",
        "mandate.over": "edge",
        "publication.issued": "edge",
    }
)
