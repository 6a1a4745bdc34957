"""What crosses primitives: use cases, message handlers and reads that join several apps for one screen."""
