"""Protections of residents (DV等支援措置) in the office: kept by their unit; on a case, released and unmasked by its head."""
