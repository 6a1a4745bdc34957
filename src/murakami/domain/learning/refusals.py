"""What operations of this room raise."""


class NotPermitted(RuntimeError):
    """The actor may not do this."""


class LearningRefused(RuntimeError):
    """It cannot be done now or as written; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CourseUnknown(LookupError):
    """There is no such course."""


class SessionUnknown(LookupError):
    """There is no such session."""


class ResultUnknown(LookupError):
    """There is no such result, or it is somebody else's."""


class CodeForged(ValueError):
    """A code of attendance that was not made here."""


class CodeExpired(ValueError):
    """A code of attendance whose time is over."""
