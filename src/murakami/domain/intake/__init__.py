"""Intake: one conversation with a resident, from the first question to the filings that it ends in.

An intake is one row that is read once and written once a page: people bound to roles, chosen procedures, answers with
provenance. Filing ends it: per procedure (and per child where the procedure says so) an immutable Filing with its
receipt number, recorded in one durable transaction; that moment is the arrival (情報通信技術活用法6条3項).
It lives on the edge and knows neither HTTP nor cases nor mailboxes: they meet in flows.
"""
