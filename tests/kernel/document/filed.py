"""A filed document of the cast, as the tests of the renderings share it."""

from dataclasses import replace

from murakami.kernel.document import (
    AttachmentRow,
    AttachmentState,
    Document,
    FileRef,
    Row,
    Topic,
)
from murakami.kernel.facts import Provenance, ValueSource
from murakami.kernel.json_values import Json

SAID = Provenance(ValueSource.RESIDENT, "2026-11-23T09:00:00+09:00")
CARD = Provenance(ValueSource.CARD, "2026-11-23T09:00:00+09:00")
BANKBOOK = FileRef("a" * 64, "通帳.jpg", "image/jpeg", 1234)
STATUS = {"choices": ["receiving", "not_yet"], "labels": {"not_yet": {"ja": "まだ", "en": "Not yet"}}}


def name(family: str, given: str) -> Json:
    return {"family": family, "given": given, "family_kana": "ヤマダ", "given_kana": "ハナコ"}


def row(key: str, role: str, type_name: str, value: Json, **more: object) -> Row:
    fact = key.rpartition(".")[2]
    made = Row(key, role, fact, {"ja": f"{fact}の名", "en": f"the {fact}"}, type_name, value, SAID)
    return replace(made, **more)  # type: ignore[arg-type]


def document(**changes: object) -> Document:
    """An application of 葛󠄀城 花子 for two children."""
    filed = Document(
        procedure="child-allowance-claim",
        version="f" * 64,
        title={"ja": "児童手当", "en": "Child allowance"},
        topics=(
            Topic(
                "applicant",
                {"ja": "申請者", "en": "Applicant"},
                (
                    row("me.name", "applicant", "person_name", name("葛󠄀城", "花子"), provenance=CARD),
                    row("me.born_on", "applicant", "date", "1990-04-01"),
                    row("me.status", "applicant", "choice", "not_yet", options=STATUS),
                    row("me.phone", "applicant", "phone", None),
                ),
            ),
            Topic(
                "children",
                {"ja": "お子さん"},
                (
                    row("child-1.name", "child", "person_name", name("葛󠄀城", "一郎")),
                    row("child-1.born_on", "child", "date", "2026-11-03"),
                    row("child-2.name", "child", "person_name", name("葛󠄀城", "二郎")),
                ),
                subject={"ja": "一郎さん"},
            ),
        ),
        attachments=(
            AttachmentRow("bankbook", {"ja": "通帳の写し"}, "copy", AttachmentState.PROVIDED, (BANKBOOK,)),
            AttachmentRow("insurance", {"ja": "保険証"}, "required", AttachmentState.LATER),
        ),
        roles={"applicant": ("me",), "child": ("child-1", "child-2"), "spouse": ()},
        whose="applicant",
        filed_by={"relation": "self", "channel": "online"},
        filed_at="2026-11-23T09:01:00+09:00",
    )
    return replace(filed, **changes)  # type: ignore[arg-type]


def with_value(original: Document, key: str, value: Json) -> Document:
    """The same document with another answer."""
    topics = tuple(
        replace(topic, rows=tuple(replace(item, value=value) if item.key == key else item for item in topic.rows))
        for topic in original.topics
    )
    return replace(original, topics=topics)
