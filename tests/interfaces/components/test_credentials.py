"""Inputs for codes and passwords."""

from django.template.loader import render_to_string

from murakami.interfaces.components.credentials import Credential
from murakami.interfaces.components.shapes import Problem


def test_credential__never_gives_a_password_back() -> None:
    password = Credential(
        name="password", label="パスワード", autocomplete="current-password", type="password", value="s3cret"
    )
    assert "s3cret" not in render_to_string("components/credential.html", {"field": password})


def test_credential__escapes_what_was_typed_and_ties_the_error() -> None:
    code = Credential(
        name="code", label="コード", autocomplete="one-time-code", value='"><b>', hint="6けた", error="違います。"
    )
    html = render_to_string("components/credential.html", {"field": code})
    assert 'value="&quot;&gt;&lt;b&gt;"' in html
    assert 'aria-describedby="code-hint code-error"' in html
    assert 'id="code-error"><p class="field__error">＊違います。</p>' in html
    assert code.problems == (Problem(href="#code", text="違います。"),)


def test_credential__has_no_problem_without_an_error() -> None:
    assert Credential(name="code", label="コード", autocomplete="one-time-code").problems == ()
