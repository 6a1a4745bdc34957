"""Who listens to the messages between the zones: `edge` hears the agency, `core` hears the residents."""
