"""A fictitious post office: takes every mail the software sends, delivers none, shows all."""
