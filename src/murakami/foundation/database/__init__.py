"""How the two databases are spoken to, so that nothing acknowledged is ever lost.

`sqlite` and `postgresql` are Django backends (their dotted names are ENGINE values) that assert durability on every
connection; `gate` lets the writers of one process pass one by one; `append_only` keeps books that nobody may rewrite;
`guards` are context managers with which tests forbid SQL while a page is rendered and bound the number of statements.
"""
