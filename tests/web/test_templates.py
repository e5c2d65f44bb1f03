"""What every template must have and must not, read from its source."""

import re
from pathlib import Path

import pytest

from api.problems import KINDS, Problem
from api.web.assets import names, static_dir
from api.web.chrome import Chrome
from api.web.formatters import FILTERS
from api.web.templating import TEMPLATES, html
from api.web.views.erros import problem_page
from tests.web.pages import Page, faults

ALL = sorted(TEMPLATES.rglob("*.html"))
WHOLE = [path for path in ALL if path.parent.name in ("pages", "errors")]
MACRO = re.compile(r"{%-? macro (\w+)\(")
IMPORT = re.compile(r'{% from "([\w/.]+)" import ([^%]+?)( with context)? %}')


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def called(macro: str, text: str) -> int:
    return len(re.findall(rf"\b{macro}\(", text))


@pytest.mark.parametrize("path", WHOLE, ids=name)
def test_a_page_says_what_it_is(path: Path) -> None:
    text = path.read_text()
    assert '{% extends "layouts/base.html" %}' in text
    assert re.search(r"{% block title %}.+{% endblock %}", text)
    assert "<h1>" in text


@pytest.mark.parametrize("path", ALL, ids=name)
def test_nothing_is_styled_or_scripted_in_place(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r'\sstyle="|<style|\son\w+="|javascript:', text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![\w-])(?=[\";])|rgb\(|hsl\(", text)
    assert "| safe" not in text
    assert "autoescape" not in text


@pytest.mark.parametrize("path", ALL, ids=name)
def test_forms_say_where_and_how(path: Path) -> None:
    for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.S):
        head = form.partition(">")[0]
        assert 'method="' in head
        assert 'action="' in head
        if 'method="post"' in head:
            assert "csrf(chrome)" in form or 'name="csrf"' in form


@pytest.mark.parametrize("path", ALL, ids=name)
def test_what_is_imported_is_used(path: Path) -> None:
    text = path.read_text()
    for source, imported, _ in IMPORT.findall(text):
        there = (TEMPLATES / source).read_text()
        for one in imported.split(","):
            macro, _, alias = one.strip().partition(" as ")
            assert re.search(rf"macro {macro}\(", there), f"{macro} is not in {source}"
            assert called(alias or macro, text), f"{one.strip()} is imported and not used"


def test_every_macro_is_used() -> None:
    texts = {path: path.read_text() for path in ALL}
    unused = []
    for path, text in texts.items():
        for macro in MACRO.findall(text):
            elsewhere = [
                other for other in texts.values() if re.search(rf'from "{name(path)}" import [^%]*\b{macro}\b', other)
            ]
            if called(macro, text) < 2 and not elsewhere:
                unused.append(f"{name(path)}: {macro}")
    assert unused == []


def test_every_filter_is_used() -> None:
    text = "\n".join(path.read_text() for path in ALL)
    assert [one for one in FILTERS if not re.search(rf"\|\s*{one}\b", text)] == []


def test_colours_come_from_the_tokens() -> None:
    for sheet in ("base.css", "pages.css"):
        rules = re.sub(r"@media print.*", "", (static_dir / sheet).read_text(), flags=re.S)
        assert not re.search(r"[:\s]#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", rules), sheet


def test_what_pages_load_is_ours() -> None:
    used = set(re.findall(r"asset\('([^']+)'\)", "\n".join(path.read_text() for path in ALL)))
    assert used == names()
    assert not re.search(r"(src|href)=\"https?:", "\n".join(path.read_text() for path in ALL))


@pytest.mark.parametrize("code", sorted(str(code) for code in KINDS))
def test_every_problem_has_a_whole_page(code: str) -> None:
    frame = Chrome(public=True, nav=()).as_failed()
    problem = Problem(code, provision="dec-167:art-14", retry_after=5)
    text = html("errors/problema.html", frame, problema=problem_page(problem, "pedido-123"))
    assert faults(text) == []
    assert problem.title in text
    assert "pedido-123" in text
    assert Page(text).title.startswith("Erro: ")
