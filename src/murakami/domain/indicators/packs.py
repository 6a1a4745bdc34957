"""What packs may hold for this room; importing it registers the part, its check and its loader."""

from murakami.domain.indicators.loading import load_indicators
from murakami.foundation.packs.registry import register_loader

register_loader(load_indicators)
