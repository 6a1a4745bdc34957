"""All writing to conversations: read once, decide, write once; a write based on an old reading finds no row."""
