"""Pure decisions about figures: what a formula counts, how counts merge, what may be shown."""
