"""Mailbox: what the resident sees of a filing, and what the agency sends.

A decision is delivered when it is recorded in the recipient's file (情報通信技術活用法7条3項): this room is that file.
Everything is keyed by a random mailbox key, never by a name; a stranger's key finds nothing.
It lives on the edge, knows neither HTTP nor cases: the agency's side reaches it by message.
"""
