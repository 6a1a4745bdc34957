"""Office: the pages of staff. A work list, one page per case, and the steps that may be taken from it.

Views parse, call one query or one flow, and render; a look is recorded before a case is shown.
"""
