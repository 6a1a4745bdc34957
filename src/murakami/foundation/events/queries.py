"""What the tree of the events says."""

from murakami.foundation.events.models import Checkpoint


def find_newest_checkpoint() -> Checkpoint | None:
    """Find what was signed last. SQL: 1."""
    return Checkpoint.objects.order_by("-size").first()
