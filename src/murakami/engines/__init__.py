"""Pure algorithms that no configuration replaces."""
