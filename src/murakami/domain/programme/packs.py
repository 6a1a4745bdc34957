"""What packs may hold for this room; importing it registers the part, its checks and its loader."""

import murakami.domain.programme.pack_part  # noqa: F401 - registers the part and its checks
from murakami.domain.programme.loading import load_programme
from murakami.foundation.packs.registry import register_loader

register_loader(load_programme)
