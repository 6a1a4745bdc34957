"""The words of learning; one place, so that a thing has one name everywhere."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from murakami.domain.learning.catalogue import Catalogue, Course, LearningRole
from murakami.interfaces.office.clock_view import day_words

KINDS = {"general": _("一般行政職員"), "leader": _("DX推進リーダー"), "specialist": _("高度専門人材")}
COURSE_KINDS = {"reading": _("読んで学ぶ"), "session": _("集まって学ぶ")}
COMPLETIONS = {
    "check": _("確認テストに合格すると修了です。"),
    "attendance": _("研修に出席すると修了です。"),
    "both": _("研修に出席し、確認テストに合格すると修了です（順番はどちらでもかまいません）。"),
}
REFUSALS = {
    "course_changed": _("この講座は、いま内容が新しくなりました。新しい問いに答えてください。"),
    "ends_before_it_starts": _("終わりの時刻：始まりより後の時刻を選んでください。"),
    "in_the_past": _("日：これからの日時にしてください。"),
    "no_seats": _("定員：1人以上にしてください。"),
    "called_off": _("この研修は中止になりました。"),
    "has_begun": _("この研修はもう始まっています。申込みと取消しは、始まる前までです。"),
    "full": _("満席になりました。ほかの日程を選ぶか、空きが出るのをお待ちください。"),
    "not_now": _("出席を受け付ける時間ではありません。始まる30分前から終わりまでです。"),
    "not_yet": _("出席を付けられるのは、始まる30分前からです。"),
    "reason_missing": _("理由：空です。申し込んだ人に伝わるように書いてください。"),
    "role_unknown": _("役割：選び直してください。"),
}


def when_words(starts_at: datetime, ends_at: datetime) -> str:
    """Write a span of hours: 2026年12月3日（木） 13:30〜15:30; with the second day where it ends on another."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{day_words(end.date())} {end:%H:%M}"
    return f"{start.year}年{day_words(start.date())} {start:%H:%M}〜{until}"


def until_words(until: date | None) -> str:
    """Say until when something holds, from the first day on which it no longer does."""
    if until is None:
        return now_("期限なし")
    last = date.fromordinal(until.toordinal() - 1)
    return now_("{day}まで有効").format(day=plain_date(last))


def plain_date(day: date) -> str:
    """Write a day in few letters, for marks: 2026年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def gives_words(course: Course, catalogue: Catalogue) -> str:
    """Say what a course gives: 業務の見直し 段階2、サービスの設計 段階2."""
    return "、".join(skill_words(skill, level, catalogue) for skill, level in course.gives.items())


def skill_words(skill: str, level: int, catalogue: Catalogue) -> str:
    """Name a skill at a level; its code where packs no longer have it."""
    known = catalogue.skills.get(skill)
    return now_("{skill} 段階{level}").format(skill=known.name if known else skill, level=level)


def course_title(code: str, catalogue: Catalogue) -> str:
    """Name a course; its code where packs no longer have it."""
    known = catalogue.courses.get(code)
    return known.title if known else code


def role_words(role: LearningRole | None) -> str:
    """Name a role in learning."""
    return role.name if role else now_("（役割がありません）")
