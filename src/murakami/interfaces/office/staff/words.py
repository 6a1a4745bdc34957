"""What the pages about staff say for codes."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murakami.foundation.accounts.staff_pages import RightLine
from murakami.foundation.accounts.vocabulary import Role

ROLES = {
    Role.CLERK: gettext_lazy("係員"), Role.UNIT_HEAD: gettext_lazy("課長"), Role.ADMINISTRATOR: gettext_lazy("管理者"),
    Role.PERSONNEL: gettext_lazy("人事担当（全庁）"), Role.AUDITOR: gettext_lazy("監査担当（全庁）"),
}
DUTIES = {
    Role.CLERK: gettext_lazy("係員（課の案件を見て、進めます）"),
    Role.UNIT_HEAD: gettext_lazy("課長（課の案件を見て決裁し、代理を決め、緊急閲覧を確かめます）"),
    Role.ADMINISTRATOR: gettext_lazy("管理者（課の職員とサインイン、確認を待つファイル、運用。案件は見えません）"),
    Role.PERSONNEL: gettext_lazy("人事担当（全庁の職員と人事異動。案件は見えません）"),
    Role.AUDITOR: gettext_lazy("監査担当（全庁の見た記録と緊急閲覧を読みます。案件は見えません）"),
}
REFUSALS = {
    "not_yours": gettext_lazy("この課の職員の設定は、この課の管理者か人事担当ができます。"),
    "own_rights": gettext_lazy("自分の権限や自分のアカウントは変えられません。ほかの管理者か人事担当に頼んでください。"),
    "unit_unknown": gettext_lazy("この課は今はありません。課を選びなおしてください。"),
    "staff_unknown": gettext_lazy("この職員のアカウントは使われていません。職員を選びなおしてください。"),
    "ends_before_it_begins": gettext_lazy("終わりの日が始まりの日より前です。終わりの日をなおしてください。"),
    "held_already": gettext_lazy("同じ役割が、重なる期間にもうあります。期間をなおすか、先の役割を終わらせてください。"),
    "no_right": gettext_lazy("この役割は、もう終わっているか、その日にはありません。日付を確かめてください。"),
    "is_deputy": gettext_lazy("代理の役割を、さらに代理に渡すことはできません。"),
    "same_person": gettext_lazy("本人は代理になれません。ほかの職員を選んでください。"),
    "outlasts_right": gettext_lazy("代理の期間が、本人の役割の期間からはみ出しています。期間をなおしてください。"),
    "login_taken": gettext_lazy("この職員番号は使われています。別の番号を入れてください。"),
}


def day_words(day: date) -> str:
    """Write a day."""
    return f"{day.year}年{day.month}月{day.day}日"


def period_words(since: date, until: date | None) -> str:
    """Write a half-open period as people say it: the last day with the right, not the first without."""
    if until is None:
        return _("{since}から").format(since=day_words(since))
    return _("{since}から{last}まで").format(since=day_words(since), last=day_words(until - timedelta(days=1)))


def right_words(line: RightLine) -> str:
    """Write a role in its unit, with whom it is held for."""
    role = str(ROLES[line.tenure.role])
    if line.absent_name:
        return _("{unit}　{role}（{absent}の代理）").format(unit=line.unit_name, role=role, absent=line.absent_name)
    return f"{line.unit_name}　{role}"
