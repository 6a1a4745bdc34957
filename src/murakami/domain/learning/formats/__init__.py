"""How packs write skills, learning roles and courses; one kind of document a module."""
