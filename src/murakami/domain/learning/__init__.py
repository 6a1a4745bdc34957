"""Learning: courses, sessions, attendance and checks by which staff gain the skills that their role asks for.

Skills and roles are pack data; who has which skill follows from attendance and passed checks. Coverage is counted by
unit. It lives in the core zone.
"""
