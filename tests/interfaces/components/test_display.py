"""Language and text size: two cookies, a safe way back."""

import pytest
from django.test import Client


def _choose(client: Client, query: str) -> tuple[str, dict[str, str]]:
    response = client.get(f"/-/display?{query}")
    assert response.status_code == 302
    return response.headers["Location"], {name: morsel.value for name, morsel in response.cookies.items()}


def test_choose_display__keeps_language_and_size(client: Client) -> None:
    assert _choose(client, "lang=en&next=/a%3Fb=1") == ("/a?b=1", {"language": "en"})
    assert _choose(client, "text=larger&next=/a") == ("/a", {"text_size": "larger"})


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "/\\evil.example", "http:///x"]
)
def test_choose_display__never_leads_away(client: Client, elsewhere: str) -> None:
    assert _choose(client, f"lang=ja&next={elsewhere}")[0] == "/"


@pytest.mark.parametrize("query", ["lang=xx", "text=huge", "lang=../../etc", "text=%00", "lang=EN"])
def test_choose_display__ignores_what_it_does_not_know(client: Client, query: str) -> None:
    assert _choose(client, f"{query}&next=/")[1] == {}


def test_choose_display__takes_no_post(client: Client) -> None:
    assert client.post("/-/display?lang=en").status_code == 405


@pytest.mark.parametrize(
    ("language", "html", "words"),
    [
        ("ja", 'lang="ja"', "本文へ進む"),
        ("ja-easy", 'lang="ja"', "ページの 中身へ"),
        ("en", 'lang="en"', "Skip to main"),
    ],
)
def test_layout__speaks_the_chosen_language(client: Client, language: str, html: str, words: str) -> None:
    client.get(f"/-/display?lang={language}")
    page = client.get("/-/components").content.decode()
    assert f"<html {html}>" in page
    assert words in page


def test_layout__ignores_a_forged_size(client: Client) -> None:
    client.cookies["text_size"] = '"><script>'
    page = client.get("/-/components").content.decode()
    assert "data-text=" not in page
    assert "<script>" not in page
