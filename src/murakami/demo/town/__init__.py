"""A fictitious town on real places: households, a register, and cases in every state.

The same number of residents and the same seed give the same town. Nobody in it exists.
"""
