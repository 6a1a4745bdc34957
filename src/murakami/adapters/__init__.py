"""One self-contained folder per outside system, behind a port."""
