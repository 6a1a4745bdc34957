"""Forms about one initiative of a draft: write, add, withdraw, merge, split; and bringing one back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from murakami.domain.programme.operations.drafting import DraftNotFound, change_draft
from murakami.domain.programme.queries.drafts import Draft, list_left
from murakami.domain.programme.rules import drafting
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.office.answers import Answers, Question, choice_options
from murakami.interfaces.office.drafting.forms import DraftForm, Sending, form_view
from murakami.interfaces.office.drafting.page import REFUSED, draft_page, office_only, open_draft, refused
from murakami.interfaces.office.frame import now
from murakami.interfaces.office.programme_year.page import number_in

_LANGUAGES = {
    "ja": gettext_lazy("ひとことで言うと（ふつうの日本語）"), "easy": gettext_lazy("ひとことで言うと（やさしい日本語）"),
    "en": gettext_lazy("ひとことで言うと（英語）")}
_LONG = {"max": 8000}


class InitiativeForm(DraftForm):
    """A form about the initiative in the address."""

    def __init__(self, draft: Draft, address: Mapping[str, Any]) -> None:
        super().__init__(draft, address)
        found = next((one for one in draft.document["initiatives"] if one["code"] == address["code"]), None)
        if found is None:
            raise DraftNotFound(address["code"])
        self.entry: Mapping[str, Any] = found

    @property
    def about(self) -> str:
        """The initiative."""
        return f"{self.entry['code']}　{self.entry['title']}"

    def beside(self) -> Mapping[str, Any]:
        """What its evaluation over the base's period leaves to this edition. SQL: 1."""
        return {"left": list_left(self.draft.base).get(self.entry["code"], "")}


class Write(InitiativeForm):
    """Write an initiative again, or move it."""

    heading = gettext_lazy("取組を書き直す")
    lead = gettext_lazy("取組の番号は変わらず、前の版とのつながりは自動で記録されます。見出しを変えると、その見出しの最後に移ります。")

    def questions(self) -> tuple[Question, ...]:
        """Its words."""
        return (*word_questions(self.draft, self.entry), *plain_questions(self.entry.get("plain") or {}))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Write them."""
        return self.change(drafting.write_initiative, sending, code=self.entry["code"], words=words_in(answers, plain=True))


class Add(DraftForm):
    """Add an initiative."""

    heading = gettext_lazy("取組を加える")
    lead = gettext_lazy("スケジュールにも、この取組の行が空のまま加わります。")

    def questions(self) -> tuple[Question, ...]:
        """Its code and its words; the code that is suggested fits the last heading."""
        group = drafting.groups_of(self.draft.document)[-1]
        start = {"group": group, "number": drafting.next_number(self.draft.document, group)}
        return (*word_questions(self.draft, start), code_question(drafting.suggest_code(group, self.draft.known_codes)),
                Question("note", "text", _("加える理由"), required=False))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Add it."""
        return self.change(drafting.add_initiative, sending, code=answers["code"], words=words_in(answers),
                           note=answers.text("note"))


class Withdraw(InitiativeForm):
    """Take an initiative out."""

    heading = gettext_lazy("取組を廃止する")
    send = gettext_lazy("廃止する")
    said = gettext_lazy("廃止にしました。あとから戻せます。")
    lead = gettext_lazy("案から外し、スケジュールの行も消します。前の版と、これまでの計画・評価は残ります。")

    def questions(self) -> tuple[Question, ...]:
        """Why."""
        return (Question("note", "text", _("廃止する理由（公表されます）")),)

    def save(self, answers: Answers, sending: Sending) -> object:
        """Take it out."""
        return self.change(drafting.withdraw_initiative, sending, code=self.entry["code"], note=answers["note"])


