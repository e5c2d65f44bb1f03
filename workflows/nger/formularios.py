"""The forms of the NGER's processes: a run of one, a year of them, a meeting, and what is recorded of each act."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from workflows.clock import Budget, data_fixa
from workflows.kernel import Form
from workflows.nger.guia import PROCESSES, Activity, Process
from workflows.parcerias.formularios import Motivo, Texto, TextoLongo, campo, opcional

FIRST_YEAR, LAST_YEAR = 2019, 2100
MOST_PLANNED = 60


def _no_guia(numero: str) -> str:
    if numero not in PROCESSES:
        raise PydanticCustomError("processo", "O guia não tem o processo {numero}", {"numero": numero})
    return numero


NUMEROS = {number: process.name for number, process in PROCESSES.items()}
Numero = Annotated[str, AfterValidator(_no_guia)]
Ano = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]


class Mes(BaseModel):
    """A month of a planned period: its name in numbers, and the first and last day of it that are in the period."""

    model_config = ConfigDict(frozen=True)

    id: str
    inicio: date
    fim: date

    @property
    def prazo(self) -> Budget:
        """The end of the month."""
        return data_fixa(self.fim)


class ProcessoPlanejado(Form):
    """A process of the guide to be run: between which days, and which unit answers for it."""

    processo: Numero = campo("Processo", enum=list(NUMEROS), opcoes=dict(NUMEROS), widget="select")
    inicio: date = campo("Início planejado")
    fim: date = campo("Fim planejado")
    responsavel: Texto = campo("Quem responde", "A unidade ou a função, sem nome de pessoa.")

    @model_validator(mode="after")
    def _em_ordem(self) -> ProcessoPlanejado:
        if self.fim < self.inicio:
            raise PydanticCustomError("periodo", "O fim planejado não pode ser antes do início")
        return self

    @property
    def processo_do_guia(self) -> Process:
        """The process in the guide."""
        return PROCESSES[self.processo]

    @property
    def meses(self) -> tuple[Mes, ...]:
        """The months of the period, the first and the last cut to it."""
        found = []
        day = self.inicio
        while day <= self.fim:
            last = day.replace(day=monthrange(day.year, day.month)[1])
            found.append(Mes(id=f"{day:%m-%Y}", inicio=day, fim=min(last, self.fim)))
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return tuple(found)

    @property
    def prazo(self) -> Budget:
        """The planned end."""
        return data_fixa(self.fim)

    @property
    def chave(self) -> str:
        """What tells this run apart from the others of its year."""
        return f"{self.processo}-{self.inicio.isoformat()}"

    def no_orgao(self, *, sem_unidade: bool) -> ExecucaoDeProcesso:
        """The run itself, in a body with or without a unit of organisational development."""
        return ExecucaoDeProcesso(**self.model_dump(), sem_unidade=sem_unidade)


class ExecucaoDeProcesso(ProcessoPlanejado):
    """One run of a process. `sem_unidade` is asked for the processes of the additional competences alone."""

    sem_unidade: bool = Field(
        default=False, title="O órgão não tem unidade de desenvolvimento organizacional",
        description="Os processos XV, XVI e XVII só cabem ao NGER do órgão que não tem essa unidade.",
    )  # fmt: skip


class AnoDoNger(Form):
    """The year of a body's NGER: which processes run, when, and who answers."""

    orgao: Texto = campo("Órgão ou entidade", "Como “SINFRA-MT”.")
    ano: Ano = campo("Ano")
    sem_unidade: bool = Field(
        default=False, title="O órgão não tem unidade de desenvolvimento organizacional",
        description="Os processos XV, XVI e XVII só cabem ao NGER do órgão que não tem essa unidade.",
    )  # fmt: skip
    processos: Annotated[tuple[ProcessoPlanejado, ...], Field(min_length=1, max_length=MOST_PLANNED)] = campo(
        "Processos do ano", "Um processo pode correr mais de uma vez, desde que comece em dias diferentes."
    )

    @model_validator(mode="after")
    def _do_ano(self) -> AnoDoNger:
        vistos = set()
        for planejado in self.processos:
            if planejado.inicio.year != self.ano or planejado.fim.year != self.ano:
                dito = {"numero": planejado.processo, "ano": self.ano}
                raise PydanticCustomError("ano", "O processo {numero} deve começar e terminar em {ano}", dito)
            if (chave := (planejado.processo, planejado.inicio)) in vistos:
                dito = {"numero": planejado.processo}
                raise PydanticCustomError("repetido", "O processo {numero} está duas vezes no mesmo dia", dito)
            vistos.add(chave)
        return self

    @property
    def prazo(self) -> Budget:
        """The last day of the year."""
        return data_fixa(date(self.ano, 12, 31))


