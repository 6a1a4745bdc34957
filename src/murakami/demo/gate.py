"""The one door of the demo: nothing fictitious runs in service."""

from typing import Protocol


class NotADemo(RuntimeError):
    """The fictitious world was asked for outside demo mode."""

    def __init__(self) -> None:
        super().__init__("The fictitious world runs only with MURAKAMI_DEMO=1, never in service.")


class _Environment(Protocol):
    @property
    def demo(self) -> bool: ...


def refuse_outside_demo(environment: _Environment) -> None:
    """Raise NotADemo unless this process was started for the demo."""
    if not environment.demo:
        raise NotADemo
