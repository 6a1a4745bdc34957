"""Public pages about the municipality's work: the policy, its initiatives, its years, its figures; data to take away.

They read publications, and of the events only how they are sealed, so they are the same in every zone. Nobody signs in
here.
"""
