"""Which files are generated, with their content, and bringing them up to date. The content depends on code alone."""

from __future__ import annotations

from pathlib import Path

from workers.docs.matrix import matrix_page
from workers.docs.plans import dates_page
from workers.docs.procedure import index_page, procedure_page
from workers.docs.scenarios import exercised
from workflows.kernel.bpmn import bpmn_file
from workflows.kernel.diagram import svg_file
from workflows.procedures import procedures

DOCS = Path(__file__).parents[2] / "docs"
GENERATED = "procedures"


def generated() -> dict[str, str]:
    """Every generated file by its path inside `docs/`, with its content."""
    seen = exercised(DOCS / "scenarios")
    files = {"matriz.md": matrix_page(seen), f"{GENERATED}/README.md": index_page()}
    files["planos-datas.md"] = dates_page(DOCS / "scenarios")
    for type_id in procedures():
        files[f"{GENERATED}/{type_id}.md"] = procedure_page(type_id)
        files[f"{GENERATED}/{type_id}.bpmn"] = bpmn_file(type_id)
        files[f"{GENERATED}/{type_id}.svg"] = svg_file(type_id)
        files[f"{GENERATED}/{type_id}.upright.svg"] = svg_file(type_id, upright=True)
    return files


def stale(docs: Path = DOCS) -> list[str]:
    """Generated files that are missing, differ from what the code says, or belong to no procedure any more."""
    wanted = generated()
    differing = [name for name, content in wanted.items() if _content(docs / name) != content]
    return sorted(differing + [name for name in _present(docs) if name not in wanted])


def write(docs: Path = DOCS) -> list[str]:
    """Bring the generated files up to date. Returns those that changed."""
    wanted = generated()
    changed = stale(docs)
    for name in changed:
        path = docs / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], encoding="utf-8")
        else:
            path.unlink()
    return changed


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _present(docs: Path) -> list[str]:
    return [path.relative_to(docs).as_posix() for path in (docs / GENERATED).glob("*") if path.is_file()]
