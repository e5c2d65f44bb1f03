"""Reading pages as a browser would: what a page must have, and what its forms would send."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img"}
LABELLED = {"input", "select", "textarea"}


@dataclass
class Form:
    attributes: dict[str, str]
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def method(self) -> str:
        return self.attributes.get("method", "")


class Page(HTMLParser):
    """A page taken apart: its title, its headings, its controls and forms, as a browser would send them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = text
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.forms: list[Form] = []
        self.title = ""
        self.h1: list[str] = []
        self._open: list[str] = []
        self._area: str | None = None
        self._select: tuple[str, list[str]] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        self.tags.append((tag, got))
        if "id" in got:
            self.ids.append(got["id"])
        if tag == "label" and "for" in got:
            self.labels.add(got["for"])
        if tag == "form":
            self.forms.append(Form(got))
        if tag == "h1":
            self.h1.append("")
        if tag in LABELLED and got.get("type") != "hidden":
            self.controls.append(got)
        self._send(tag, got)
        if tag not in VOID:
            self._open.append(tag)

    def _send(self, tag: str, got: dict[str, str]) -> None:
        if not self.forms or ("name" not in got and tag != "option"):
            return
        if tag == "input":
            choice = got.get("type") in ("radio", "checkbox")
            if got.get("type") != "file" and (not choice or "checked" in got):
                self.forms[-1].fields.append((got["name"], got.get("value", "on" if choice else "")))
        elif tag == "button":
            self.forms[-1].buttons.append((got["name"], got.get("value", "")))
        elif tag == "textarea":
            self._area = ""
            self.forms[-1].fields.append((got["name"], ""))
        elif tag == "select":
            self._select = (got["name"], [])
        elif tag == "option" and self._select is not None and ("selected" in got or not self._select[1]):
            self._select = (self._select[0], [got.get("value", "")])

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            name, _ = self.forms[-1].fields.pop()
            # The first line end of a textarea is the markup's, and the others are sent as CRLF.
            value = self._area.removeprefix("\n").replace("\n", "\r\n")
            self.forms[-1].fields.append((name, value))
            self._area = None
        if tag == "select" and self._select is not None:
            self.forms[-1].fields.append((self._select[0], self._select[1][0] if self._select[1] else ""))
            self._select = None
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area += data
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data
        if "h1" in self._open:
            self.h1[-1] += data


def faults(text: str) -> list[str]:
    """What a page lacks of what every page must have."""
    page = Page(text)
    found = []
    if '<html lang="pt-BR"' not in text:
        found.append("no language")
    if not page.title.strip() or "Tramita" not in page.title:
        found.append(f"title {page.title!r}")
    if len(page.h1) != 1 or not page.h1[0].strip():
        found.append(f"h1 {page.h1}")
    found += [f"unlabelled {one}" for one in page.controls if one.get("id") not in page.labels]
    found += [f"repeated id {one}" for one in sorted({one for one in page.ids if page.ids.count(one) > 1})]
    found += _form_faults(page)
    found += [f"inline style or script: {tag}" for tag, got in page.tags if "style" in got or _handlers(got)]
    found += ["inline script" for tag, got in page.tags if tag == "script" and "src" not in got]
    found += ["inline stylesheet" for tag, _ in page.tags if tag == "style"]
    found += _dangling(page)
    return found


def _handlers(got: dict[str, str]) -> bool:
    return any(name.startswith("on") for name in got)


def _form_faults(page: Page) -> list[str]:
    found = []
    for form in page.forms:
        if form.method not in ("get", "post") or not form.attributes.get("action"):
            found.append(f"form without method or action: {form.attributes}")
        if form.method == "post" and "csrf" not in dict(form.fields):
            found.append(f"form without csrf: {form.attributes}")
    return found


def _dangling(page: Page) -> list[str]:
    """References to elements of the page that are not there."""
    found = []
    for tag, got in page.tags:
        wanted = [*got.get("aria-describedby", "").split(), *got.get("aria-labelledby", "").split()]
        if tag == "a" and re.fullmatch(r"#[^ ]+", got.get("href", "")):
            wanted.append(got["href"][1:])
        found += [f"{tag} refers to #{one}, which is not there" for one in wanted if one not in page.ids]
    return found
