"""What has to have happened before an address can be used."""

from django.urls import reverse

from tests import breach_scene, held_scene, person_data_scene, programme_scene, protection_scene
from tests.cast import UNIT, Who
from tests.scene import IS_NEW, Desk, Scene

IN_HAND = {"office:correction", "office:proposal", "office:check", "office:match", "office:approve", "office:return"}


def prepare(name: str, scene: Scene) -> None:
    """Bring things to where the step of a route is possible."""
    desk = Desk(scene)
    if name in IN_HAND and scene.has_cases:
        desk.start(IS_NEW)
    if name in {"office:approve", "office:return"} and scene.has_cases:
        desk.propose(IS_NEW)
    if name in programme_scene.OFFICE_RUNS:
        programme_scene.run_as_office()
    if name == "office:evaluation-return":
        programme_scene.sign_first(scene)
    if name.startswith("office:held") and scene.has_cases:
        held_scene.hold_one(scene.receipts[IS_NEW], at=scene.at)
    if name.startswith("office:person-data") and scene.has_cases:
        person_data_scene.ask_for_own_data(scene.receipts[IS_NEW])
    if name.startswith("office:breach") and scene.has_cases:
        breach_scene.open_one([scene.receipts[IS_NEW]], unit=UNIT, account_id=int(scene.account(Who.HEAD)), at=scene.at)
    if name.startswith("office:audit-") and scene.has_cases:
        from murakami.foundation.accounts.models import StaffProfile
        from murakami.foundation.looks.operations import record_look

        StaffProfile.objects.filter(account_id=scene.account(Who.HEAD)).update(email="head@example.jp")
        record_look(actor=scene.cast.actor(Who.CLERK), at=scene.at, unit=UNIT, route="office:case", receipt_number=scene.receipts[IS_NEW])
    if name == "office:person-data-json" and scene.has_cases:
        person_data_scene.gather(scene.receipts[IS_NEW], account_id=int(scene.account(Who.CLERK)), at=scene.at)
    if name in protection_scene.ON_A_CASE and scene.has_cases:
        protection_scene.raise_one(scene.receipts[IS_NEW], at=scene.at)
    if name == "office:original" and scene.has_cases:
        held_scene.seal_one(scene.file, at=scene.at)
    if name in {"portal:my-correction-item", "portal:my-correction-check"}:
        scene.browser(Who.RESIDENT).post(reverse("portal:my-correction", args=[scene.correction]))
