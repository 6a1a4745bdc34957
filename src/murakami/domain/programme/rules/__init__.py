"""Pure decisions of the programme, one subject per file."""
