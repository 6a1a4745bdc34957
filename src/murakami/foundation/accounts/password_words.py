"""Words that anybody here would try first: a password that lives from one of them is refused (docs/security.md)."""

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS: Final = ("murakami", "村上", "むらかみ", "ムラカミ", "niigata", "新潟", "smart", "shiyakusho", "yakusho", "市役所", "password",
                "passwd", "admin", "staff", "clerk", "dx", "reiwa", "令和", "sake", "鮭", "iwafune", "岩船", "sanpoku", "山北", "arakawa", "荒川",
                "kamihayashi", "神林", "asahi", "朝日")
_LEAST_LEFT: Final = 8
_COUNTED: Final = re.compile(r"[0-9０-９\W_]+")
_WORD: Final = re.compile("|".join(map(re.escape, sorted(WORDS, key=len, reverse=True))))


class NoWordOfTheTown:
    """Refuses a password in which little is left without those words, figures and signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError `password_of_the_town` where fewer than eight letters are its own."""
        lowered = password.lower()
        left = _COUNTED.sub("", _WORD.sub("", lowered))
        if _WORD.search(lowered) and len(left) < _LEAST_LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_the_town")

    def get_help_text(self) -> str:
        """Say the mend."""
        return _("市や職場のことば（村上、murakami など）に数字を足しただけのパスワードは、すぐに当てられます。関係のないことばをいくつかつなげてください。")
