"""From when on a look of staff is unusual, out of the environment."""

from murakami.config.environment import Environment
from murakami.foundation.looks.unusual import Thresholds


def thresholds_of(environment: Environment) -> Thresholds:
    """Say from when on a look of staff is unusual."""
    begins, ends = environment.looks_night
    return Thresholds(night_from=begins, night_until=ends, many_at_least=environment.looks_many,
                      many_times=environment.looks_many_times)
