"""Plain Python: words, values and rules of law that every room stands on. Imports nothing of ours."""
