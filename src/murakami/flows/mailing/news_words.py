"""The words of the mail that something new is on the page: Japanese first, English below. They name nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewsMail:
    """A mail as it goes out."""

    subject: str
    body: str


def write_news(*, until: date | None, brand: str, phone: str, page: str, has_switch: bool) -> NewsMail:
    """Write the mail; `until` is the day by which the page asks for something, if it does."""
    said = f"マイページに、{_day(until)}までのお願いがあります" if until else "マイページに新しいお知らせがあります"
    told = f"Please look at your page by {_english_day(until)}" if until else "Something new is on your page"
    whose = f"（{brand}）" if brand else ""
    lines = (*_japanese(until, phone, page, has_switch), "", "--", *_english(until, phone, has_switch), *(("", "--", brand) if brand else ()))
    return NewsMail(subject=f"{said}{whose} / {told}", body="\n".join(lines) + "\n")


def _japanese(until: date | None, phone: str, page: str, has_switch: bool) -> Iterator[str]:
    yield "マイページに、市役所からの新しいお知らせがあります。"
    if until:
        yield f"{_day(until)}までにしていただくことがあります。"
    yield ""
    yield "見るときは、いつものブックマークを開くか、次のアドレスを自分で打って、サインインしてください。"
    yield page
    yield ""
    yield "ほかの人に見られてもよいように、このメールには、名前も手続の名前も書いていません。"
    yield "市役所が、メールでパスワード、確認コード、口座番号を聞くことはありません。聞くメールは、にせものです。"
    yield f"心配なときは、市役所に電話してください{f'：{phone}' if phone else ''}。"
    if has_switch:
        yield "このメールは、マイページの「通知の受け取り方」で止められます。"


def _english(until: date | None, phone: str, has_switch: bool) -> Iterator[str]:
    yield "There is something new from City Hall on your page."
    if until:
        yield f"There is something for you to do by {_english_day(until)}."
    yield "To read it, use your bookmark or type the address above yourself, and sign in."
    yield ""
    yield "Others may see this mail, so it does not say who you are or what it is about."
    yield "City Hall never asks for a password, a code or an account number by mail. A mail that does is false."
    yield f"If you are not sure, please call City Hall{f': {phone}' if phone else ''}."
    if has_switch:
        yield "You can stop these mails on your page, under \"How letters come\"."


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _english_day(day: date) -> str:
    return f"{day.day} {day:%B}"
