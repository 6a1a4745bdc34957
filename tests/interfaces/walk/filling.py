"""What is sent to an address, as its form would send it."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from tests import programme_scene, protection_scene, spool_scene, staff_scene
from tests.cast import OTHER_UNIT, UNIT, Who
from tests.interfaces.routes import Route
from tests.interfaces.walk.things import address, identifiers, insider, plan_revision
from tests.page_forms import read_form
from tests.scene import IS_NEW, ITEM, Scene

# forms that only answer well to what a test of theirs has prepared: a code, a letter that is held, a register
NEEDS_MORE = {"office:sign-in", "office:own-password", "office:own-recovery-codes", "office:posted",
              "office:retry-letter", "office:match", "portal:my-mandate-answer",
              "office:reshuffles", "office:reshuffle-confirm", "office:own-passkey-add", "portal:passkey-add",
              "office:emergency-open", "office:mandate-end"}


def sent(route: Route, scene: Scene) -> dict[str, object]:
    """What the form of a route sends when everything is right: as its page stands, with what is to be written."""
    written = {
        "portal:sign-in-email": {"email.value": "somebody@example.jp"}, "portal:my-filing": {"message.value": "こんにちは"},
        "portal:satisfaction": {"score": "5"}, "portal:begin-procedure": {}, "portal:result": {"procedure": ["child-allowance-claim"]},
        "office:held-decide": {"verdict.value": "release", "reason.value": "架空の理由です"}, "office:original": {"reason": "架空の理由です"},
        "office:correction": {"item": [ITEM], "kind-0.value": "incorrect", "reason-0.value": "架空の理由です"},
        "office:check": {}, "office:breach": {}, "office:breach-decide": {"decision.value": "no_notice", "reason.value": "架空の理由です"},
        "office:breach-new": {"kind.value": "leak", "summary.value": "架空の誤送信です", "unit.value": UNIT, "procedure.value": IS_NEW,
                              "found_on.year": "2026", "found_on.month": "1", "found_on.day": "5"},
        "office:proposal": {"outcome.value": "refused", "reasons.value": "架空の理由です"},
        "office:transfer": {"unit.value": OTHER_UNIT, "reason.value": "架空の理由です"},
        "office:return": {"reason.value": "架空の理由です"}, "office:case-talk": {"body.value": "こんにちは"},
        "office:cancel-correction": {"key": scene.correction}, "office:assign": {"assignee": scene.account(Who.HEAD)},
        "office:assign-several": {"case": f"{scene.receipts.get(IS_NEW)}:{scene.lock(IS_NEW)}", "assignee": scene.account(Who.HEAD)},
        "portal:my-mandate-ask": {"name.value": "架空 花子", "kind.value": "family", "acts.value": "file", "results.value": "no", "until.value": "year"},
        "portal:my-mandate-answer": {"code": "7K3M-P2XQ-9RTD"},
        "office:match": {"instance": "sibling-1", "register_number": "0000000001"},
        "office:plan-task-add": {"title.value": "架空のタスク"}, "office:plan-task-move": {"revision": plan_revision(), "state": "doing"},
        "office:plan-kpi-add": {"name.value": "架空", "definition.value": "数える", "unit.value": "件", "direction.value": "up"},
        "office:plan-risk-add": {"text.value": "架空", "likelihood.value": "1", "impact.value": "3"},
        "office:plan-decide": {"text.value": "架空の決定", "reason.value": "架空の理由"},
        "office:learning-session-new": {
            "course.value": "bpr-workshop", "day.year": "2099", "day.month": "12", "day.day": "3", "start.value": "t0900",
            "end.value": "t1200", "place.value": "架空の会議室", "capacity.value": "20"},
        "office:learning-check": {f"q{place}.value": "a" for place in range(5)},
        "office:learning-call-off": {"reason.value": "架空の理由です"},
        "office:plan-note": {"step.value": "observe", "text.value": "架空のメモ"},
        **programme_scene.WRITTEN, **staff_scene.written(scene),
        **spool_scene.WRITTEN, **protection_scene.WRITTEN,
    }.get(route.name, {})
    return {**_as_it_stands(route, scene), **written}


def _as_it_stands(route: Route, scene: Scene) -> dict[str, object]:
    if "GET" in route.methods and route.answers[insider(route, scene)] == "yes":
        query = f"?item={ITEM}" if route.name == "office:correction" else ""
        page = scene.browser(insider(route, scene)).get(address(route, scene) + query)
        with suppress(LookupError):
            return read_form(page.content, holding='type="submit"').filled(csrfmiddlewaretoken=None)
    if route.name in programme_scene.OFFICE_RUNS:
        return programme_scene.revisions(route.name)
    if route.name.startswith("office:") and scene.has_cases:
        receipt = identifiers(route.name, scene).get("receipt", "")
        return {"lock": scene.lock(next((one for one, number in scene.receipts.items() if number == receipt), IS_NEW))}
    return {}


def request_body(route: Route, method: str, scene: Scene) -> dict[str, Any]:
    if method != "POST":
        return {}
    return {"data": urlencode(sent(route, scene), doseq=True),
            "content_type": "application/x-www-form-urlencoded"}
