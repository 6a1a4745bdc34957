"""The personal information files that the software itself keeps, beside those of the procedures.

Each file names the tables in which it is held; a test fails for a table about people that stands in no file. What is kept and
not published stands in `UNPUBLISHED` with its reason, so that leaving a file out is a decision as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from murakami.domain.procedures.personal_files import list_personal_files
from murakami.interfaces.portal.showcase.file_entry import FileEntry, unit_name

_PROGRAMME_UNIT: Final = _l("デジタル化を進める課")  # said, not named: which it is here, the edge does not know
_WRITTEN: Final = _l("本人が書いたこと")
_MADE_HERE: Final = _l("市のシステムが記録したこと")
_NO_PERIOD: Final = _l("期間を決めていません")
_RESIDENTS: Final = _l("インターネットの手続を使った人")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One published file. Of the programme: its office uses it; else every unit for which something is filed here."""

    code: str
    tables: frozenset[str]
    name: Promise
    purpose: Promise
    items: Promise
    people: tuple[Promise, ...]
    sources: tuple[Promise, ...]
    retention: Promise
    special: Promise | None = None
    of_programme: bool = False


KEPT: Final = (
    KeptFile(
        code="kept-accounts", name=_l("利用者の登録"), purpose=_l("手続のページに入る人を確かめ、本人の申請・届出を本人だけに見せるため"),
        tables=frozenset({"accounts.Account", "accounts.ResidentProfile", "accounts.EmailCode", "accounts.Passkey", "intake.Memory",
                          "mailbox.DeliveryConsent", "cases.DeliveryConsent", "api.AccessToken"}),
        items=_l("メールアドレス、マイナンバーカードから読み取った氏名・住所・生年月日・性別、パスキー、通知の受け取り方、次の手続のために覚えた内容（本人の同意）"),
        people=(_RESIDENTS,), sources=(_WRITTEN, _l("マイナンバーカードの読取り（本人の同意）")), retention=_NO_PERIOD),
    KeptFile(
        code="kept-firms", name=_l("事業者と、その担当の人"), purpose=_l("事業者のために手続をする人を確かめるため"),
        tables=frozenset({"accounts.Firm", "accounts.FirmMember"}),
        items=_l("事業者の名前・所在地・代表者の氏名・メールアドレス、担当の人の氏名・部署・メールアドレス・役割、使い始めた日とやめた日"),
        people=(_l("事業者の代表者と担当の人"),), sources=(_l("GビズID"), _WRITTEN), retention=_NO_PERIOD),
    KeptFile(
        code="kept-register", name=_l("住民記録の写し"), purpose=_l("申請・届出の内容を住民記録と見くらべるため"),
        tables=frozenset({"register.Resident", "register.DeathTold"}),
        items=_l("宛名番号、世帯番号、続柄、氏名、フリガナ、生年月日、性別、住所、支援措置を受けているか、転出した日、亡くなった日"),
        people=(_l("市に住民票がある人と、あった人"),), sources=(_l("住民記録"),), special=_l("支援措置を受けているか"), retention=_NO_PERIOD),
    KeptFile(
        code="kept-mandates", name=_l("代理の登録"), purpose=_l("本人に代わって手続をする人を確かめるため"),
        tables=frozenset({"mandates.Mandate"}),
        items=_l("頼む人と代わりの人の氏名、代わりにできること、期間、登録した日とやめた日、受付番号"),
        people=(_l("代理を頼む人"), _l("代わりに手続をする人")), sources=(_WRITTEN, _l("本人か代理人からの申請・届出")), retention=_NO_PERIOD),
    KeptFile(
        code="kept-mailbox", name=_l("申請・届出の連絡箱"), purpose=_l("申請・届出の進み具合と結果を本人に知らせ、連絡を取り合うため"),
        tables=frozenset({"mailbox.MailboxItem", "mailbox.TimelineEntry", "mailbox.Letter", "mailbox.Message", "mailbox.CorrectionRequest",
                          "mailbox.ItemLook"}),
        items=_l("受付番号、手続の名前、進み具合、通知、メッセージ、確認のお願いと答え、見た課と目的"),
        people=(_RESIDENTS,), sources=(_WRITTEN, _MADE_HERE), special=_l("メッセージや通知に書かれた病気など"),
        retention=_l("もとの申請・届出を消すとき、いっしょに消します")),
    KeptFile(
        code="kept-looks", name=_l("見た記録と入った記録"), purpose=_l("職員が必要のない情報を見ていないか、本人のほかの人が入っていないかを確かめるため"),
        tables=frozenset({"looks.Look", "looks.ReportReading", "looks.Breach", "cases.EmergencyAccess", "cases.Unmasking", "events.Event",
                          "accounts.SignInRecord", "accounts.OpenSession", "accounts.Attempts", "spool.Decision"}),
        items=_l("見た日時、見た職員と課、受付番号、開いたページ、緊急に見た理由、漏えいなどの調べ、ページに入った日時・方法・端末"),
        people=(_RESIDENTS, _l("職員")), sources=(_MADE_HERE,), retention=_NO_PERIOD),
    KeptFile(
        code="kept-programme", name=_l("デジタル化の取組にかかわる人"), purpose=_l("取組と会議の担当を決め、進み具合を確かめるため"),
        tables=frozenset({"programme.BodyMembership", "programme.Task", "programme.Observation", "programme.PlanEntry", "programme.EvaluationStep",
                          "programme.FrozenCorrection", "programme.PeriodEvaluation", "programme.UpdateLink", "programme.Reminder"}),
        items=_l("会議の委員の氏名・役職・期間、取組の担当、書いたことと日時"),
        people=(_l("会議の委員"), _l("取組を担当する職員")), sources=(_WRITTEN, _MADE_HERE), retention=_NO_PERIOD, of_programme=True),
    KeptFile(
        code="kept-comments", name=_l("パブリックコメントを出した人"), purpose=_l("市の計画の案への意見を受け付け、考え方を答えるため"),
        tables=frozenset({"programme.Comment"}),
        items=_l("氏名、連絡先、意見、受け付けた日時"), people=(_l("意見を出した人"),), sources=(_WRITTEN,),
        retention=_l("氏名と連絡先は、意見の募集のページで約束した日に消します"), of_programme=True),
)

