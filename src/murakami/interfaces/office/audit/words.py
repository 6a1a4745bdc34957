"""The words of the auditor's pages: what is unusual about a look, and what to ask about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from murakami.foundation.looks.unusual import Sign, Thresholds
from murakami.interfaces.components.shapes import Tone

SIGNS: Final[Mapping[Sign, Promise]] = {
    Sign.OWN_NAME: _l("職員と同じ名前"), Sign.EMERGENCY: _l("ほかの課（緊急閲覧）"), Sign.MANY: _l("短い時間に多い"),
    Sign.SAME_FAMILY_NAME: _l("職員と同じ名字"), Sign.NIGHT: _l("夜間"), Sign.CLOSED_DAY: _l("閉庁日"),
    Sign.NO_WORK: _l("担当でない"),
}
TONES: Final[Mapping[Sign, Tone]] = {Sign.OWN_NAME: "bad", Sign.EMERGENCY: "warn", Sign.MANY: "warn"}


def explain(sign: Sign, thresholds: Thresholds) -> str:
    """Say by which rule a look shows a sign."""
    return {
        Sign.OWN_NAME: _("見た職員の名前が、案件の人の名前と同じです。"),
        Sign.EMERGENCY: _("ほかの課の案件を、緊急閲覧で見ました。"),
        Sign.MANY: _("1時間に{least}件以上、しかもその職員のふだん（前の90日の中央値）の{times}倍をこえて見ました。").format(
            least=thresholds.many_at_least, times=thresholds.many_times),
        Sign.SAME_FAMILY_NAME: _("見た職員の名字が、案件の人の名字と同じです。同じ名字の他人も多くいます。"),
        Sign.NIGHT: _("{begins}時から{ends}時までに見ました。").format(begins=thresholds.night_from, ends=thresholds.night_until),
        Sign.CLOSED_DAY: _("土曜・日曜・祝日・年末年始など、閉庁の日に見ました。"),
        Sign.NO_WORK: _("ほかの職員が担当の案件か終わった案件で、見た職員は何の処理もしていません。"),
    }[sign]


def moment_words(moment: datetime) -> str:
    """Write a moment as a list shows it, in Japan's time."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
