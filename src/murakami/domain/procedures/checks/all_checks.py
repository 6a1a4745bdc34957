"""All checks of this room in one pass over the packs."""

from collections.abc import Iterator

from murakami.domain.procedures.checks.cycles import cycle_problems
from murakami.domain.procedures.checks.life_events import life_event_problems
from murakami.domain.procedures.checks.procedures import procedure_problems
from murakami.domain.procedures.checks.trials import trial_problems
from murakami.domain.procedures.checks.words import word_problems
from murakami.domain.procedures.vocabulary import read_vocabulary
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem


def check_definitions(library: Library) -> Iterator[Problem]:
    """Find what cannot work in vocabulary, procedures, life events, search words and trials."""
    words = read_vocabulary(library)
    yield from words.problems
    yield from procedure_problems(library, words)
    yield from life_event_problems(library, words)
    yield from cycle_problems(library, words)
    yield from word_problems(library)
    yield from trial_problems(library, words)
