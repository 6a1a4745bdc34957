"""What cannot work in definitions that are well formed each for itself; one subject a module."""
