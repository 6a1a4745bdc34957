"""Who read whose data: one row per request that shows a person's record, written before the page is shown.

Staff looks are explainable to the person concerned and to auditors: when, who, for which unit, which case, by
which page. The book is written once and never changed.
"""
