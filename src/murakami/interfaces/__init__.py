"""The pages: components, and one app per audience."""
