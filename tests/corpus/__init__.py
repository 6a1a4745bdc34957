"""Files made by code, harmless and hostile: every feature that an attacker plants, with a mark that does nothing.

Nothing here is alive: scripts call nothing, addresses end in `.example`, programs are a few letters.
"""
