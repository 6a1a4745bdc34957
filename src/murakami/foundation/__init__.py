"""Django apps without municipal knowledge: accounts, events, looks, files, spool, packs, database."""
