"""What is still open about a case that is about to be decided: said to the one who decides, who may decide nevertheless."""

from django.utils.translation import gettext as _

from murakami.flows.agency.pages import CaseReading
from murakami.interfaces.office.document_view import attachments_of


def loose_ends_of(reading: CaseReading) -> tuple[str, ...]:
    """Name people not looked up in the register, documents that have not come, checks that were not made."""
    people = (person.name for person in reading.people if not person.matched and person.candidates)
    owed = (line.attachment.label for line in attachments_of(reading) if line.is_owed)
    ticked = {tick.check_id for tick in reading.page.ticks}
    unticked = (reading.version.check_text(check) for check in reading.version.checklist if check not in ticked)
    return (*(_("住民記録との照合がまだです：{name}さん").format(name=name) for name in people),
            *(_("届いていない書類があります：{label}").format(label=label) for label in owed),
            *(_("確かめていない項目があります：{check}").format(check=check) for check in unticked))
