"""All reading of the programme, a fixed number of SQL statements each."""
