"""Django backend: PostgreSQL that has the commit on its disk before it says so."""
