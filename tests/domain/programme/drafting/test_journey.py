"""From an adopted edition to the next: drafted, heard, answered, adopted, by whom it may and in no other order."""

from functools import partial

import pytest

from murakami.domain.programme.models import Comment, Edition, Hearing, Initiative
from murakami.domain.programme.operations.cycle import CycleNotPermitted
from murakami.domain.programme.operations.drafting import (
    DraftChanged,
    DraftNotFound,
    DraftNotReady,
    begin_draft,
    change_draft,
)
from murakami.domain.programme.operations.hearing import HearingUnknown
from murakami.domain.programme.queries.drafts import find_draft, list_drafts
from murakami.domain.programme.queries.shelf import find_edition_in_force, read_shelf
from murakami.domain.programme.rules import drafting
from murakami.domain.programme.rules.drafting import DraftRefused, Words
from murakami.domain.programme.rules.drafting_parts import add_item, write_heading, write_item
from murakami.domain.programme.rules.hearing import HearingPhase
from murakami.domain.publications.queries import find_published
from murakami.foundation.events.models import Event
from tests.domain.programme.drafting.steps import (
    AFTER,
    CLOSES,
    CODE,
    HEADING,
    adopt,
    announce,
    answer,
    change,
    publish,
    revision_of,
    say,
)
from tests.domain.programme.year.cast import NOW, Town

pytestmark = pytest.mark.django_db
NEW = Words(group="2-1", number="④", title="書かない窓口", text="名前を書かずにすみます。")
ADD = partial(drafting.add_initiative, code="2-1-4", words=NEW)


def test_journey__from_the_draft_to_the_policy_in_force(town: Town, draft: Edition) -> None:
    change(town.office, ADD)
    change(town.office, lambda d, b: drafting.withdraw_initiative(d, b, code="2-1-3", note="国の仕組みに移った。"))
    announce(town.office)
    said = say("わたしの町の窓口が遠い")
    say("もう一度", key=said.key)  # the same message once more
    told = find_published("policy-hearing", CODE)
    assert told is not None
    assert [step["kinds"] for step in told.document["changes"]["initiatives"]] == [["kept"]] * 3 + [["added"], ["withdrawn"]]
    assert (find_published("policy-edition", CODE), find_edition_in_force()) == (None, Edition.objects.get(code="1.1"))
    answer(town.office)
    change(town.office, lambda d, _: drafting.write_vision(d, name="スマート見本", text="遠くの人も使える町にします。"), at=AFTER)
    publish(town.office)
    shown = find_published("policy-hearing", CODE)
    assert shown is not None
    assert shown.document["comments"] == [{"number": "AAAA-AAAA", "about": "2-1-1", "body": "わたしの町の窓口が遠い",
                                           "effect": "reflected", "answer": "文を直しました。"}]
    assert "花子" not in str(shown.document)
    assert "hanako" not in str(shown.document)
    assert shown.document["draft"]["vision"]["text"] == "だれもが使える町にします。"  # that on which it was said
    adopt(town.office)
    assert find_edition_in_force() == Edition.objects.get(code=CODE)
    assert dict(Initiative.objects.values_list("code", "is_current")) == {
        "1-1": True, "2-1-1": True, "2-1-2": True, "2-1-3": False, "2-1-4": True}
    policy, ended = find_published("policy-edition", CODE), find_published("policy-hearing", CODE)
    assert policy is not None
    assert (policy.document["status"], policy.document["dated"]) == ("adopted", "2027-01")
    assert policy.document["vision"]["text"] == "遠くの人も使える町にします。"
    assert find_published("policy-changes", f"1.1..{CODE}") is not None
    assert ended is not None
    assert (ended.document["draft"], len(ended.document["comments"])) == (None, 1)
    assert list_drafts() == ()
    kinds = set(Event.objects.filter(subject_key="edition-2-0").values_list("kind", flat=True))
    assert kinds == {"programme.draft_begun", "programme.draft_changed", "programme.hearing_opened", "programme.commented",
                     "programme.comment_answered", "programme.hearing_answered", "programme.edition_adopted"}