# Whoever adopts the software decides again. Source: 75条2項・3項 compared with the law; 74条2項 from knowledge.
UNPUBLISHED: Final[Mapping[str, frozenset[str]]] = {
    # 75条3項: the items kept of those who are to learn nothing would tell them how they are recognised
    "protections": frozenset({"register.Protection", "register.ProtectedPerson", "register.RefusedPerson", "mailbox.Guard", "cases.GuardedMailbox"}),
    # 75条2項1号 with 74条2項3号: of staff, their posts and their training
    "staff": frozenset({"accounts.StaffProfile", "accounts.Membership", "accounts.Reshuffle", "learning.RoleAssignment", "learning.Session",
                        "learning.Seat", "learning.CheckTaken", "learning.Gain"}),
    # 75条2項2号: a part of what a published file holds, for the same purpose, on its way
    "on the way": frozenset({"spool.Message", "api.Answered"}),
}


def list_kept_files() -> tuple[FileEntry, ...]:
    """List the files of the software itself in the words of this page. SQL: as `list_personal_files`."""
    return tuple(_entry_of(one) for one in KEPT)


def _entry_of(one: KeptFile) -> FileEntry:
    return FileEntry(
        code=one.code, name=str(one.name), unit=str(_PROGRAMME_UNIT) if one.of_programme else _filing_units(), purpose=str(one.purpose),
        items=str(one.items), people=_lines(one.people), sources=_lines(one.sources), special=str(one.special or ""),
        paper=_("ありません"), retention=str(one.retention))


def _lines(words: Iterable[Promise]) -> str:
    return "\n".join(map(str, words))


def _filing_units() -> str:
    return "\n".join(dict.fromkeys(unit_name(one.version.unit) for one in list_personal_files())) or _("市役所")
