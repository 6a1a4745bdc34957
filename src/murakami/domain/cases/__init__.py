"""Cases: what the agency does with a filing.

A case is a small fixed machine with guards; what varies between procedures (checklists, periods, letters) is data.
Every transition is one guarded operation that appends an event in the same transaction; the database refuses a new
state without its event. This room lives in the core zone and knows no mailbox: residents hear of it by message.
"""
