"""What a browser says it runs on, in a few words: enough for somebody to know their own device again."""

from typing import Final

_SYSTEMS: Final = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook"),
                   ("Macintosh", "Mac"), ("Linux", "Linux"))
_BROWSERS: Final = (("Edg", "Edge"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("SamsungBrowser", "Samsung Internet"),
                    ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def device_words(agent: str) -> str:
    """Name system and browser out of a User-Agent; "" where it says neither."""
    found = (next((name for mark, name in marks if mark in agent), "") for marks in (_SYSTEMS, _BROWSERS))
    return "・".join(filter(None, found))
