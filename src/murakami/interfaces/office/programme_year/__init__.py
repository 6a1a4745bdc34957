"""The office's pages of the yearly cycle: the year, its evaluations, meetings, bodies, one's own updates."""
