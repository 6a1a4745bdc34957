"""What the page of reshuffles lists."""

from collections.abc import Sequence

from murakami.foundation.accounts.models import Reshuffle


def list_reshuffles(*, limit: int = 20) -> Sequence[Reshuffle]:
    """List the reshuffles that were confirmed, the last day first, each with who confirmed it. SQL: 1."""
    return list(Reshuffle.objects.select_related("confirmed_by__staff").order_by("-apply_on", "-pk")[:limit])
