"""The auditor's pages (監査): which looks of staff at cases are unusual, to read, narrow down and take away.

They say which sign a look shows and leave the judgement to people. Every reading is written down before it is shown.
"""
