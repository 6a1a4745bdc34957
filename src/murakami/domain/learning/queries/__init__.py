"""All reading of learning, a fixed number of SQL statements each."""
