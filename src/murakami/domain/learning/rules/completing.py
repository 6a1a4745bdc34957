"""When a course is completed."""


def completes(completion: str, *, passed: bool, attended: bool) -> bool:
    """Say whether a passed check and attendance are enough for a course (`check`, `attendance` or `both`)."""
    return {"check": passed, "attendance": attended, "both": passed and attended}[completion]
