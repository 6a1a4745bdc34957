"""What stands in an address, and who may come in there."""

from django.conf import settings
from django.urls import reverse

from tests import breach_scene, held_scene, protection_scene, spool_scene, staff_scene
from tests.cast import UNIT, Who
from tests.interfaces.routes import Route
from tests.interfaces.walk.mounted import parts_of
from tests.scene import AWAITS_CORRECTION, IS_DECIDED, IS_NEW, Scene

# which of the resident's filings stands in the address; every other route takes the one whose case is new
FILING = {
    "office:cancel-correction": AWAITS_CORRECTION, "office:letter": IS_DECIDED, "office:close": IS_DECIDED,
    "portal:my-document": IS_DECIDED}
PLANNED = "3-2-2"  # an initiative of the unit in charge


def identifiers(name: str, scene: Scene) -> dict[str, str]:
    """What stands in the address of a route: things of the resident of the scene."""
    if not parts_of(name):
        return {}
    procedure = scene.with_file if name in {"office:case-file", "portal:my-file", "office:original"} else FILING.get(name, IS_NEW)
    receipt = scene.receipts.get(procedure, "MK-2611-00001-3")
    known = {"key": scene.draft, "event_id": "birth", "procedure": "child-allowance-claim", "instance": "sibling-1",
             "question": "me.lives_in_city", "page_key": "adult:me", "sha256": scene.file or "0" * 64,
             "receipt": receipt, "number": receipt, "item_key": scene.item,
             "edition": "2.3", "initiative": "2-1-2", "pair": "2.0..2.3", "size": "1"}
    known |= {"side": "giver", "code": PLANNED, "year": "2026", "task": "r8-birth-at-once", "kpi": "childcare-online", "risk": "r-two-counters"}
    known |= {"course": "privacy-basics", "session": scene.session, "result": scene.result, "signed": scene.signed, "unit": UNIT}
    known |= staff_scene.known(scene, name)
    known |= {"breach": breach_scene.BREACH, "member": "1"}
    known |= spool_scene.known() | {"protection": protection_scene.PROTECTION}
    if name.startswith(("portal:receipt", "portal:satisfaction")):
        known["key"] = scene.filed
    if name.startswith("portal:my-correction"):
        known["key"] = scene.correction
    if name.startswith(("open:indicator", "office:indicator")):
        known["key"] = "filings"
    if name == "portal:my-mandate":
        known["key"] = scene.mandate
    if name == "portal:my-letter":
        known["key"] = scene.letter
    if name.startswith("office:held"):
        known["sha256"] = held_scene.held_digest()
    if name.startswith("api:"):
        known |= _named_by_api(name)
    if scene.stage:
        known |= scene.stage.known(name)
    return {part: known[part] for part in parts_of(name)}


def _named_by_api(name: str) -> dict[str, str]:
    from murakami.domain.procedures.queries import get_version

    named = {"life_event": "birth", "kind": "policy-edition", "page": "adult:me", "receipt_number": "MK-2611-00001-3",
             "sha256": get_version("child-allowance-claim").sha}
    return named | ({"key": "2.3"} if name == "api:publication" else {})


def plan_revision() -> int:
    """The count that a page of the plan would send; 0 where this zone has no plan."""
    if settings.ZONE == "edge":
        return 0
    from murakami.domain.programme.models import Initiative

    return Initiative.objects.get(code=PLANNED).revision


def insider(route: Route, scene: Scene) -> Who:
    """Somebody whom the route lets in: who owns things where things are owned."""
    wanted = (Who.RESIDENT, Who.HEAD, Who.ADMINISTRATOR, Who.PERSONNEL, Who.AUDITOR, Who.ELSEWHERE,
              Who.STRANGER)
    return next((who for who in wanted if route.answers[who] == "yes" and who in (Who.STRANGER, *scene.sessions)), Who.STRANGER)


def address(route: Route, scene: Scene, **other: str) -> str:
    query = "?lang=ja&next=/-/components" if route.name == "components:display" else ""
    return reverse(route.name, kwargs={**identifiers(route.name, scene), **other}) + query
