"""Learning: courses, sessions, attendance and checks by which staff gain the skills that their role asks for.

Skills, roles and courses are pack data; what somebody has gained is written down once, with the day until which it
holds, so that a later pack changes no one's past. Coverage is counted by unit. It lives in the core zone.
"""
