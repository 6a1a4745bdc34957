"""PDFs: letters and receipts, set by typst in a child process that is kept warm and let go when idle.

The font is chosen per character and variation sequence through the fonts' own tables; what no font can print is
reported, never printed wrong.
"""