class Registro(Form):
    """What was done in an activity."""

    descricao: Motivo = campo("O que foi feito", "Duas ou três frases bastam.", widget="textarea")
    data: date | None = opcional("Data em que foi feito", "Se não foi hoje.")
    documento: Texto | None = opcional("Documento", "Número do documento ou endereço onde está.")


def registro_de(activity: Activity) -> type[Form]:
    """The form of an activity: with one answer for each of its sub-items, when it has them."""
    if not activity.items:
        return Registro
    asked: dict[str, Any] = {f"item_{letter}": (bool, campo(title)) for letter, title in activity.items.items()}
    name = f"Registro{activity.process}{activity.order}"
    made: type[Form] = create_model(name, __base__=Registro, __module__=__name__, **asked)
    made.__doc__ = "What was done in an activity, and in each of its sub-items."
    return made


class ProdutoArquivado(Form):
    """Where a product of a process can be found."""

    documento: Texto = campo("Documento", "Número do documento ou endereço onde está.")
    data: date = campo("Data do produto")
    observacao: TextoLongo | None = opcional("Observação", widget="textarea")


class Interrupcao(Form):
    """A process or a year ends before its last act."""

    motivo: Motivo = campo("Motivo", widget="textarea")


class TipoDeReuniao(StrEnum):
    """The two meetings among the guide's products."""

    TECNICA = "tecnica-de-monitoramento"
    RESULTADOS = "apresentacao-de-resultados"


class Assunto(Form):
    """A point of the agenda."""

    assunto: Texto = campo("Assunto")
    quem_apresenta: Texto = campo("Quem apresenta", "A unidade ou a função.")


class Reuniao(Form):
    """A meeting to be held."""

    tipo: TipoDeReuniao = campo("Tipo de reunião", widget="radio")
    tema: Texto = campo("Tema")
    data: date = campo("Data")
    local: Texto = campo("Local")
    pauta: Annotated[tuple[Assunto, ...], Field(min_length=1, max_length=40)] = campo("Pauta")


class Preparo(Form):
    """What the guide wants ready before a meeting."""

    relatorios_verificados: bool = campo("Relatórios de monitoramento e matérias da pauta verificados")
    responsaveis_ouvidos: bool = campo("Responsáveis por programas e projetos reunidos")
    material_compreensivel: bool = campo("Material compreensível e gerencial")
    local_verificado: bool = campo("Local e infraestrutura verificados")
    observacao: TextoLongo | None = opcional("Observação", widget="textarea")


class Encaminhamento(Form):
    """What a meeting decided that somebody does, and by when."""

    o_que: Texto = campo("O que fazer")
    quem: Texto = campo("Quem faz", "A unidade ou a função.")
    ate: date = campo("Até quando")

    @property
    def prazo(self) -> Budget:
        """The day by which it is due."""
        return data_fixa(self.ate)


class Ata(Form):
    """What a meeting discussed and decided. `nova_data` when it was put off."""

    registro: TextoLongo | None = opcional("Discussões e conclusões", widget="textarea")
    presentes: TextoLongo | None = opcional("Unidades presentes", widget="textarea")
    encaminhamentos: Annotated[tuple[Encaminhamento, ...], Field(max_length=60)] = Field(
        default=(), title="Encaminhamentos"
    )
    nova_data: date | None = opcional("Nova data", "Só se a reunião foi adiada.")


class Andamento(Form):
    """How a referral ended."""

    relato: Motivo = campo("O que foi feito, ou por que não", widget="textarea")
    documento: Texto | None = opcional("Documento", "Número do documento ou endereço onde está.")
