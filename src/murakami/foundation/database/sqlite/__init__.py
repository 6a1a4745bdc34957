"""Django backend: SQLite that keeps its promises (WAL, full synchronisation, fair immediate writers)."""
