"""Settings, addresses, zone wiring: the only place that knows every room."""
