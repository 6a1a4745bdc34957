"""The life situations that the packs themselves tell."""

from collections import Counter

from murakami.domain.procedures.formats.guidance import LIFE_EVENTS
from murakami.domain.procedures.formats.trials import TRIALS
from murakami.domain.procedures.trials import run_trials
from murakami.foundation.packs.library import Library


def test_trials__come_out_as_their_authors_expect(library: Library):
    results = list(run_trials(library))
    assert [(result.name, result.differences) for result in results if not result.passed] == []
    assert results


def test_trials__tell_of_enough_lives(library: Library):
    told = Counter(trial.life_event for entry in library.entries(TRIALS) for trial in entry.model.trials)
    assert told["birth"] >= 12
    assert told["pregnancy"] >= 4


def test_trials__let_every_offer_apply_to_somebody_and_not_to_somebody_else(library: Library):
    applies, excluded = set(), set()
    for entry in library.entries(TRIALS):
        for trial in entry.model.trials:
            applies.update((trial.life_event, name) for name in trial.expect.applies)
            excluded.update((trial.life_event, name) for name in trial.expect.excluded)
    offers = {(e.model.life_event, o.procedure) for e in library.entries(LIFE_EVENTS) for o in e.model.offers}
    assert offers == applies
    # the birth registration is everybody's
    assert offers - excluded == {("birth", "birth-registration")}
