"""A procedure in words: who, until when, what to bring, what it costs, by which law, what if one disagrees."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from murakami.domain.procedures.formats.procedures import Remedies
from murakami.domain.procedures.queries import UnitInfo, UnitNotFound, get_municipality, get_unit
from murakami.domain.procedures.versions import ProcedureDeadline, ProcedureVersion
from murakami.engines.interview import AttachmentSpec, Need
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.portal.wording import lang
from murakami.kernel.conditions import ALWAYS
from murakami.kernel.deadlines import PeriodUnit
from murakami.kernel.languages import text_in


def short_title(version: ProcedureVersion) -> str:
    """Name a procedure in few words."""
    return version.text("short", lang()) or version.text("title", lang())


def kind_word(version: ProcedureVersion) -> str:
    """Say what kind of act a procedure is."""
    return {"application": _("申請"), "declaration": _("届出"), "registration": _("登録"), "request": _("請求"),
            "consultation": _("相談")}.get(version.kind, "")


def main_rows(version: ProcedureVersion) -> tuple[FactRow, ...]:
    """Say what most people want to know first; rows without content are left out."""
    rows = (
        (_("だれが"), version.text("who", lang())),
        (_("いつまでに"), deadline_words(version)),
        (_("受けられること"), version.text("result", lang())),
        (_("どこで"), version.text("where", lang())),
        (_("持ちもの"), version.text("bring", lang())),
        (_("手数料"), fee_words(version)),
        (_("かかる日数"), period_words(version)),
        (_("本人確認"), assurance_words(version) if version.is_online else ""),
    )
    return tuple(FactRow(label=label, value=value) for label, value in rows if value)


def legal_rows(version: ProcedureVersion) -> tuple[FactRow, ...]:
    """Say by which law, by which criteria, and what one can do against a decision (教示)."""
    rows = (
        (_("種類"), kind_word(version)),
        (_("根拠となる法令など"), "\n".join(version.regime.articles)),
        (_("審査の基準"), version.regime.criteria),
        (_("決定に不服があるとき"), remedies_words(version.regime.remedies)),
    )
    return tuple(FactRow(label=label, value=value) for label, value in rows if value)


def deadline_words(version: ProcedureVersion) -> str:
    """Say until when a procedure is to be filed: in the pack's own words, else as its rule counts; else nothing."""
    own = version.text("deadline", lang())
    return own or ("" if version.deadline is None else _rule_words(version, version.deadline))


def fee_words(version: ProcedureVersion) -> str:
    """Say what it costs."""
    return _("かかりません") if version.fee_yen == 0 else _("{yen}円").format(yen=f"{version.fee_yen:,}")


def period_words(version: ProcedureVersion) -> str:
    """Say how long the office usually takes (標準処理期間)."""
    if version.standard_period is None or not version.is_online:
        return ""
    return ngettext("受け付けてから{days}開庁日ほど", "受け付けてから{days}開庁日ほど",
                    version.standard_period).format(days=version.standard_period)


def assurance_words(version: ProcedureVersion) -> str:
    """Say how one has to show who one is."""
    if version.is_for_firms and version.assurance == "account":
        return _("GビズIDでのサインイン（出す前に）")
    return {"none": _("要りません"), "account": _("メールかマイナンバーカードでのサインイン（出す前に）"),
            "card_auth": _("マイナンバーカードでのサインイン（出す前に）"),
            "card_sign": _("マイナンバーカードの電子署名（出す前に）")}[version.assurance]


def attachment_rows(version: ProcedureVersion) -> tuple[FactRow, ...]:
    """List what may have to be attached."""
    return tuple(FactRow(label=version.attachment_text(spec.id, "label", lang()),
                         value="\n".join(filter(None, (_need_words(spec),
                                                       version.attachment_text(spec.id, "hint", lang())))))
                 for spec in version.attachments)


def unit_of(code: str) -> UnitInfo | None:
    """Take the unit in charge; None for one that is not published."""
    try:
        return get_unit(code)
    except UnitNotFound:
        return None


def unit_to_call(versions: Iterable[ProcedureVersion]) -> UnitInfo | None:
    """Choose whom to call about several procedures: the unit of the first one that is filed here."""
    online = (version.unit for version in versions if version.is_online)
    return next(filter(None, map(unit_of, online)), None)


def remedies_words(remedies: Remedies) -> str:
    """Say what one can do against a decision. Source: 行政不服審査法 2条, 18条, 82条."""
    if not remedies.told or remedies.authority is None:
        return ""
    town = get_municipality()
    whom = {"mayor": _("{city}長").format(city=town.name_in(lang())),
            "prefecture": _("{prefecture}知事").format(prefecture=town.prefecture),
            "minister": _("国の担当大臣")}[remedies.authority]
    within = remedies.within or _("3か月")
    return _("決定を知った日の翌日から{within}以内に、{whom}に審査請求ができます。").format(whom=whom, within=within)


def _rule_words(version: ProcedureVersion, deadline: ProcedureDeadline) -> str:
    label = text_in(version.fact_text(version.roles[deadline.fact.role].kind, deadline.fact.fact), lang())
    number = deadline.period.within
    length = {PeriodUnit.DAYS: ngettext("{n}日以内", "{n}日以内", number),
              PeriodUnit.MONTHS: ngettext("{n}か月以内", "{n}か月以内", number),
              PeriodUnit.WORKING_DAYS: ngettext("{n}開庁日以内", "{n}開庁日以内", number)}[deadline.period.unit]
    rule = _("「{date}」の日を1日目として{length}") if deadline.period.counts_first_day else _(
        "「{date}」の日の翌日から{length}")
    return " ".join(_parts(rule.format(date=label, length=length.format(n=number)), rolls=deadline.period.rolls))


def _parts(rule: str, *, rolls: bool) -> Iterable[str]:
    yield rule
    if rolls:
        yield _("（最後の日が休みなら、次に開く日まで）")


def _need_words(spec: AttachmentSpec) -> str:
    need = {Need.REQUIRED: _("必要です"), Need.COPY: _("写し（写真でもかまいません）"),
            Need.ORIGINAL_LATER: _("先に写しを送り、原本はあとで")}[spec.need]
    return need if spec.when == ALWAYS else _("{need}（あてはまる人だけ）").format(need=need)
