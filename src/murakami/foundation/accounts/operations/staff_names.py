"""What can be wrong with the name of a member of staff or of a unit."""


class LoginNameTaken(ValueError):
    """Another account already has this sign-in name."""


class UnitUnknown(LookupError):
    """No open unit has this code."""


class StaffUnknown(LookupError):
    """No member of staff has this sign-in name."""
