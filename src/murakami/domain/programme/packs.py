"""What packs may hold for this room; importing it registers the part, its checks and its loaders."""

import murakami.domain.programme.pack_part  # noqa: F401 - registers the part and its checks
from murakami.domain.programme.loading import load_programme
from murakami.domain.programme.operations.seed_plan import load_plan
from murakami.foundation.packs.registry import register_loader

register_loader(load_programme)
register_loader(load_plan)
