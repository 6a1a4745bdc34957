"""The published plan of an initiative, as a section of its public page."""
