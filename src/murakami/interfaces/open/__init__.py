"""Public pages about the municipality's work: the policy, its initiatives, its years, its figures; data to take away.

They read publications and nothing else, so they are the same in every zone. Nobody signs in here.
"""
