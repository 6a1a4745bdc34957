"""Property tests of the kernel have no time limit for one example: the machine may be busy with other work."""

from hypothesis import settings

settings.register_profile("kernel", deadline=None)
settings.load_profile("kernel")
