"""What became of a file that a resident handed in, in a few words for whoever handed it in; the office reads all of it."""

from typing import Final

from django.utils.translation import gettext as _

from murakami.foundation.files.kinds import HELD
from murakami.foundation.files.models import FileReport
from murakami.interfaces.portal.wording import size_words

_RECORDS: Final = frozenset({"metadata", "location"})
_UNSEEN: Final = _RECORDS | {"name", "encoding", "trailing"}


def file_words(size: int, content_type: str, report: FileReport | None) -> str:
    """Say how large a file is, and that it waits for a person or what was left out of it."""
    words = size_words(size)
    if content_type == HELD:
        return _("{size}・職員が安全を確かめてから使います").format(size=words)
    return "・".join((words, *cleaned_words(report)))


def cleaned_words(report: FileReport | None) -> tuple[str, ...]:
    """Say what was left out of a file; nothing where it was only written anew."""
    removed = {code for code, count in report.removed.items() if count} if report else set()
    said = []
    if removed & _RECORDS:
        said.append(_("写した場所や作った人などの記録は消しました") if "location" in removed else _("作った人などの記録は消しました"))
    if removed - _UNSEEN:
        said.append(_("安全のため、開くと動くものやリンクなどを取りのぞきました。開いて、見え方を確かめてください"))
    return tuple(said)
