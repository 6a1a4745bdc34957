"""Handing in a file with a conversation: looked at, written anew, kept, and named in one transaction."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from murakami.domain.intake.models import Intake, IntakeFile
from murakami.domain.intake.operations.attaching import attach_file
from murakami.domain.intake.rules.planning import Standing
from murakami.engines.interview import AttachmentNeed, AttachmentState
from murakami.flows.conversation.reading import Conversation
from murakami.foundation.files.checking import CheckedFile, check_upload
from murakami.foundation.files.kinds import ACCEPTED, DEFAULT_ACCEPTED
from murakami.foundation.files.reports import keep_checked


class NotWanted(LookupError):
    """No document of this name is needed under the answers as they are."""


def find_need(standing: Standing, key: str) -> AttachmentNeed:
    """Find a document that is needed by its name. Raises NotWanted."""
    for need in standing.plan.attachments:
        if need.key == key and need.state is AttachmentState.NEEDED:
            return need
    raise NotWanted(key)


def accepted_for(standing: Standing, need: AttachmentNeed) -> tuple[str, ...]:
    """List the groups of kinds of file that a document may be."""
    accepts = standing.definitions.version(need.procedure).accepts.get(need.id, tuple(sorted(DEFAULT_ACCEPTED)))
    return tuple(group for group in accepts if group in ACCEPTED)


def check_file(conversation: Conversation, need: AttachmentNeed, *, name: str, stream: BinaryIO) -> CheckedFile:
    """Look at a file and write it anew, outside of any transaction: it may take seconds. Raises FileRefused. SQL: 0."""
    return check_upload(name=name, stream=stream, accept=frozenset(accepted_for(conversation.standing, need)))


@transaction.atomic
def hand_in(intake: Intake, need: AttachmentNeed, checked: CheckedFile, *, at: datetime) -> IntakeFile:
    """Keep a checked file with a conversation. Raises IntakeClosed, TooManyFiles. SQL: at most 10."""
    stored = keep_checked(checked, at=at)
    return attach_file(intake, attachment=need.key, sha256=stored.sha256, name=checked.name,
                       content_type=checked.content_type, size=checked.size, at=at)
