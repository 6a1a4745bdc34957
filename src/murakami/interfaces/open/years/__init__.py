"""The public pages of the years: how each initiative was evaluated, and what was corrected afterwards."""
