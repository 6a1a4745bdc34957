"""Every field type of the kernel, empty, known and wrong, for the page of components. Nobody in it exists."""

from dataclasses import dataclass
from datetime import date

from murakami.interfaces.components.field_view import FieldView, FileRules, StoredFile, build_field_view
from murakami.kernel.facts import Assurance, Options, Provenance, ValueSource
from murakami.kernel.fields import FieldErrors, ParseContext, Raw, field_type

_TODAY = date(2026, 11, 23)
_CARD = Provenance(ValueSource.CARD, at="2026-11-23T20:40:00+09:00", assurance=Assurance.VERIFIED)
_EARLIER = Provenance(ValueSource.EARLIER_FILING, at="2025-06-02T10:00:00+09:00", receipt_number="MK-2506-00012-9")
_SUGGESTED = Provenance(ValueSource.SUGGESTED, at="2026-11-23T20:41:00+09:00")


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields shown below one heading."""

    title: str
    fields: tuple[FieldView, ...]


def example_fields() -> tuple[FieldGroup, ...]:
    """Build all example fields, in the active language; the wrong ones go through the real parsers."""
    return (
        FieldGroup("ひとのこと", _person()),
        FieldGroup("選ぶ", _choices()),
        FieldGroup("数と文", _writing()),
        FieldGroup("お金とファイル", _money_and_files()),
    )


def _errors(type_name: str, raw: Raw, label: str, options: Options) -> FieldErrors | None:
    try:
        field_type(type_name).parse(raw, options=options, context=ParseContext(today=_TODAY, label=label))
    except FieldErrors as problem:
        return problem
    return None


def _wrong(
    key: str, type_name: str, label: str, raw: Raw, *, options: Options | None = None, hint: str = "", unit: str = ""
) -> FieldView:
    chosen = options or {}
    return build_field_view(
        key=key,
        field_type=field_type(type_name),
        label=label,
        raw=raw,
        options=chosen,
        hint=hint,
        unit=unit,
        errors=_errors(type_name, raw, label, chosen),
    )


def _person() -> tuple[FieldView, ...]:
    name = {"family": "葛\U000e0100城", "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ"}
    home = {
        "postal_code": "959-3906",
        "prefecture": "新潟県",
        "city": "村上市",
        "town": "府屋",
        "block": "232-1",
        "building": "さんぽく荘 2",
    }
    return (
        build_field_view(
            key="applicant.name",
            field_type=field_type("person_name"),
            label="お名前",
            raw=name,
            provenance=_CARD,
            today=_TODAY,
            about_reader=True,
            why="児童手当は、生計を主に支える人の名前で申し込みます（児童手当法4条）。",
        ),
        build_field_view(
            key="child-1.name",
            field_type=field_type("person_name"),
            label="お子さんのお名前",
            raw={"family": "葛\U000e0100城", "family_kana": "カツラギ"},
            provenance=_SUGGESTED,
            today=_TODAY,
        ),
        _wrong(
            "child-1.born_on",
            "date",
            "生まれた日",
            {"year": "令和8", "month": "11", "day": "31"},
            hint="例：令和8年11月3日、2026年11月3日",
        ),
        build_field_view(
            key="child-2.born_on",
            field_type=field_type("date"),
            label="生まれた日（2人目）",
            hint="例：令和8年11月3日、2026年11月3日",
        ),
        build_field_view(
            key="applicant.residence",
            field_type=field_type("address"),
            label="住所",
            raw=home,
            provenance=_EARLIER,
            today=_TODAY,
            about_reader=True,
            postal_href="postal",
        ),
        build_field_view(
            key="applicant.phone",
            field_type=field_type("phone"),
            label="電話番号",
            about_reader=True,
            hint="昼間につながる番号を書いてください。",
        ),
        _wrong("applicant.email", "email", "メールアドレス", {"value": "minori＠example"}),
    )


def _choices() -> tuple[FieldView, ...]:
    pensions = {
        "choices": ["employees", "national", "none"],
        "labels": {
            "employees": {"ja": "厚生年金", "ja-easy": "厚生年金（会社の年金）", "en": "Employees' pension"},
            "national": {"ja": "国民年金", "ja-easy": "国民年金", "en": "National pension"},
            "none": {
                "ja": "入っていない、または分からない",
                "ja-easy": "ありません・わかりません",
                "en": "None, or not sure",
            },
        },
    }
    nursery = {
        "choices": ["work", "study", "care"],
        "labels": {
            "work": {"ja": "働いている"},
            "study": {"ja": "学校に通っている"},
            "care": {"ja": "家族を介護している"},
        },
    }
    return (
        build_field_view(
            key="child-1.lives_with",
            field_type=field_type("yes_no"),
            label="いっしょに住んでいますか",
            raw={"value": "yes"},
        ),
        _wrong("child-2.lives_with", "yes_no", "いっしょに住んでいますか（2人目）", {"value": ""}),
        build_field_view(
            key="applicant.pension", field_type=field_type("choice"), label="加入している年金", options=pensions
        ),
        build_field_view(
            key="applicant.pension_list",
            field_type=field_type("choice"),
            label="加入している年金（一覧から）",
            options={**pensions, "as": "select"},
            raw={"value": "national"},
        ),
        build_field_view(
            key="applicant.reasons",
            field_type=field_type("choices"),
            label="保育が必要な理由",
            options=nursery,
            raw={"value": ["work", "care"]},
            required=False,
            hint="あてはまるものをすべて選んでください。",
        ),
        build_field_view(
            key="applicant.consent",
            field_type=field_type("consent"),
            label="所得を確認することへの同意",
            hint="市が、あなたの今年の所得を市の税の記録で確認します。同意すると、所得証明書を出さずにすみます。",
        ),
    )


def _writing() -> tuple[FieldView, ...]:
    return (
        build_field_view(
            key="household.size",
            field_type=field_type("integer"),
            label="いっしょに住んでいる人数",
            unit="人",
            raw={"value": "4"},
        ),
        _wrong("applicant.income", "amount_yen", "昨年の収入", {"value": "三百万"}, unit="円"),
        build_field_view(key="applicant.employer", field_type=field_type("text"), label="勤め先", required=False),
        build_field_view(
            key="applicant.remarks",
            field_type=field_type("long_text"),
            label="窓口に伝えたいこと",
            required=False,
            hint="マイナンバー（個人番号）は書かないでください。",
        ),
        build_field_view(
            key="employer.number", field_type=field_type("corporate_number"), label="法人番号", required=False
        ),
    )


def _money_and_files() -> tuple[FieldView, ...]:
    rules = FileRules(accept="image/*,application/pdf", max_bytes=10_000_000, multiple=True)
    stored = (StoredFile(name="通帳.jpg", size="1.2 MB", href="#file", remove_name="remove", remove_value="1"),)
    return (
        build_field_view(key="account.account", field_type=field_type("bank_account"), label="振込先の口座"),
        build_field_view(
            key="attachment.bankbook",
            field_type=field_type("file"),
            label="通帳の写し",
            rules=rules,
            hint="口座番号と名義が写っているページ。写真でもPDFでもかまいません。10 MBまで。",
        ),
        build_field_view(
            key="attachment.insurance",
            field_type=field_type("file"),
            label="保険の資格が分かるもの",
            rules=rules,
            files=stored,
        ),
    )
