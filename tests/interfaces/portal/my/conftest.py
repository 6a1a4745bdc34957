"""The family whose page this is."""

from tests.interfaces.portal.family import claim, draw_key, family, filings, me, owner, packs, stranger

__all__ = ["claim", "draw_key", "family", "filings", "me", "owner", "packs", "stranger"]
