"""What packs bring to this room; importing it registers the part, its checks and the loader."""

from murakami.domain.learning import pack_part  # noqa: F401 - registers the part and its checks
from murakami.domain.learning.loading import load_catalogue
from murakami.foundation.packs.registry import register_loader

register_loader(load_catalogue)
