"""The shape of a refusal (RFC 9457)."""

from typing import Annotated

from pydantic import Field

from murakami.interfaces.api.shapes.base import Answer


class FieldProblem(Answer):
    """What is wrong with one field, and the mend."""

    field: Annotated[str, Field(description="項目の名前。本文の中の場所を点でつなぐ", examples=["me.name"])]
    part: Annotated[str | None, Field(description="項目の中の欄", examples=["family"])] = None
    code: Annotated[str, Field(description="理由の記号。変わらない", examples=["required"])]
    detail: Annotated[str, Field(description="何が違うか、どう直すか", examples=["お名前：入っていません。入れてください。"])]


class Problem(Answer):
    """Why something was refused. `code` is stable; the words are in the language of Accept-Language."""

    type: Annotated[str, Field(description="説明のアドレス", examples=["/api/v1/#invalid"])]
    title: Annotated[str, Field(description="短い説明", examples=["受け取れない項目があります"])]
    status: Annotated[int, Field(description="HTTPの状態", examples=[422])]
    code: Annotated[str, Field(description="理由の記号。変わらない", examples=["invalid"])]
    detail: Annotated[str, Field(description="どうすればよいか", examples=["errorsに挙げた項目を直して、もう一度送ってください。"])]
    errors: Annotated[list[FieldProblem] | None, Field(description="項目ごとの理由")] = None
    needed: Annotated[str | None, Field(description="要る本人確認の強さ（sign_in_needed）", examples=["account"])] = None
    attempts_left: Annotated[int | None, Field(description="あと何回試せるか（code_wrong）", examples=[4])] = None
