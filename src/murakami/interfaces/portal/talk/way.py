"""Where a conversation goes on: the one decision behind 「続きを書く」 and every 「次へ」."""

from django.urls import reverse

from murakami.domain.intake.models import Intake
from murakami.domain.intake.rules.planning import Standing
from murakami.engines.interview import AttachmentState, InterviewPlan, next_page
from murakami.flows.conversation.people import is_everybody_said
from murakami.flows.conversation.reading import Conversation
from murakami.kernel.conditions.situation import field_key_of


def resume_href(conversation: Conversation) -> str:
    """Say where somebody who comes back goes on."""
    intake, standing = conversation.intake, conversation.standing
    if intake.state == Intake.State.FILED:
        return reverse("portal:receipt", args=[intake.key])
    if not intake.chosen:
        return guide_href(intake.key, standing)
    return after_choosing_href(intake.key, standing)


def guide_href(key: str, standing: Standing) -> str:
    """Say where the guide goes on: its next question, or what it has found out."""
    question = standing.guide.next_question if standing.guide else None
    if question is None:
        return reverse("portal:result", args=[key])
    return reverse("portal:guide-question", args=[key, field_key_of(question)])


def after_choosing_href(key: str, standing: Standing) -> str:
    """Say where the interview goes on, people first."""
    if not is_everybody_said(standing):
        return reverse("portal:people", args=[key])
    return page_href(key, standing.plan, after=None)


def choice_href(key: str, standing: Standing) -> str:
    """Say where what is to be filed was chosen; "" where a single procedure was begun."""
    return reverse("portal:result", args=[key]) if standing.definitions.event else ""


def page_href(key: str, plan: InterviewPlan, *, after: str | None) -> str:
    """Say which page follows: the next one with something open, then attachments, then the review."""
    page = next_page(plan, after)
    if page is not None:
        return reverse("portal:page", args=[key, page.key])
    return reverse("portal:attachments" if wants_attachments(plan) else "portal:review", args=[key])


def previous_href(key: str, plan: InterviewPlan, page_key: str) -> str:
    """Say which page comes before: the one before it in the plan, before the first one the people."""
    keys = [page.key for page in plan.pages]
    at = keys.index(page_key) if page_key in keys else len(keys)
    return reverse("portal:page", args=[key, keys[at - 1]]) if at > 0 else reverse("portal:people", args=[key])


def wants_attachments(plan: InterviewPlan) -> bool:
    """Say whether something has to be attached under the answers so far."""
    return any(need.state is AttachmentState.NEEDED for need in plan.attachments)
