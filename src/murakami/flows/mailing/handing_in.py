"""Files for the attachments that a request for correction asks for: checked, rebuilt, stored, then named by the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from murakami.domain.intake.operations.attaching import TooManyFiles, attach_file, remove_file
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.conversation.answering import PageGone
from murakami.flows.conversation.correcting import ATTACHMENT, Correction, confirm_item, read_correction
from murakami.foundation.files.checking import CheckedFile, check_upload
from murakami.foundation.files.kinds import DEFAULT_ACCEPTED
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.files.reports import keep_checked


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sent it."""

    name: str
    stream: BinaryIO


def accepted_by(correction: Correction, item_key: str) -> frozenset[str]:
    """Say which groups of files ("image", "pdf") an attachment takes."""
    plain = item_key.removeprefix(ATTACHMENT).partition(":")[0]
    (version,) = correction.standing.definitions.versions
    return frozenset(version.accepts.get(plain) or DEFAULT_ACCEPTED)


def _say_nothing(_warning: FileRefused) -> None:
    """Nobody is there to be warned."""


def hand_in(*, key: str, owner: Owner, item_key: str, uploads: Sequence[Upload], at: datetime,
            warn: Callable[[FileRefused], None] = _say_nothing) -> tuple[FileRefused | TooManyFiles, ...]:
    """Add files to an attachment of a correction; returns why some were not taken. The others are kept all the same.

    `warn` is told what is to be said about one that was taken.
    Raises NotInMailbox, CorrectionOver, PageGone. SQL: 12, and 8 for each file.
    """
    correction = _asking_for(key=key, owner=owner, item_key=item_key)
    accept, refused = accepted_by(correction, item_key), list[FileRefused | TooManyFiles]()
    for upload in uploads:
        try:
            checked = check_upload(name=upload.name, stream=upload.stream, accept=accept)
            _attach(correction, item_key, checked, at=at)
            if checked.warning:
                warn(checked.warning)
        except (FileRefused, TooManyFiles) as refusal:
            refused.append(refusal)
    if len(refused) < len(uploads):
        confirm_item(key=key, owner=owner, item_key=item_key, at=at)
    return tuple(refused)


def take_back(*, key: str, owner: Owner, item_key: str, sha256: str) -> None:
    """Take a file out of the answer again. Raises NotInMailbox, CorrectionOver, PageGone. SQL: 7."""
    correction = _asking_for(key=key, owner=owner, item_key=item_key)
    remove_file(correction.conversation.intake, attachment=item_key.removeprefix(ATTACHMENT), sha256=sha256)


def _asking_for(*, key: str, owner: Owner, item_key: str) -> Correction:
    correction = read_correction(key=key, owner=owner)
    if not item_key.startswith(ATTACHMENT) or item_key not in {one.key for one in correction.wanted}:
        raise PageGone(item_key)
    return correction


@transaction.atomic
def _attach(correction: Correction, item_key: str, checked: CheckedFile, *, at: datetime) -> None:
    keep_checked(checked, at=at)
    attach_file(correction.conversation.intake, attachment=item_key.removeprefix(ATTACHMENT), sha256=checked.sha256,
                name=checked.name, content_type=checked.content_type, size=checked.size, at=at)
