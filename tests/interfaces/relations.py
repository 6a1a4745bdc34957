"""Every address and what it is to somebody who stands in a relation to whom its thing concerns.

The thing is what a proxy has written for a resident (a talk begun, a talk filed, its filing) and what that resident
has otherwise: mailbox, mandate, cases. `test_relations.py` walks the table; an address that no line names fails.

self       the resident whose matter it is
household  somebody of the same household and address, with an account of their own and no mandate
proxy      holds a mandate of the resident and has written
ended      the proxy, after the mandate has ended
stranger   another resident who has signed in
firm       somebody of a firm that holds a mandate of the resident, under which others of it have written nothing of this
elsewhere  a clerk of another unit
protected  the clerk in charge, where the resident is protected (支援措置): `masked`, let in and no address is in it

yes, 404, said, portal, office as in `routes/`; `nobody's`: nothing in it is anybody's, or no session reaches it (`api:*`, which
tests/interfaces/api/test_relations.py walks with tokens); `acts`: it shows nothing, and `routes/`
says who may do it.
A line ends in `*` where it holds for every address that begins like it; the first line that fits counts.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

RELATIONS: Final = ("self", "household", "proxy", "ended", "stranger", "firm", "elsewhere", "protected")

_TABLE: Final = """
# route                  self     household proxy   ended   stranger firm     elsewhere protected
healthz                  nobody's
readyz                   nobody's
metrics                  nobody's
front-door               nobody's
components:*             nobody's
open:*                   nobody's
api:*                    nobody's

# --- what a proxy has begun for the resident is the proxy's to write, as long as the mandate holds ----------------------
portal:receipt           yes      404       yes     404     404      404      404       404
portal:receipt-pdf       yes      404       yes     404     404      404      404       404
portal:receipt-qr        yes      404       yes     404     404      404      404       404
portal:receipt-proof     yes      404       yes     404     404      404      404       404
portal:receipt-proof-file 404      404       404     404     404      404      404       404
portal:satisfaction      404      404       yes     404     404      404      404       404
portal:intake            404      404       yes     404     404      404      404       404
portal:guide             404      404       yes     404     404      404      404       404
portal:guide-question    404      404       yes     404     404      404      404       404
portal:result            404      404       yes     404     404      404      404       404
portal:way               404      404       yes     404     404      404      404       404
portal:people            404      404       yes     404     404      404      404       404
portal:leave-out         404      404       yes     404     404      404      404       404
portal:page              404      404       yes     404     404      404      404       404
portal:attachments       404      404       yes     404     404      404      404       404
portal:file              404      404       yes     404     404      404      404       404
portal:review            404      404       yes     404     404      404      404       404
portal:sign              404      404       yes     404     404      404      404       404
portal:saved             404      404       yes     404     404      404      404       404
portal:discard           404      404       yes     404     404      404      404       404

# --- what has been filed is the resident's alone; the proxy follows it at the mandate -----------------------------------
portal:my-filing         yes      404       404     404     404      404      portal    portal
portal:my-document       yes      404       404     404     404      404      portal    portal
portal:my-file           yes      404       404     404     404      404      portal    portal
portal:my-looks          yes      404       404     404     404      404      portal    portal
portal:my-supplement     yes      404       404     404     404      404      portal    portal
portal:my-withdraw       yes      404       404     404     404      404      portal    portal
portal:my-correction     yes      404       404     404     404      404      portal    portal
portal:my-correction-*   yes      404       404     404     404      404      portal    portal
portal:my-letter         yes      404       404     404     404      404      portal    portal
portal:my-mandate        yes      404       yes     yes     404      404      portal    portal
portal:my                yes      yes       yes     yes     yes      yes      portal    portal
portal:my-letters        yes      yes       yes     yes     yes      yes      portal    portal
portal:my-delivery       yes      yes       yes     yes     yes      yes      portal    portal
portal:my-memory         yes      yes       yes     yes     yes      404      portal    portal
portal:my-memory-forget  yes      yes       yes     yes     yes      404      portal    portal
portal:my-firm*          portal   portal    portal  portal  portal   yes      portal    portal
portal:my-mandates       yes      yes       yes     yes     yes      yes      portal    portal
portal:my-mandate-ask    yes      yes       yes     yes     yes      404      portal    portal
portal:my-mandate-answer yes      yes       yes     yes     yes      yes      portal    portal
portal:sign-*            nobody's
portal:signed            nobody's
portal:passkey*          nobody's
portal:sessions-end      nobody's
portal:home              nobody's
portal:search            nobody's
portal:catalogue         nobody's
portal:personal-file*    nobody's
portal:procedure         nobody's
portal:life-event        nobody's
portal:postal            nobody's
portal:discarded         nobody's
portal:begin-*           nobody's

