"""How packs write the vocabulary, procedures, life events, letters, search words and trials; one part a module."""