def test_adopt__carries_what_stands_beside_the_initiatives(town: Town, draft: Edition) -> None:
    change(town.office, lambda d, _: write_item(d, part="articles", place=0, words={"text": "困りごとから出発する"}))
    change(town.office, lambda d, b: add_item(d, b, part="glossary", words={"term": "AI", "reading": "", "text": "人工知能。"}))
    change(town.office, lambda d, _: write_heading(d, place=1, inner=0, number="（1）", title="近い行政", text="近くします。"))
    adopt(town.office, at=NOW)
    policy, changes = find_published("policy-edition", CODE), find_published("policy-changes", f"1.1..{CODE}")
    assert policy is not None
    assert changes is not None
    assert policy.document["articles"] == [{"number": 1, "text": "困りごとから出発する"}]
    assert policy.document["glossary"][-1] == {"term": "AI", "text": "人工知能。"}
    assert policy.document["table"][1]["group"] == "（1）近い行政"
    assert {(one["part"], one["kind"], one["heading"]) for one in changes.document["sections"]} == {
        ("articles", "changed", "第1条"), ("glossary", "added", "AI"), ("pillars", "changed", "（1）近い行政")}


def test_adopt__needs_no_hearing_where_none_was_held(town: Town, draft: Edition) -> None:
    assert adopt(town.office, at=NOW).adopted_at == NOW
    assert set(read_shelf().editions) == {"1.0", "1.1", CODE}


def test_steps__are_the_offices_alone(town: Town, draft: Edition) -> None:
    for actor in (town.owner, town.headquarters, town.elsewhere):
        with pytest.raises(CycleNotPermitted):
            begin_draft(base="1.1", heading=HEADING, actor=actor, at=NOW)
        for step in (lambda who: change(who, ADD), announce, answer, publish, adopt):
            with pytest.raises(CycleNotPermitted):
                step(actor)
    assert Edition.objects.get(code=CODE).revision == 1


def test_change__from_a_stale_page_is_refused(town: Town, draft: Edition) -> None:
    change(town.office, ADD, revision=1)
    with pytest.raises(DraftChanged):
        change(town.office, ADD, revision=1)
    assert change(town.office, lambda d, _: d).revision == 2  # nothing changed, nothing written


def test_draft__stands_still_while_it_is_heard(town: Town, draft: Edition) -> None:
    announce(town.office)
    for step in (lambda: change(town.office, ADD), lambda: adopt(town.office, at=NOW)):
        with pytest.raises(DraftRefused, match="being_heard"):
            step()
    found = find_draft(CODE)
    assert found is not None
    assert [found.phase(day) for day in (NOW.date(), CLOSES, AFTER.date())] == [
        HearingPhase.OPEN, HearingPhase.OPEN, HearingPhase.CLOSED]
    assert not found.may_change(CLOSES)
    assert found.may_change(AFTER.date())


def test_hearing__opens_only_with_a_whole_draft_and_right_days(town: Town, draft: Edition) -> None:
    change(town.office, lambda d, b: drafting.write_initiative(d, b, code="2-1-1", words=Words(
        group="2-1", number="②", title="窓口", text="文。")))
    with pytest.raises(DraftNotReady) as refused:
        announce(town.office)
    assert [one.key for one in refused.value.problems] == ["取組 2-1-2の番号"]
    for days in ({"closes_on": NOW.date().replace(day=1)}, {"opens_on": NOW.date().replace(day=1)}):
        with pytest.raises(DraftRefused, match="days_wrong"):
            announce(town.office, **days)
    assert not Hearing.objects.exists()


def test_results__wait_for_the_end_and_for_every_answer(town: Town, draft: Edition) -> None:
    with pytest.raises(HearingUnknown):
        say("早すぎる")
    announce(town.office)
    with pytest.raises(DraftRefused, match="heard_already"):
        announce(town.office)
    say("遠い")
    with pytest.raises(DraftRefused, match="hearing_open"):
        publish(town.office, at=NOW)
    with pytest.raises(DraftRefused, match="unanswered"):
        publish(town.office)
    with pytest.raises(DraftRefused, match="results_missing"):
        adopt(town.office)
    answer(town.office)
    answer(town.office)  # may be written again until it is public
    publish(town.office)
    for step, word in ((answer, "results_published"), (publish, "results_published")):
        with pytest.raises(DraftRefused, match=word):
            step(town.office)
    assert Comment.objects.get().effect == "reflected"


def test_begin__refuses_what_is_no_next_edition(town: Town, draft: Edition) -> None:
    with pytest.raises(DraftRefused, match="code_taken"):
        begin_draft(base="1.1", heading=HEADING, actor=town.office, at=NOW)
    with pytest.raises(DraftNotFound):
        begin_draft(base=CODE, heading=HEADING, actor=town.office, at=NOW)
    with pytest.raises(DraftNotFound):
        change_draft(code="1.1", change=ADD, actor=town.office, revision=1, at=NOW)
    with pytest.raises(DraftRefused, match="format"):
        change(town.office, lambda d, _: drafting.write_vision(d, name="", text=""))
    assert revision_of() == 1
