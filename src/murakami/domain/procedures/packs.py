"""What packs may hold for this room; importing it registers the parts, the checks, the loader and the trials."""

from murakami.domain.procedures.checks.all_checks import check_definitions
from murakami.domain.procedures.formats.guidance import LETTERS, LIFE_EVENTS, SYNONYMS
from murakami.domain.procedures.formats.procedures import PROCEDURES
from murakami.domain.procedures.formats.trials import TRIALS
from murakami.domain.procedures.formats.vocabulary import KINDS, PREDICATES, TOPICS
from murakami.domain.procedures.loading import load_definitions
from murakami.domain.procedures.trials import run_trials
from murakami.foundation.packs.registry import register_check, register_loader, register_part, register_trial

for part in (KINDS, TOPICS, PREDICATES, PROCEDURES, LIFE_EVENTS, LETTERS, SYNONYMS, TRIALS):
    register_part(part)

register_check(check_definitions)
register_loader(load_definitions)
register_trial(run_trials)
