"""Pages walked and forms sent back by a machine that means harm; see docs/guides/developer.md for the long run."""
