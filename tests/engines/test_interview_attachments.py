from types import SimpleNamespace

from murakami.engines.interview import AttachmentSpec, AttachmentState, Need
from murakami.kernel.conditions import DecidingLeaf, parse_condition
from tests.engines.claims import ask, bound, fact, planned, spec

BANKBOOK = AttachmentSpec("bankbook", Need.COPY, "account", parse_condition({"not": "registered"}))
PROOF = AttachmentSpec("proof", Need.REQUIRED, "child", parse_condition("child_apart"))
TAX = AttachmentSpec("tax", Need.ORIGINAL_LATER, "applicant", omitted_if=parse_condition("applicant_works"))

CLAIM = spec(
    "claim",
    ask("applicant", "applicant.works"),
    ask("account", "account.number"),
    ask("children", "child.lives_apart"),
    attachments=[BANKBOOK, PROOF, TAX],
)


def needs(facts, *procedures):
    return {need.key: need for need in planned(procedures or bound(CLAIM, child=["a", "b"]), facts).attachments}


def test_attachments__follow_the_answers_and_say_why():
    own_account = {"account.number": SimpleNamespace(registered=False)}
    bankbook = needs(own_account)["claim:bankbook:account"]
    assert bankbook.state is AttachmentState.NEEDED
    assert bankbook.need is Need.COPY
    assert bankbook.reasons == (DecidingLeaf("registered", False),)
    assert "claim:bankbook:account" not in needs({"account.number": SimpleNamespace(registered=True)})


def test_attachments__are_undecided_while_the_answer_is_open():
    assert needs({})["claim:bankbook:account"].state is AttachmentState.UNDECIDED


def test_attachments__are_needed_for_each_person_concerned():
    found = needs({"a.lives_apart": True, "b.lives_apart": False})
    assert found["claim:proof:a"].about == "a"
    assert "claim:proof:b" not in found


def test_attachments__are_omitted_where_the_office_can_look():
    assert needs({"me.works": True})["claim:tax:me"].state is AttachmentState.OMITTED
    assert needs({"me.works": True})["claim:tax:me"].reasons == (DecidingLeaf("applicant_works", True),)
    assert needs({"me.works": False})["claim:tax:me"].state is AttachmentState.NEEDED
    assert needs({})["claim:tax:me"].state is AttachmentState.NEEDED


def test_attachments__that_several_filings_need_are_listed_once():
    each = spec("each", attachments=[BANKBOOK, PROOF], for_each="child")
    facts = {"account.number": SimpleNamespace(registered=False), "a.lives_apart": True, "b.lives_apart": True}
    found = needs(facts, *bound(each, child=["a", "b"]))
    assert found["each:bankbook:account"].filings == ("a", "b")
    assert found["each:proof:b"].filings == ("b",)


def test_attachments__needed_by_one_of_two_filings_are_needed():
    id_card = AttachmentSpec("id", Need.COPY, None, omitted_if=parse_condition("child_apart"))
    each = spec("each", ask("children", "child.lives_apart"), attachments=[id_card], for_each="child")
    found = needs({"a.lives_apart": True, "b.lives_apart": False}, *bound(each, child=["a", "b"]))
    assert found["each:id"].state is AttachmentState.NEEDED
    assert found["each:id"].filings == ("a", "b")


def test_attachments__about_nobody_are_not_needed():
    about_spouse = AttachmentSpec("consent", Need.REQUIRED, "spouse")
    assert needs({}, *bound(spec("claim", attachments=[about_spouse]))) == {}


def test_attachments__do_not_follow_hidden_answers():
    gated = spec(
        "claim",
        ask("applicant", "applicant.has_spouse"),
        ask("children", fact("child.lives_apart", "has_spouse")),
        attachments=[PROOF],
    )
    facts = {"me.has_spouse": False, "a.lives_apart": True}
    assert needs(facts, *bound(gated, child=["a"])) == {}
    assert set(needs({**facts, "me.has_spouse": True}, *bound(gated, child=["a"]))) == {"claim:proof:a"}
