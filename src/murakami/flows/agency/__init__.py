"""The agency's side of the chain: filings become cases, steps are told to the resident, decisions become letters."""
