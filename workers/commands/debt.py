"""`tramita debt`: the series that debts are computed with, and a debt by art. 101 of the Decreto 167, line by line."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from workers.commands.records import author

if TYPE_CHECKING:
    from collections.abc import Sequence

    from activities.records.tables import IndexSeriesRow
    from workflows.contas.formularios_debito import MemoriaDoDebito
    from workflows.contas.series import Serie

FILE_IS_WRONG = 2

debt = typer.Typer(help="What is owed: series of indices, and the memória de cálculo.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.add_typer(debt, name="debt")


@debt.callback()
def _group() -> None: ...


@debt.command()
def check(file: Annotated[Path, typer.Argument(help="The series, a CSV file.")]) -> None:
    """Say what a series holds, with the SHA-256 of its file. Exit 0: it can be used; 2: it is wrong, line by line."""
    serie = _serie(file)
    meses = list(serie.valores)
    typer.echo(f"{serie.id} ({serie.tipo}), de {meses[0]} a {meses[-1]}. Fonte: {serie.fonte}.")
    typer.echo(f"SHA-256 {serie.sha256}")


@debt.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The series, a CSV file.")],
    act: Annotated[str, typer.Option("--act", help='The act that adopts it: "Portaria 12/2026".')],
) -> None:
    """Import a series by an act, as its next version. The file in force, given again, changes nothing."""
    from api.services import indexing
    from workers.administering import at_the_door

    content = file.read_bytes()
    serie, done = at_the_door(lambda door: indexing.import_series(door, author(), act, content))
    typer.echo(f"{serie.id}, version {done.version}{'' if done.new else ', in force already'}: SHA-256 {serie.sha256}")


@debt.command("list")
def list_() -> None:
    """Print each version of each series with its act and the SHA-256 of its file, the newest first."""
    for row in asyncio.run(_rows()):
        typer.echo(f"{row.series}  {row.version}  {row.imported_at:%Y-%m-%d}  [{row.act}]  {row.sha256}")


@debt.command()
def compute(
    file: Annotated[Path, typer.Argument(help="The facts of the debt, a YAML file.")],
    series: Annotated[list[Path], typer.Option("--series", help="A CSV file; once for each series.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Print the memória de cálculo: its lines and their sum. Exit 0: computed; 2: a file is wrong or lacks a month."""
    import yaml
    from pydantic import ValidationError

    from workflows.contas.formularios_debito import CasoDeDebito
    from workflows.contas.regras_debito import calcular
    from workflows.contas.series import MesSemValor

    dadas = {serie.id: serie for serie in map(_serie, series)}
    try:
        caso = CasoDeDebito.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
        memoria = calcular(caso, dadas)
    except ValidationError as erro:
        _refuse(file, [f"{'.'.join(map(str, um['loc'])) or 'débito'}: {um['msg']}" for um in erro.errors()])
    except KeyError as erro:
        _refuse(file, [f"Falta a série “{erro.args[0]}”: dê o arquivo dela em --series."])
    except (MesSemValor, OSError, UnicodeDecodeError, yaml.YAMLError) as erro:
        _refuse(file, [str(erro)])
    typer.echo(json.dumps(memoria.model_dump(mode="json"), ensure_ascii=False) if as_json else table(memoria))


def table(memoria: MemoriaDoDebito) -> str:
    """The memória as a table of text, the sum in its last line."""
    from workflows.contas.regras_debito import escrito

    linhas = [(linha.texto, escrito(linha.valor)) for linha in memoria.linhas]
    linhas.append((f"Total em {memoria.atualizado_ate:%d/%m/%Y}", escrito(memoria.total)))
    largura, valores = max(len(texto) for texto, _ in linhas), max(len(valor) for _, valor in linhas)
    corpo = "\n".join(f"{texto:<{largura}}  {valor:>{valores}}" for texto, valor in linhas)
    fontes = "\n".join(f"{uma.id}: {uma.fonte}, SHA-256 {uma.sha256}" for uma in memoria.series)
    return f"{corpo}\n\nPolítica {memoria.politica}; {memoria.situacao.dispositivo.citation}.\n{fontes}"


async def _rows() -> Sequence[IndexSeriesRow]:
    from activities.records.engine import make_engine, make_sessions
    from activities.records.indices import list_series
    from workers.settings import load

    engine = make_engine(load().database, 1)
    try:
        async with make_sessions(engine)() as session:
            return await list_series(session)
    finally:
        await engine.dispose()


def _serie(file: Path) -> Serie:
    from workflows.contas.series import SerieInvalida, ler_serie

    try:
        return ler_serie(file.read_bytes())
    except SerieInvalida as erro:
        _refuse(file, erro.problemas)
    except OSError as erro:
        _refuse(file, [erro.strerror or str(erro)])


def _refuse(file: Path, problemas: list[str]) -> NoReturn:
    for um in problemas:
        typer.echo(f"{file}: {um}", err=True)
    raise typer.Exit(FILE_IS_WRONG)
