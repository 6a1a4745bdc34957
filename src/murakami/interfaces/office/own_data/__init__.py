"""Answering somebody who asks for their own data (開示・訂正・利用停止の請求): gathered by the system, checked by a clerk.

What comes out is one page to print and one JSON file; neither goes to anybody by itself.
"""
