"""The breach kit (漏えい等): a head describes what got out, sees whom it touches, prepares report and letters, and decides.

Nothing leaves the house by itself: letters go when the head decides so, the report is sent by people.
"""
