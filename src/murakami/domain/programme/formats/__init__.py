"""How packs write what the programme holds."""
