"""Reads the form of a page as a browser does: what would be sent if somebody pressed the button now."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """A form of a page: names to the values that stand in it, the names of its file inputs, its action."""

    action: str = ""
    method: str = "post"
    values: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # input type (or "textarea") of everything that takes typing
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    once: set[str] = field(default_factory=set)  # what holds good once and is not shown again: codes
    choices: dict[str, list[str]] = field(default_factory=dict)  # what a select, radio or checkbox may be

    def filled(self, **changes: object) -> dict[str, object]:
        """What a browser would send, with some names changed; None leaves a name out."""
        sent: dict[str, object] = {name: list(values) for name, values in self.values.items()}
        sent.update(changes)
        return {name: value for name, value in sent.items() if value is not None}


def read_form(html: str | bytes, *, holding: str = "") -> PageForm:
    """Read the first posting form of a page whose source holds the text `holding`. Raises LookupError."""
    for form, source in _read(html, {"post"}):
        if holding in source:
            return form
    raise LookupError(f"no posting form{f' with {holding!r}' if holding else ''} on this page")


def read_forms(html: str | bytes) -> list[PageForm]:
    """Read every form of a page, those that only ask too."""
    return [form for form, _source in _read(html, {"post", "get"})]


def _read(html: str | bytes, methods: set[str]) -> list[tuple[PageForm, str]]:
    reader = _Reader(methods)
    reader.feed(html if isinstance(html, str) else html.decode())
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self, methods: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._methods = methods
        self.forms: list[tuple[PageForm, str]] = []
        self._form: PageForm | None = None
        self._source: list[str] = []
        self._select = self._area = ""
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and (method := said.get("method", "get").lower()) in self._methods:
            self._form, self._source = PageForm(action=said.get("action", ""), method=method), []
        if self._form is None:
            return
        self._source.append(self.get_starttag_text() or "")
        name = said.get("name", "")
        match tag:
            case "input" if name:
                self._input(name, said)
            case "select":
                self._select, self._options = name, []
            case "option" if self._select:
                self._options.append((said.get("value", ""), "selected" in said))
                self._form.choices.setdefault(self._select, []).append(said.get("value", ""))
            case "textarea":
                self._area = name
                self._form.values.setdefault(name, [""])
                self._form.texts[name] = "textarea"
            case "button" if name:
                self._form.buttons.append((name, said.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._area:
            # a browser drops the line break that follows <textarea>
            before = self._form.values[self._area][0]
            self._form.values[self._area] = [before + (data.removeprefix("\n") if not before else data)]

    def handle_endtag(self, tag: str) -> None:
        if self._form is None:
            return
        if tag == "textarea":
            self._area = ""
        if tag == "select" and self._select:
            chosen = [value for value, is_selected in self._options if is_selected]
            self._form.values[self._select] = chosen or [value for value, _ in self._options[:1]]
            self._select = ""
        if tag == "form":
            self.forms.append((self._form, "\n".join(self._source)))
            self._form = None

    def _input(self, name: str, said: dict[str, str]) -> None:
        assert self._form is not None
        kind = said.get("type", "text")
        if kind == "file":
            self._form.files.append(name)
        elif kind in {"submit", "button"}:
            self._form.buttons.append((name, said.get("value", "")))
        elif kind in {"checkbox", "radio"}:
            self._form.values.setdefault(name, [])
            self._form.choices.setdefault(name, []).append(said.get("value", "on"))
            if "checked" in said:
                self._form.values[name].append(said.get("value", "on"))
        else:
            self._form.values.setdefault(name, []).append(said.get("value", ""))
            if kind != "hidden":
                self._form.texts[name] = kind
            if said.get("autocomplete") == "one-time-code":
                self._form.once.add(name)