# --- the case of a protected resident: of other units there is none, in the unit in charge no address is in it ------------
office:work-list         office   office    office  office  office   office   masked    masked
office:next-case         office   office    office  office  office   office   404       masked
office:case              office   office    office  office  office   office   404       masked
office:case-files        office   office    office  office  office   office   404       masked
office:case-talk         office   office    office  office  office   office   404       masked
office:case-form         office   office    office  office  office   office   404       masked
office:person-data       office   office    office  office  office   office   404       masked
office:person-data-json  office   office    office  office  office   office   404       masked
office:case-history      office   office    office  office  office   office   404       masked
office:case-file         office   office    office  office  office   office   404       masked
office:letter            office   office    office  office  office   office   404       masked
office:correction        office   office    office  office  office   office   404       masked
office:proposal          office   office    office  office  office   office   404       masked
office:transfer          office   office    office  office  office   office   404       masked
office:start             acts
office:assign            acts
office:assign-several    acts
office:check             acts
office:match             acts
office:undo-match        acts
office:cancel-correction acts
office:close             acts
office:retry-letter      acts
office:posted            acts
office:settle            acts
office:approve           acts
office:return            acts
office:mandate-end       acts
office:held-file         office   office    office  office  office   office   404       masked
office:held-decide       acts
office:original          acts
office:originals         office   office    office  office  office   office   404       404
office:quarantine        office   office    office  office  office   office   masked    masked
office:release           office   office    office  office  office   office   404       said
office:unmask            office   office    office  office  office   office   404       said
office:mask              acts
office:protection-renew  acts
office:protection-end    acts
office:protection-keep   acts
office:protection*       office   office    office  office  office   office   404       masked

# --- staff: the municipality's own work ------------------------------------------------------------------------------------
office:sign-in*          nobody's
office:sign-out          nobody's
office:recovery-codes    nobody's
office:own-*             nobody's
office:indicator*        nobody's
office:programme*        nobody's
office:initiative        nobody's
office:plan-*            nobody's
office:year-*            nobody's
office:evaluation*       nobody's
office:period*           nobody's
office:meeting*          nobody's
office:bod*              nobody's
office:draft*            nobody's
office:update*           nobody's
office:learning*         nobody's
office:staff*            nobody's
office:reshuffle*        nobody's
office:spool*            nobody's
office:passkey-options   nobody's
office:emergency-open    nobody's
office:emergency-consent acts
office:emergency-case    office   office    office  office  office   office   masked    404
office:emergenc*         office   office    office  office  office   office   404       404
office:breach*           office   office    office  office  office   office   404       404
office:audit*            office   office    office  office  office   office   404       404
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `answers` by relation; `whole` is the one word of a line that has only one."""

    pattern: str
    answers: dict[str, str]
    whole: str = ""


def _read(line: str) -> Line:
    pattern, *words = line.split()
    if len(words) == 1:
        return Line(pattern, {}, whole=words[0])
    return Line(pattern, dict(zip(RELATIONS, words, strict=True)))


LINES: Final = tuple(_read(line) for line in _TABLE.splitlines() if line and not line.startswith("#"))


def line_of(route: str) -> Line | None:
    """Find the line that an address stands in."""
    return next((line for line in LINES if fnmatchcase(route, line.pattern)), None)
