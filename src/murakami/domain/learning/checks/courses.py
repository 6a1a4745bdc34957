"""Checks courses: what they give, their pages, their questions."""

from collections.abc import Iterator

from murakami.domain.learning.checks.skills import known_skills, unknown_skill
from murakami.domain.learning.formats.courses import CheckEntry, CourseFile, QuestionEntry
from murakami.domain.learning.formats.part import written_in
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Place


def course_problems(library: Library) -> Iterator[Problem]:
    """Find what cannot work in the courses of a library."""
    known = known_skills(library)
    for entry in written_in(library, CourseFile):
        course, place = entry.model, entry.place
        for skill in course.gives:
            if skill not in known:
                yield unknown_skill(place, skill, known, "gives", skill)
        if course.valid_months is not None and course.valid_months < 1:
            yield _never_valid(place)
        yield from _completion_problems(course, place)
        yield from _page_problems(course, place)
        if course.check is not None:
            yield from _check_problems(course.check, place.inside("check"))


def _never_valid(place: Place) -> Problem:
    return place.problem(Said("有効期間が1か月に足りません。", "The skills would never hold."),
                         Said("1か月以上にするか、valid_months を消してください。", "Write 1 or more, or delete valid_months."),
                         "valid_months")


def _completion_problems(course: CourseFile, place: Place) -> Iterator[Problem]:
    if course.completion != "attendance" and course.check is None:
        yield place.problem(
            Said("確認テストの合格が要りますが、テストがありません。", "A passed check is needed, but there is none."),
            Said("check: に問いを書くか、completion: attendance にしてください。",
                 "Write questions below check:, or completion: attendance."), "completion")
    if course.completion == "attendance" and course.check is not None:
        yield place.problem(
            Said("確認テストがありますが、修了に数えられません。", "There is a check that counts for nothing."),
            Said("completion: both にするか、check を消してください。", "Write completion: both, or delete check."), "check")
    if course.completion != "check" and course.kind == "reading":
        yield place.problem(
            Said("一人で読む講座に、出席はありません。", "A course that is read alone has no attendance."),
            Said("kind: session にするか、completion: check にしてください。",
                 "Write kind: session, or completion: check."), "completion")
    if course.kind == "reading" and not course.pages:
        yield place.problem(
            Said("読む講座ですが、教材がありません。", "This course is for reading, but has no pages."),
            Said("pages: に教材を書くか、kind: session にしてください。", "Write pages:, or kind: session."), "kind")


def _page_problems(course: CourseFile, place: Place) -> Iterator[Problem]:
    for number, page in enumerate(course.pages):
        for position, block in enumerate(page.body):
            if len(block.ways) != 1:
                yield place.problem(
                    Said("本文の一つのまとまりが、一通りの書き方になっていません。", "A piece of a page is not written in one way."),
                    Said("text・points・remember・example のどれか一つにしてください。",
                         "Write one of text, points, remember, example."), "pages", number, "body", position)


def _check_problems(check: CheckEntry, place: Place) -> Iterator[Problem]:
    if not 1 <= check.pass_mark <= len(check.questions):
        yield place.problem(
            Said(f"問いは{len(check.questions)}つですが、{check.pass_mark}問で合格になっています。",
                 f"There are {len(check.questions)} questions, but {check.pass_mark} must be right."),
            Said(f"1 から {len(check.questions)} までにしてください。", f"Write 1 to {len(check.questions)}."), "pass_mark")
    for number, question in enumerate(check.questions):
        yield from _question_problems(question, place.inside("questions", number))


def _question_problems(question: QuestionEntry, place: Place) -> Iterator[Problem]:
    for position, right in enumerate(question.right):
        if right not in question.choices:
            yield place.problem(Said(f"「{right}」という選択肢はありません。", f"There is no choice {right!r}."),
                                mend_word(right, question.choices), "right", position)
    if set(question.right) >= set(question.choices):
        yield place.problem(
            Said("正しくない選択肢がありません。", "There is no wrong choice."),
            Said("正しくない選択肢を書き足してください。", "Add a wrong choice."), "choices")
    if len(set(question.choices.values())) < len(question.choices):
        yield place.problem(
            Said("同じ言葉の選択肢があります。", "Two choices have the same words."),
            Said("違う言葉にするか、片方を消してください。", "Change the words, or delete one."), "choices")
