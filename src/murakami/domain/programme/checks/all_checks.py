"""All checks of the editions in one pass over the packs."""

from collections.abc import Iterator

from murakami.domain.programme.checks.editions import edition_problems
from murakami.domain.programme.checks.lineage import lineage_problems
from murakami.domain.programme.checks.schedules import schedule_problems
from murakami.domain.programme.checks.words import word_problems
from murakami.domain.programme.formats.editions import EditionFile
from murakami.domain.programme.formats.findings import FindingsFile
from murakami.domain.programme.formats.lineage import LineageFile
from murakami.domain.programme.formats.part import written_in
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said, mend_word


def check_editions(library: Library) -> Iterator[Problem]:
    """Find what does not fit together in the editions, their lineage and their findings."""
    editions = written_in(library, EditionFile)
    known = {entry.model.edition: entry.model for entry in editions}
    for entry in editions:
        yield from edition_problems(entry, known)
        yield from schedule_problems(entry)
        yield from word_problems(entry)
    yield from lineage_problems(written_in(library, LineageFile), editions)
    for found in written_in(library, FindingsFile):
        if found.model.findings not in known:
            problem = Said(f"「{found.model.findings}」という版はありません。", f"There is no edition {found.model.findings!r}.")
            yield found.place.problem(problem, mend_word(found.model.findings, known), "findings")
