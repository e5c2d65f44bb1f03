"""What documents show: the parts that calls, instruments and summonses have in common, whoever issues them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.parcerias.formularios import Texto, TextoLongo, campo, opcional


class Clausula(Form):
    """One clause. Its number is its place, unless the norm gives it one; a line of `texto` is a paragraph of its own.

    A clause gathers what several answers say, so that its text may be longer than any of them.
    """

    inciso: Annotated[str, Field(max_length=12)] | None = opcional("Inciso que a pede")
    titulo: Texto = campo("Título da cláusula", "Como “Do objeto”.")
    texto: Annotated[str, Field(min_length=1, max_length=1_000_000)] = campo("Texto", widget="textarea")


Clausulas = Annotated[tuple[Clausula, ...], Field(min_length=1, max_length=200)]


class CorpoDeEdital(Form):
    """A call: its preamble and its numbered clauses (`Template.EDITAL`)."""

    preambulo: TextoLongo = campo("Preâmbulo", widget="textarea")
    clausulas: Clausulas = campo("Cláusulas")


class CorpoDeInstrumento(Form):
    """An instrument: who the parties are, and its clauses (`Template.MINUTA`)."""

    partes: TextoLongo = campo("Partes", "Quem são, por quem são representadas.", widget="textarea")
    clausulas: Clausulas = campo("Cláusulas")


class CorpoDeConvocacao(Form):
    """A summons: for what, until when or on which day, where (`Template.CONVOCACAO`)."""

    para: TextoLongo = campo("Para quê", widget="textarea")
    dia: date = campo("Dia")
    onde: Texto | None = opcional("Onde", "Endereço, ou página.")
