"""Files: what residents attach and what the agency sends, checked, rebuilt and stored by the hash of their content.

Nothing is kept as it came: images are drawn anew without metadata, PDFs are written anew without active content.
A file is on the disk for good before the row that names it is committed. Each zone has its own store.
"""
