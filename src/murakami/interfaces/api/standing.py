"""Where a conversation stands, as data: what is asked next, its pages, its questions."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.completeness import assurance_needed
from murakami.domain.intake.rules.ownership import expires_at
from murakami.domain.intake.rules.pages import Asked, provenance_of, raw_of
from murakami.domain.intake.rules.planning import FIRST_PAGE, Standing
from murakami.domain.intake.rules.subjects import called
from murakami.engines.interview import AttachmentState, Page, next_page
from murakami.flows.conversation.people import is_everybody_said
from murakami.flows.conversation.reading import Conversation
from murakami.interfaces.api.shapes import talk as shapes
from murakami.interfaces.api.wording import lang
from murakami.kernel.conditions.situation import field_key_of
from murakami.kernel.dates import day_in_japan
from murakami.kernel.facts import Provenance
from murakami.kernel.languages import text_in


def head_of(intake: Intake) -> shapes.IntakeHead:
    """Sum a conversation up for a list."""
    return shapes.IntakeHead(
        key=intake.key, state="filed" if intake.state == Intake.State.FILED else "open", life_event=intake.life_event,
        procedures=list(intake.chosen), saved_at=intake.saved_at)


def intake_of(conversation: Conversation) -> shapes.Intake:
    """Say where a conversation stands and what comes next."""
    intake, standing = conversation.intake, conversation.standing
    is_open = intake.state == Intake.State.OPEN
    return shapes.Intake(
        **head_of(intake).model_dump(), assurance_needed=assurance_needed(standing).value, moved=list(conversation.moved),
        expires_on=day_in_japan(expires_at(saved_at=intake.saved_at, days=settings.DRAFT_DAYS)) if is_open else None,
        pages=[_page_head(standing, page) for page in standing.plan.pages] if is_open and intake.chosen else [],
        next_step=step_of(conversation))


def step_of(conversation: Conversation) -> shapes.Step:
    """Say what comes next, in the order of the residents' pages."""
    intake, standing = conversation.intake, conversation.standing
    key = intake.key
    if intake.state != Intake.State.OPEN:
        return _step("done", "intake-filings", key)
    if not intake.chosen:
        question = standing.guide.next_question if standing.guide else None
        return _step("choose", "result", key) if question is None else _step(
            "answer_question", "question", key, field_key_of(question))
    if not is_everybody_said(standing):
        return _step("say_people", "people", key)
    page = next_page(standing.plan, None)
    if page is not None:
        return _step("answer_page", "page", key, page.key)
    wants = any(need.state is AttachmentState.NEEDED for need in standing.plan.attachments)
    return _step("attach", "attachments", key) if wants else _step("review", "review", key)


def questions_of(standing: Standing, asked: Iterable[Asked]) -> list[shapes.Question]:
    """Say what is asked, why, and what stands there already."""
    return [_question(standing, one) for one in asked]


def title_of(standing: Standing, page: Page) -> str:
    """Title a page: its topic; empty for the page of what other questions wait for."""
    if page.topic == FIRST_PAGE:
        return ""
    return standing.definitions.version(page.items[0].used_by[0]).text(f"topic.{page.topic}.title", lang())


def source_of(said: Provenance) -> shapes.Source:
    """Say who said something."""
    return shapes.Source(source=said.source.value, at=said.at)


def _page_head(standing: Standing, page: Page) -> shapes.PageHead:
    is_complete = not any(item.required for item in standing.plan.unanswered(page))
    return shapes.PageHead(key=page.key, title=title_of(standing, page), is_complete=is_complete,
                           subject=called(standing, page.instance, lang()) if page.instance else "")


def _question(standing: Standing, one: Asked) -> shapes.Question:
    item, definitions = one.item, standing.definitions
    said = provenance_of(one, today=standing.today)
    return shapes.Question(
        key=item.field_key, label=one.label, hint=text_in(definitions.fact_text(item.kind, item.fact, "hint"), lang()),
        why=text_in(definitions.fact_text(item.kind, item.fact, "why"), lang()), type=one.fact.type, is_required=item.required,
        is_answered=item.answered, used_by=list(item.used_by), filled=dict(raw_of(one)), source=source_of(said) if said else None,
        parts=[shapes.QuestionPart(name=part.name, label=text_in(part.label, lang()), input=part.input, is_required=part.required,
                                   choices=[shapes.ChoicePart(code=choice.code, label=text_in(choice.label, lang()))
                                            for choice in part.choices])
               for part in one.type.parts(one.fact.options)])


def _step(kind: shapes.StepKind, name: str, *args: str) -> shapes.Step:
    return shapes.Step(kind=kind, href=reverse(f"api:{name}", args=args))
