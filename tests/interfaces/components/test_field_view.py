"""Fields as the page draws them: names, texts, errors, where a value comes from."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from murakami.interfaces.components.example_fields import example_fields
from murakami.interfaces.components.field_view import FieldView, FileRules, StoredFile, build_field_view, problems_of
from murakami.kernel.facts import Assurance, Provenance, ValueSource
from murakami.kernel.fields import FIELD_TYPES, FieldErrors, ParseContext, Raw, collect_raw, field_type

TODAY = date(2026, 11, 23)
CARD = Provenance(ValueSource.CARD, at="2026-11-22T16:30:00+00:00", assurance=Assurance.VERIFIED)
PENSIONS = {
    "choices": ["employees", "national"],
    "labels": {
        "employees": {"ja": "厚生年金", "en": "Employees' pension"},
        "national": {"ja": "国民年金", "en": "National pension"},
    },
}
OPTIONS = {"choice": PENSIONS, "choices": PENSIONS}
HOSTILE = '"><script>alert(1)</script>\' onfocus=alert(1) x="'


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _drawn(field: FieldView) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(render_to_string("components/field.html", {"field": field}))
    return parser.tags


def _of(tags: list[tuple[str, dict[str, str | None]]], *names: str) -> list[dict[str, str | None]]:
    return [attributes for tag, attributes in tags if tag in names]


def _view(type_name: str, **given: object) -> FieldView:
    return build_field_view(
        key="child-1.fact",
        field_type=field_type(type_name),
        label="ことがら",
        options=OPTIONS.get(type_name, {}),
        **given,  # type: ignore[arg-type]
    )


def _errors(type_name: str, raw: Raw) -> FieldErrors:
    with pytest.raises(FieldErrors) as caught:
        field_type(type_name).parse(
            raw, options=OPTIONS.get(type_name, {}), context=ParseContext(today=TODAY, label="ことがら")
        )
    return caught.value


@pytest.mark.parametrize("type_name", sorted(FIELD_TYPES))
def test_field__draws_every_part_of_every_type_under_its_name(type_name: str) -> None:
    tags = _drawn(_view(type_name))
    names = {attributes["name"] for attributes in _of(tags, "input", "select", "textarea")}
    parts = field_type(type_name).parts(OPTIONS.get(type_name, {}))
    assert names == {f"child-1.fact.{part.name}" for part in parts}


@pytest.mark.parametrize("type_name", sorted(FIELD_TYPES))
def test_field__labels_every_input_and_repeats_no_id(type_name: str) -> None:
    tags = _drawn(_view(type_name, hint="ヒント", why="わけ"))
    ids = [attributes["id"] for _, attributes in tags if attributes.get("id")]
    labelled = [attributes["for"] for attributes in _of(tags, "label")]
    assert sorted(labelled, key=str) == sorted(
        (attributes["id"] for attributes in _of(tags, "input", "select", "textarea")), key=str
    )
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("type_name", sorted(FIELD_TYPES))
def test_field__points_only_at_descriptions_that_are_there(type_name: str) -> None:
    raw = {part.name: "" for part in field_type(type_name).parts(OPTIONS.get(type_name, {}))}
    view = _view(type_name, hint="ヒント", raw=raw, errors=_errors(type_name, raw), provenance=CARD, today=TODAY)
    tags = _drawn(view)
    ids = {attributes.get("id") for _, attributes in tags}
    told = {one for _, attributes in tags for one in (attributes.get("aria-describedby") or "").split()}
    assert told == {"child-1.fact-hint", "child-1.fact-note", "child-1.fact-error"}
    assert told <= ids


@pytest.mark.parametrize(
    ("type_name", "raw"),
    [
        ("person_name", {"family": "葛\U000e0100城", "given": "𠮷", "family_kana": "カツラギ", "given_kana": "ヨシ"}),
        ("date", {"year": "令和8", "month": "11", "day": "31"}),
        ("long_text", {"value": "一行目\n<二行目>\n"}),
        ("text", {"value": HOSTILE}),
        ("phone", {"value": "０９０ー１２３４ー５６７８"}),
    ],
)
def test_field__gives_back_what_was_typed(type_name: str, raw: dict[str, str]) -> None:
    html = render_to_string("components/field.html", {"field": _view(type_name, raw=raw)})
    parser = _Tags()
    parser.feed(html)
    assert "<script" not in html
    assert [name for _, attributes in parser.tags for name in attributes if name.startswith("on")] == []
    if type_name != "long_text":
        values = {attributes["name"]: attributes.get("value") for attributes in _of(parser.tags, "input")}
        assert values == {f"child-1.fact.{part}": value for part, value in raw.items()}


def test_field__keeps_the_first_line_break_of_a_long_text() -> None:
    html = render_to_string("components/field.html", {"field": _view("long_text", raw={"value": "\n下"})})
    # a browser drops the first line break after <textarea>: ours comes before the typed one
    assert ">\n\n下</textarea>" in html


def test_field__marks_what_was_chosen() -> None:
    tags = _drawn(_view("choices", raw={"value": ["national"]}))
    assert [attributes["value"] for attributes in _of(tags, "input") if "checked" in attributes] == ["national"]


def test_field__reads_back_through_the_kernel() -> None:
    raw = {"family": "見本", "given": "花子", "family_kana": "ミホン", "given_kana": "ハナコ"}
    inputs = _of(_drawn(_view("person_name", raw=raw)), "input")
    posted = {str(one["name"]): [str(one.get("value") or "")] for one in inputs}
    assert collect_raw(posted, field_key="child-1.fact", parts=field_type("person_name").parts()) == raw


def test_build_field_view__says_required_in_words() -> None:
    assert _view("text").must == "※必須"
    assert _view("text", required=False).must == ""
    with override("en"):
        assert _view("text").must == "Required"
    with override("ja-easy"):
        assert _view("text").must == "※かならず 答えてください"


def test_build_field_view__ties_an_error_to_its_input_only() -> None:
    view = _view("date", errors=_errors("date", {"year": "令和8", "month": "11", "day": "31"}))
    assert [part.part for part in view.parts if part.invalid] == ["day"]
    assert view.problems[0].href == "#child-1.fact.day"
    assert view.errors == ("ことがら：11月は30日までです。日を直してください。",)
    inputs = _of(_drawn(view), "input")
    assert [one.get("aria-invalid") for one in inputs] == [None, None, "true"]


def test_build_field_view__says_where_a_value_comes_from_and_colours_only_filled_inputs() -> None:
    view = _view("person_name", raw={"family": "見本", "family_kana": "ミホン"}, provenance=CARD, today=TODAY)
    # 16:30 in Greenwich is already the next day in Japan
    assert view.note == "マイナンバーカードから（11月23日）"
    known = [one["name"] for one in _of(_drawn(view), "input") if "input--known" in str(one["class"])]
    assert known == ["child-1.fact.family", "child-1.fact.family_kana"]


def test_build_field_view__offers_the_browsers_data_only_for_the_reader() -> None:
    about_reader = _of(_drawn(_view("person_name", about_reader=True)), "input")
    about_another = _of(_drawn(_view("person_name")), "input")
    assert [one.get("autocomplete") for one in about_reader][:2] == ["family-name", "given-name"]
    assert [one.get("autocomplete") for one in about_another][:2] == ["off", "off"]


def test_build_field_view__takes_files_with_their_limits() -> None:
    stored = StoredFile(name="<通帳>.jpg", size="1.2 MB", remove_name="remove", remove_value="7")
    view = _view("file", rules=FileRules(accept="image/*", max_bytes=10_000_000, multiple=True), files=(stored,))
    tags = _drawn(view)
    chooser = next(one for one in _of(tags, "input") if one["type"] == "file")
    assert (chooser["accept"], "multiple" in chooser) == ("image/*", True)
    assert [one["data-max-bytes"] for one in _of(tags, "div") if "data-max-bytes" in one] == ["10000000"]
    assert [(one["name"], one["value"]) for one in _of(tags, "button")] == [("remove", "7")]


def test_problems_of__keeps_the_order_of_the_page() -> None:
    fields = [field for group in example_fields() for field in group.fields]
    assert [problem.href for problem in problems_of(fields)] == [
        "#child-1.born_on.day",
        "#applicant.email.value",
        "#child-2.lives_with.value",
        "#applicant.income.value",
    ]


def test_part__takes_an_input_by_name() -> None:
    view = _view("date")
    assert view.part("month").name == "child-1.fact.month"
    with pytest.raises(KeyError):
        view.part("era")
