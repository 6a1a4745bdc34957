"""What all shapes share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Sent(BaseModel):
    """Something that is sent to us: what it does not name is refused, and nothing is guessed."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Answer(BaseModel):
    """Something that we answer."""

    model_config = ConfigDict(frozen=True)


Slug = Annotated[str, Field(max_length=100)]
Cursor = Annotated[str | None, Field(description="つづきを読む印。つづきがなければ null", examples=["cHJvY2VkdXJl"])]
