"""Tokens, and signing in by e-mail."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from murakami.interfaces.api.shapes.base import Answer, Sent


class TokenInfo(Answer):
    """What a token may do and until when."""

    assurance: Annotated[str, Field(description="本人確認の強さ：none か account", examples=["none"])]
    ends_at: Annotated[datetime, Field(description="使わなければ、この時刻に終わる")]


class Token(TokenInfo):
    """A new token. It is shown this once."""

    token: Annotated[str, Field(description="Authorization: Bearer に付ける。ほかのところ（アドレスなど）に書かない", examples=["mkt_…"])]


class CodeWanted(Sent):
    """Where a code is to be sent."""

    email: Annotated[str, Field(max_length=254, description="メールアドレス", examples=["minori@example.jp"])]


class CodeSent(Answer):
    """That a code is under way."""

    key: Annotated[str, Field(description="この確認の名前。コードと一緒に送る")]
    expires_at: datetime


class CodeGiven(Sent):
    """The code from the mail."""

    key: Annotated[str, Field(max_length=100, description="sign-in/codes が答えた key")]
    code: Annotated[str, Field(max_length=20, description="メールの6けたの数字", examples=["123456"])]