class Merge(InitiativeForm):
    """Make several initiatives one."""

    heading = gettext_lazy("ほかの取組と統合する")
    send = gettext_lazy("統合する")
    lead = gettext_lazy("この取組の番号が残り、選んだ取組はこの取組に入ります。スケジュールの行は、この取組の一部になります。")

    def questions(self) -> tuple[Question, ...]:
        """The others, and the words of the whole."""
        others = {one["code"]: f"{one['code']}　{one['title']}" for one in self.draft.document["initiatives"]
                  if one["code"] != self.entry["code"]}
        return (Question("others", "choices", _("統合する取組"), options=choice_options(others)),
                Question("title", "text", _("統合したあとの名前"), start=self.entry["title"]),
                Question("text", "long_text", _("統合したあとの本文"), options=_LONG, start=self.entry["text"]),
                Question("note", "text", _("統合する理由（公表されます）"), required=False))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Merge them."""
        return self.change(drafting.merge_initiatives, sending, into=self.entry["code"], others=list(answers["others"]),
                           title=answers["title"], text=answers["text"], note=answers.text("note"))


class Split(InitiativeForm):
    """Take a part of an initiative out as one of its own."""

    heading = gettext_lazy("取組を分割する")
    send = gettext_lazy("分割する")
    lead = gettext_lazy("分けて作る新しい取組を書きます。もとの取組の文は、分けたあとで「書き直す」から直せます。")

    def questions(self) -> tuple[Question, ...]:
        """The code and the words of the new one."""
        group = self.entry["group"]
        start = {"group": group, "number": drafting.next_number(self.draft.document, group)}
        return (*word_questions(self.draft, start), code_question(drafting.suggest_code(group, self.draft.known_codes)),
                Question("note", "text", _("分割する理由（公表されます）"), required=False))

    def save(self, answers: Answers, sending: Sending) -> object:
        """Split it."""
        return self.change(drafting.split_initiative, sending, code=self.entry["code"], new_code=answers["code"],
                           words=words_in(answers), note=answers.text("note"))


@draft_page
@require_POST
@office_only
def restore(request: HttpRequest, draft: str, code: str) -> HttpResponse:
    """Bring an initiative back that the draft takes out."""
    if code not in drafting.withdrawn_of(open_draft(draft).document):
        raise DraftNotFound(code)
    try:
        change_draft(code=draft, actor=actor_of(request), revision=number_in(request), at=now(),
                     change=lambda document, base: drafting.restore_initiative(document, base, code=code))
    except REFUSED as error:
        return refused(request, error, draft)
    messages.success(request, _("もどしました。"))
    return redirect("office:draft", draft)


def word_questions(draft: Draft, start: Mapping[str, Any]) -> tuple[Question, ...]:
    """Ask for heading, number, name and text of an initiative."""
    return (Question("group", "choice", _("見出し"), options=choice_options(headings_of(draft), select=True), start=start["group"]),
            Question("number", "text", _("印刷する番号"), options={"max": 10}, start=start.get("number") or None, hint=_("①など")),
            Question("title", "text", _("取組の名前"), start=start.get("title")),
            Question("text", "long_text", _("本文"), options=_LONG, start=start.get("text"), hint=_("段落は空行で分けます")))


def words_in(answers: Answers, *, plain: bool = False) -> drafting.Words:
    """Read them."""
    return drafting.Words(group=answers["group"], number=answers["number"], title=answers["title"], text=answers["text"],
                          plain=plain_in(answers) if plain else None)


def code_question(suggested: str) -> Question:
    """Ask for the stable code of a new initiative."""
    return Question("code", "text", _("取組の番号"), options={"max": 40}, start=suggested,
                    hint=_("版が変わっても変わらない番号です。前に使った番号は使えません"))


def headings_of(draft: Draft) -> dict[str, str]:
    """Map where initiatives may stand to its name."""
    return {code: title for pillar in draft.document["pillars"] for code, title in (
        [(one["code"], f"{pillar['title']}　{one.get('number', '')}{one['title']}") for one in pillar.get("groups", ())]
        or [(pillar["code"], pillar["title"])])}


def plain_questions(plain: Mapping[str, str]) -> tuple[Question, ...]:
    """Ask for what something means in a sentence, in every language."""
    return tuple(Question(f"plain_{lang}", "text", str(words), required=False, options={"max": 400}, start=plain.get(lang))
                 for lang, words in _LANGUAGES.items())


def plain_in(answers: Answers) -> dict[str, str] | None:
    """Read it by language; None where nothing was written."""
    typed = {lang: answers.text(f"plain_{lang}") for lang in _LANGUAGES}
    return typed if any(typed.values()) else None


write, add, withdraw, merge, split = (form_view(one) for one in (Write, Add, Withdraw, Merge, Split))
