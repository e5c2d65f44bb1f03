"""Balancete mensal do pedágio (Decreto 167/2019, arts. 67, 69, §§ 2º e 3º, 72 and 82).

Each month of collection has its statement, beside the partial accounts and not in their place; SINFRA books it. The
decree gives no day, so one runs only when the sector act says it. Late statements are due all the same.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from workflows.clock import Binds, Counting, Nature
from workflows.contas.regras_balancete import Movimento, mes_escrito, ultimo_dia, vencimento, vicios
from workflows.execucao.formularios_monitoramento import Quantia
from workflows.execucao.sob_parceria import DaParceria, SobParceria
from workflows.kernel import About, Deadline, Event, Form, HumanTask, Notice, Outcome, Stage, exige, procedure
from workflows.kernel.roles import AREA_TECNICA, CONTABILIDADE, GESTAO, INTEGRACAO, OSC
from workflows.norms import DEC_167, Param
from workflows.parcerias.dinheiro import Dinheiro, centavos, em_reais
from workflows.parcerias.formularios import Fundamentada, Texto, campo, opcional

# -- Resultados ------------------------------------------------------------------------------------------------
CONTABILIZADO = Outcome("balancete-contabilizado", "Balancete contabilizado")
COM_IRREGULARIDADE = Outcome("balancete-com-irregularidade", "Balancete contabilizado, com irregularidade apontada")
OMISSO = Outcome("balancete-nao-apresentado", "Balancete não apresentado até o término da parceria")

APRESENTACAO = Stage("apresentacao", "Apresentação")
CONFERENCIA = Stage("conferencia", "Conferência")
CONTABILIDADE_DO_ESTADO = Stage("contabilidade", "Contabilidade")


class MesDeCobranca(DaParceria):
    """Which month, on which road, and under which ceiling."""

    mes: date = campo("Mês", "Qualquer dia dele.", provision=DEC_167.art(82).id)
    rodovia: Texto = campo("Rodovia que gera a arrecadação", provision=DEC_167.art(69, par=2).id)
    cobranca_desde: date = campo("Cobrança iniciada em", "O momento que o ato normativo fixa.",
                                 provision=DEC_167.art(72).id)  # fmt: skip
    teto: Dinheiro | None = opcional("Teto tarifário", "O do ato normativo.", mask="money",
                                     provision=DEC_167.art(72).id)  # fmt: skip


class Aplicacao(Form):
    """What was applied, and where."""

    rodovia: Texto = campo("Rodovia", provision=DEC_167.art(69, par=2).id)
    finalidade: Texto = campo("Finalidade no plano de trabalho", provision=DEC_167.art(67).id)
    valor: Dinheiro = campo("Valor", mask="money")


class Balancete(Form):
    """The month of a toll."""

    tarifa: Dinheiro = campo("Tarifa praticada", "A maior do mês.", mask="money",
                             provision=DEC_167.art(69, par=3).id)  # fmt: skip
    anterior: Quantia = campo("Saldo do mês anterior", mask="money")
    arrecadado: Quantia = campo("Arrecadado no mês", mask="money")
    rendimentos: Quantia = campo("Rendimentos", mask="money")
    aplicacoes: Annotated[tuple[Aplicacao, ...], Field(max_length=200)] = Field(default=(), title="Aplicações")
    saldo: Quantia = campo("Saldo para o mês seguinte", mask="money")

    @property
    def movimento(self) -> Movimento:
        """The month in cents."""
        return Movimento(
            centavos(self.anterior), centavos(self.arrecadado), centavos(self.rendimentos),
            tuple((uma.rodovia, centavos(uma.valor)) for uma in self.aplicacoes), centavos(self.saldo),
        )  # fmt: skip


class Lancamento(Form):
    """Where the body booked it."""

    numero: Texto = campo("Número do lançamento", provision=DEC_167.art(72, par="unico").id)
    lancado_em: date = campo("Lançado em")


# -- Art. 82: mensalmente; o dia é do ato normativo setorial ----------------------------------------------------
DIA = Param("dia_balancete_pedagio")
PRAZO = Deadline(
    id="balancete-mensal.prazo", title="apresentação do balancete do pedágio", provision=DEC_167.art(82),
    duties=("PEO-03", "R-082"), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL, binds=Binds.PARTICULAR,
    on_lapse="o balancete continua devido e a chefia é avisada", reminders=(5, 1), escalations=(1, 15),
    escalates_to=GESTAO,
)  # fmt: skip


def _fecha(caso: Any, _outcome: str, balancete: Balancete) -> None:
    fim = ultimo_dia(caso.input.mes)
    exige(caso.today > fim, DEC_167.art(82), f"O mês vai até {fim:%d/%m/%Y}; apresente o balancete depois dele.")
    falta = balancete.movimento.diferenca
    nao_fecha = f"O balancete não fecha: há {em_reais(abs(falta))} sem explicação."
    exige(falta == 0, DEC_167.art(72, par="unico"), nao_fecha, "saldo")


APRESENTAR = HumanTask(
    id="balancete-mensal.apresentacao", title="Apresentar o balancete do pedágio", provision=DEC_167.art(82),
    duties=("PEO-03",), role=OSC, form=Balancete, outcomes=(Outcome("apresentado", "Apresentado"),), within=PRAZO,
    check=_fecha, action="Apresentar",
    instructions="Todo o produto do pedágio se aplica na rodovia que o gerou, segundo o plano, sem lucro.",
    then="a área técnica confere a tarifa e as aplicações",
)  # fmt: skip

# -- Arts. 69, §§ 2º e 3º, e 72: tarifa até o teto, aplicação na mesma rodovia ----------------------------------
CONFORME = Outcome("conforme", "Conforme", "A Contabilidade lança os dados.")
IRREGULAR = Outcome("irregular", "Com irregularidade", "A chefia é avisada, e a Contabilidade lança os dados.")


def _conferido(caso: Any, outcome: str, _form: Fundamentada) -> None:
    achados = caso.achados()
    if achados and outcome == CONFORME:
        exige(False, achados[0][0], f"O balancete mostra {achados[0][1]}; aponte a irregularidade.")


CONFERIR = HumanTask(
    id="balancete-mensal.conferencia", title="Conferir a tarifa e as aplicações", provision=DEC_167.art(69, par=2),
    duties=("PEO-01", "PEO-02", "R-069-NOPROFIT"), role=AREA_TECNICA, form=Fundamentada,
    outcomes=(CONFORME, IRREGULAR), check=_conferido, action="Assinar a conferência",
    instructions="A tarifa respeita o teto, e nada se aplica fora da rodovia nem do plano.",
    then="a Contabilidade lança os dados",
)  # fmt: skip

AVISO = Notice(
    id="balancete-mensal.aviso", title="Irregularidade no balancete do pedágio", provision=DEC_167.art(59, inciso="II"),
    to=GESTAO, body="O balancete do pedágio de {mes} mostra: {achados}. Leia a conferência no processo.",
)  # fmt: skip


# -- Arts. 72, parágrafo único, e 82: a contabilidade do órgão --------------------------------------------------
def _lancado(caso: Any, _outcome: str, form: Lancamento) -> None:
    exige(form.lancado_em <= caso.today, DEC_167.art(82), "A data do lançamento ainda não chegou.", "lancado_em")


LANCAR = HumanTask(
    id="balancete-mensal.lancamento", title="Inserir os dados na contabilidade do órgão", provision=DEC_167.art(82),
    duties=("PEO-04",), role=CONTABILIDADE, form=Lancamento, outcomes=(Outcome("lancado", "Lançado"),),
    check=_lancado, action="Registrar o lançamento", then="o mês se encerra",
)  # fmt: skip

TERMINO = Event(
    id="balancete-mensal.termino", title="término da parceria sem o balancete", provision=DEC_167.art(83),
    who=(GESTAO, INTEGRACAO), form=Fundamentada,
    instructions="A parceria terminou: o mês entra na prestação de contas final.",
)  # fmt: skip


@procedure
class BalanceteMensal(SobParceria[MesDeCobranca]):
    """One month of a toll, from its end to the books of the body."""

    about = About(
        id="balancete-mensal", title="Balancete mensal do pedágio", short="Balancete", norm="Decreto 167/2019",
        provisions=(DEC_167.art(82), DEC_167.art(72), DEC_167.art(69), DEC_167.art(67)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=MesDeCobranca,
        stages=(APRESENTACAO, CONFERENCIA, CONTABILIDADE_DO_ESTADO),
        outcomes=(CONTABILIZADO, COM_IRREGULARIDADE, OMISSO),
    )  # fmt: skip
    balancete: Balancete

    @classmethod
    def admit(cls, mes: MesDeCobranca, _on: date, _context: Any) -> None:
        """Art. 72: nothing is collected before the moment that the sector act fixes, so nothing is accounted for."""
        antes = "A cobrança só começa no momento que o ato normativo fixa; este mês é anterior."
        exige(mes.cobranca_desde <= ultimo_dia(mes.mes), DEC_167.art(72), antes, "mes")

    async def run(self) -> Outcome:
        """Art. 82: presented, checked, booked."""
        self.concern(self.osc)
        self.report(mes=self.reckon(mes_escrito, self.input.mes))
        self.enter(APRESENTACAO)
        if await self.unless(TERMINO, self.apresentar(), then=OMISSO) == OMISSO:
            return OMISSO

        self.enter(CONFERENCIA)
        conferido = await self.ask(CONFERIR, about={"a conferir": self.reckon(self.em_palavras)})
        if conferido == IRREGULAR:
            self.notify(
                AVISO, mes=f"{self.input.mes:%m/%Y}", achados=self.reckon(self.apontado, conferido.form["motivo"])
            )

        self.enter(CONTABILIDADE_DO_ESTADO)
        await self.ask(LANCAR)
        return COM_IRREGULARIDADE if conferido == IRREGULAR else CONTABILIZADO

    async def apresentar(self) -> Outcome:
        """Art. 82: in time or late, by the day that the sector act gives, if one does."""
        fim = self.reckon(ultimo_dia, self.input.mes)
        dia = self.parameter(DIA)
        if dia:
            self.begin(
                PRAZO, since=fim, because="fim do mês", party=self.osc,
                fixed=self.reckon(vencimento, self.input.mes, dia),
            )  # fmt: skip
        self.balancete = (await self.ask(APRESENTAR, party=self.osc)).read(Balancete)
        self.met(PRAZO, party=self.osc)
        return CONTABILIZADO

    def achados(self) -> list[tuple[Any, str]]:
        """What the rules find irregular in the month, each with its provision."""
        teto = None if self.input.teto is None else centavos(self.input.teto)
        lido = self.balancete
        return list(vicios(lido.movimento, self.input.rodovia, centavos(lido.tarifa), teto))

    def em_palavras(self) -> list[str]:
        """The same, for whoever checks."""
        return [texto for _, texto in self.achados()]

    def apontado(self, motivo: str) -> str:
        """What is told of it: what the rules found, else what the person who checked says."""
        return "; ".join(self.em_palavras()) or motivo
