"""Hearing everybody on a draft: announcing, reading and answering comments, publishing the answers, adopting."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from murakami.domain.programme.models import Comment
from murakami.domain.programme.operations.adopting import adopt_draft
from murakami.domain.programme.operations.hearing import HearingUnknown, answer_comment, open_hearing, publish_results
from murakami.domain.programme.queries.drafts import Draft, list_comments
from murakami.domain.programme.rules.hearing import HearingPhase
from murakami.domain.publications.comment_numbers import comment_number
from murakami.interfaces.office.answers import Answers, Question, choice_options
from murakami.interfaces.office.drafting.forms import DraftForm, Sending, form_view
from murakami.interfaces.office.drafting.page import draft_page, office_only, open_draft, show_draft
from murakami.interfaces.office.drafting.words import EFFECTS


class Announce(DraftForm):
    """Open the hearing."""

    heading = gettext_lazy("意見募集（パブリックコメント）を始める")
    send = gettext_lazy("公表して、意見募集を始める")
    said = gettext_lazy("意見募集を公表しました。")
    lead = gettext_lazy("案の全文と、前の版から変わったところが公表されます。募集が終わるまで、案は変えられません。")
    template = "announce.html"

    def refusal(self, today: date) -> str:
        """Once."""
        return "heard_already" if self.draft.hearing else ""

    def questions(self) -> tuple[Question, ...]:
        """Days and words."""
        return (Question("opens_on", "date", _("始まりの日")), Question("closes_on", "date", _("終わりの日（この日まで受け付けます）")),
                Question("announcement", "long_text", _("お知らせの文"), options={"max": 4000}))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Open it."""
        return open_hearing(code=self.draft.edition.code, opens_on=answers["opens_on"], closes_on=answers["closes_on"],
                            announcement=answers["announcement"], actor=sending.actor, revision=sending.revision, at=sending.at,
                            names_kept_days=settings.ENVIRONMENT.commenter_days)


class Answer(DraftForm):
    """Answer a comment."""

    heading = gettext_lazy("意見に回答する")
    send = gettext_lazy("回答を保存する")
    said = gettext_lazy("回答を保存しました。結果を公表するまでは、書き直せます。")
    back = "office:draft-comments"
    template = "answer.html"

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        super().__init__(draft, address)
        comments = list_comments(draft.hearing) if draft.hearing else ()
        found = next((one for one in comments if one.key == address["key"]), None)
        if found is None:
            raise HearingUnknown(address["key"])
        self.comment: Comment = found

    def refusal(self, today: date) -> str:
        """Until the answers are public."""
        return "results_published" if self.draft.phase(today) is HearingPhase.ANSWERED else ""

    @property
    def about(self) -> str:
        """Its number."""
        return comment_number(self.comment.key)

    def beside(self) -> Mapping[str, Any]:
        """What was said. SQL: 0."""
        return {"comment": self.comment, "subject": subject_words(self.draft, self.comment.about)}

    def questions(self) -> tuple[Question, ...]:
        """What becomes of it, and what is answered."""
        effects = {effect.value: words for effect, (words, _tone) in EFFECTS.items()}
        return (Question("effect", "choice", _("案への反映"), options=choice_options(effects), start=self.comment.effect or None),
                Question("answer", "long_text", _("市の考え方（公表されます）"), start=self.comment.answer or None))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Answer."""
        return answer_comment(edition=self.draft.edition.code, key=self.comment.key, effect=Comment.Effect(answers["effect"]),
                              answer=answers["answer"], actor=sending.actor, at=sending.at)


class Results(DraftForm):
    """Publish the answers."""

    heading = gettext_lazy("意見募集の結果を公表する")
    send = gettext_lazy("結果を公表する")
    said = gettext_lazy("意見と回答を公表しました。")
    lead = gettext_lazy("すべての意見（氏名と連絡先を除く）と回答が公表されます。公表したあとは、回答を変えられません。意見の中に個人のことが書かれていないか確かめてください。")
    back = "office:draft-comments"

    def refusal(self, today: date) -> str:
        """Between the last day and the publication."""
        phase = self.draft.phase(today)
        if phase is None:
            return "no_hearing"
        if phase in {HearingPhase.AHEAD, HearingPhase.OPEN}:
            return "hearing_open"
        return "results_published" if phase is HearingPhase.ANSWERED else ""

    def questions(self) -> tuple[Question, ...]:
        """What is said of the whole."""
        return (Question("result", "long_text", _("結果のまとめ"), required=False),)

    def save(self, answers: Answers, sending: Sending) -> object:
        """Publish them."""
        return publish_results(code=self.draft.edition.code, result=answers.text("result"), actor=sending.actor,
                               revision=sending.revision, at=sending.at)


class Adopt(DraftForm):
    """Adopt the draft."""

    heading = gettext_lazy("案を方針として決定する")
    send = gettext_lazy("決定して公表する")
    said = gettext_lazy("決定し、公表しました。取組の一覧も新しい版に合わせました。")
    lead = gettext_lazy("この版がすぐに公表され、いまの方針になります。取組の一覧（計画）もこの版に合わせます。決定したあとは、画面で書き直せません。")
    back = ""
    template = "adopt.html"

    def refusal(self, today: date) -> str:
        """Not while somebody is heard or waits for an answer."""
        phase = self.draft.phase(today)
        if phase in {HearingPhase.AHEAD, HearingPhase.OPEN}:
            return "being_heard"
        return "results_missing" if phase is HearingPhase.CLOSED else ""

    def questions(self) -> tuple[Question, ...]:
        """Nothing is asked."""
        return ()

    def save(self, answers: Answers, sending: Sending) -> object:
        """Adopt it."""
        return adopt_draft(code=self.draft.edition.code, actor=sending.actor, revision=sending.revision, at=sending.at)


@draft_page
@require_safe
@office_only
def comments(request: HttpRequest, draft: str) -> HttpResponse:
    """List what was said, with who said it, for the DX office. SQL: 3."""
    found = open_draft(draft)
    if found.hearing is None:
        raise HearingUnknown(draft)
    said = list_comments(found.hearing)
    return show_draft(request, "comments.html", found, waiting=sum(not one.answer for one in said), rows=[
        (one, comment_number(one.key), subject_words(found, one.about),
         EFFECTS[Comment.Effect(one.effect)] if one.effect else None) for one in said])


def subject_words(draft: Draft, code: str) -> str:
    """Say what a comment is about."""
    title = next((one["title"] for one in draft.document["initiatives"] if one["code"] == code), "")
    return f"{code}　{title}" if code else _("案の全体")


announce, answer, results, adopt = (form_view(one) for one in (Announce, Answer, Results, Adopt))
