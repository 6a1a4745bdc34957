"""Office documents (docx, xlsx, pptx) packed anew: only parts of kinds that are known, in XML without anything that acts.

Nothing is taken over because it looks harmless; a part is kept because its kind is on the list. What pointed to a part
that went, goes with it; what a field or a formula had worked out stays as it stood on the page.
"""
