"""What people do with any page: find their task, fill its form by the names of its controls, send it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pikepdf
from playwright.sync_api import Locator, Page, expect

LOOKS = 12
DONE = "Tarefa concluída e registrada."


def complete(page: Page, title: str, form: Mapping[str, Any] | None = None, outcome: str = "") -> None:
    """Do the open task called `title`, found in one's own lists, with the `outcome` chosen when there is a choice."""
    find(page, title)
    body = page.locator("main form[data-rascunho]")
    fill(page, body, form or {})
    if outcome:
        body.locator(f'input[name="_resultado"][value="{outcome}"]').check()
    body.locator('.actions button[value="concluir"]').click()
    said(page, DONE)


def find(page: Page, title: str) -> None:
    """Open the task called `title`: with oneself, or in the queue. One looks again: it may follow from another's case,
    which takes a moment."""
    for look in range(LOOKS):
        for address in ("/tarefas", "/tarefas?lista=para-assumir"):
            page.goto(address)
            rows = page.locator(".task").filter(has=page.get_by_role("link", name=title, exact=True))
            if rows.count():
                rows.first.get_by_role("link").first.click()
                expect(page.get_by_role("heading", level=1)).to_contain_text(title)
                return
        page.wait_for_timeout(100 * look)
    raise AssertionError(f"{title!r} is in neither list: {page.locator('.task h3').all_inner_texts()}")


def bring(page: Page, call: str, what: str, form: Mapping[str, Any]) -> None:
    """Bring something to a public case, found on the portal."""
    page.goto("/")
    page.get_by_role("main").locator("article", has_text=call).first.get_by_role("link").first.click()
    page.get_by_role("link", name=f"Apresentar {what}").click()
    send(page, form)


def start(page: Page, link: str, form: Mapping[str, Any]) -> None:
    """Start a case of the kind that `link` leads to."""
    page.goto("/processos/novo")
    page.get_by_role("link", name=link, exact=True).click()
    send(page, form, "Processo iniciado")


def deliver(page: Page, title: str) -> None:
    """Attach to the task called `title` each document that it wants, and do it."""
    attach_all(page, title)
    complete(page, title)


def attach_all(page: Page, title: str) -> None:
    """Attach to the task called `title` each document that it wants."""
    find(page, title)
    while (wanted := page.locator(".ticks a", has_text="Anexar")).count():
        wanted.first.click()
        page.locator('input[type="file"]').set_input_files(
            {"name": "documento.pdf", "mimeType": "application/pdf", "buffer": blank_pdf()}
        )
        page.locator("main form .actions button").first.click()
        said(page, "Documento anexado.")


def blank_pdf() -> bytes:
    """A document of one empty page."""
    made, written = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(written)
    return written.getvalue()


def send(page: Page, form: Mapping[str, Any], done: str = "Recebido e registrado no processo.") -> None:
    """Fill the one form of the page and send it."""
    body = page.locator("main form").filter(has=page.locator('button[value="enviar"]')).first
    fill(page, body, form)
    body.locator(".actions button.btn").last.click()
    said(page, done)


def said(page: Page, words: str) -> None:
    """The page says that it is done; otherwise what it complains of is shown."""
    with suppress(AssertionError):
        expect(page.locator(".flash")).to_contain_text(words, timeout=8000)
        return
    raise AssertionError(f"{page.url}: {page.locator('.error-summary, main h1').all_inner_texts()}")


def fill(page: Page, form: Locator, data: Mapping[str, Any]) -> None:
    """Write `data`, by the names of the controls; a line that is missing is added once those before it are filled.

    What a choice is called must stand in words, not in a column of letters beside its options.
    """
    widths = [(one.bounding_box() or {"width": 0})["width"] for one in form.locator(".check-name:visible").all()]
    assert all(width > 120 for width in widths), widths
    for name, value in _flat(data):
        _add_lines(page, form, name)
        _write(form, name, value)


def _add_lines(page: Page, form: Locator, name: str) -> None:
    """Ask for the lines that `name` stands in and the form does not have yet."""
    parts = name.split(".")
    for index in (at for at, part in enumerate(parts) if part.isdigit()):
        line = ".".join(parts[: index + 1])
        if not form.locator(f'[name="{line}"], [name^="{line}."]').count():
            with page.expect_navigation():
                form.locator(f'button[name="_linha"][value="{".".join(parts[:index])}"]').click()


class Boxes(tuple[str, ...]):
    """What is chosen among boxes."""


def _flat(data: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """The values by dotted names."""
    for name, value in data.items() if isinstance(data, Mapping) else enumerate(data):
        path = f"{above}.{name}" if above else str(name)
        if isinstance(value, Boxes):
            yield from ((path, one) for one in value)
        elif isinstance(value, Mapping | list):
            yield from _flat(value, path)
        else:
            yield path, value


def _write(form: Locator, name: str, value: Any) -> None:
    control = form.locator(f'[name="{name}"]').first
    kind = control.evaluate("one => one.type")
    if kind == "radio":
        chosen = {True: "sim", False: "nao"}.get(value, value) if isinstance(value, bool) else value
        form.locator(f'input[name="{name}"][value="{chosen}"]').check()
    elif kind == "checkbox" and isinstance(value, bool):
        control.set_checked(value)
    elif kind == "checkbox":
        form.locator(f'input[name="{name}"][value="{value}"]').check()
    elif kind.startswith("select"):
        control.select_option(str(value))
    else:
        control.fill(str(value))
