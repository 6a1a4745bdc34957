"""An input for what is not a fact about anybody: a code, a password, a sign-in name."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from murakami.interfaces.components.part_view import Drawn, html_attributes
from murakami.interfaces.components.shapes import Problem


@dataclass(frozen=True, slots=True)
class Credential(Drawn):
    """One labelled input, drawn by `components/credential.html`.

    A password is never given back in `value`. `autocomplete` names the purpose for password managers and for
    phones that offer a code out of a message (WCAG 2.2, 3.3.8: nothing has to be remembered or retyped).
    """

    name: str
    label: str
    autocomplete: str
    type: str = "text"
    inputmode: str = ""
    value: str = ""
    hint: str = ""
    error: str = ""
    width: str = ""

    @property
    def attributes(self) -> SafeString:
        """The attributes of the input, escaped."""
        described = [f"{self.name}-hint"] * bool(self.hint) + [f"{self.name}-error"] * bool(self.error)
        return html_attributes(
            (
                ("class", f"input input--{self.width}" if self.width else "input"),
                ("id", self.name),
                ("name", self.name),
                ("type", self.type),
                ("inputmode", self.inputmode),
                ("autocomplete", self.autocomplete),
                ("autocapitalize", "none"),
                ("spellcheck", "false"),
                ("aria-describedby", " ".join(described)),
                ("aria-invalid", "true" if self.error else ""),
                ("value", "" if self.type == "password" else self.value),
            )
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the error summary says about it."""
        return (Problem(href=f"#{self.name}", text=self.error),) if self.error else ()
