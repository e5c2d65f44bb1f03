"""Registro mensal das compras e dos pagamentos (Decreto 167/2019, arts. 42 to 47).

One case for each month of execution. What the norm refuses is not registered; what it leaves to be judged is, with its
provision, and goes on to the accounts. A month registered before is corrected by registering it anew.
"""

from datetime import date
from typing import Any

from workflows.execucao import atos_do_registro as atos
from workflows.execucao import registros_de_despesa as registros
from workflows.execucao.apontamentos import Apontamento, Efeito
from workflows.execucao.conferencia_da_despesa import (
    Situacao,
    achados,
    gasto_em_terceiros,
    linhas,
    pagas_em_especie,
    primeiro_dia,
    ultimo_dia,
    vencimento,
)
from workflows.execucao.formularios_despesa import MovimentoDoMes
from workflows.execucao.formularios_registro import MesRegistrado, PagoEmEspecie, PedidoDeRegistro
from workflows.execucao.registros import ALTERACOES
from workflows.execucao.regras_despesa import Vigencia
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import About, Outcome, Stage, exige, procedure
from workflows.kernel.registering import Entry
from workflows.kernel.roles import AREA_TECNICA, INTEGRACAO
from workflows.kernel.state import Context
from workflows.norms import DEC_167, Param
from workflows.parcerias.dinheiro import em_reais

# -- Resultados ------------------------------------------------------------------------------------------------------
REGISTRADO = Outcome("mes-registrado", "Mês registrado")
COM_APONTAMENTOS = Outcome("mes-com-apontamentos", "Mês registrado, com despesas a julgar")
SEM_MOVIMENTO = Outcome("mes-sem-movimento", "Mês sem movimento")

REGISTRO = Stage("registro", "Registro do mês")

TETO = Param("teto_remuneracao_executivo_centavos")
BASE_ALTERADA = "base-dos-limites-alterada"
"""The change by which the bases of the limits of expense follow the alterations of the partnership."""
OBRAS_E_BENS = Param("obras_e_bens_no_limite_de_terceiros")


@procedure
class RegistroDeDespesas(SobParceria[PedidoDeRegistro]):
    """One month, from its end to its register."""

    about = About(
        id="registro-de-despesas", title="Registro mensal de compras e pagamentos", short="Registro de despesas",
        norm="Decreto 167/2019", started_by=(AREA_TECNICA, INTEGRACAO), input=PedidoDeRegistro, stages=(REGISTRO,),
        provisions=tuple(DEC_167.art(artigo) for artigo in range(42, 48)),
        outcomes=(REGISTRADO, COM_APONTAMENTOS, SEM_MOVIMENTO),
    )  # fmt: skip
    regulamento: Entry
    especie: Entry
    reembolso: Entry
    alterado: int | None = None
    teto: int | None
    obras_e_bens: bool

    @classmethod
    def admit(cls, pedido: PedidoDeRegistro, _on: date, _context: Context) -> None:
        """There is nothing to register of a month before the term."""
        antes = "O mês é anterior à vigência da parceria."
        exige(ultimo_dia(pedido.mes) >= pedido.parceria.inicio, DEC_167.art(42, par=5), antes, "mes")

    @classmethod
    def subject_of(cls, pedido: PedidoDeRegistro) -> str:
        """The partnership and the month."""
        return f"{pedido.parceria.numero}, {primeiro_dia(pedido.mes):%m/%Y}"

    async def run(self) -> Outcome:
        """Art. 42, § 5º: the organisation registers the month, in time or late."""
        self.concern(self.osc)
        self.enter(REGISTRO)
        await self.situar()
        self.contar()
        registrado = await self.ask(atos.REGISTRAR, party=self.osc, about={"mês": self.input.mes})
        self.met(atos.PRAZO)

        movimento = self.made(MovimentoDoMes, **registrado.form)
        a_julgar = self.reckon(self.a_julgar, movimento)
        self.relatar(movimento, a_julgar)
        if registrado == atos.SEM_MOVIMENTO:
            return SEM_MOVIMENTO
        return self.apontar(a_julgar) if a_julgar else REGISTRADO

    async def situar(self) -> None:
        """Arts. 42, §§ 7º and 8º, 43, §§ 1º to 3º, and 46, III: what stood on the last day of the month."""
        fim, chave = self.reckon(ultimo_dia, self.input.mes), self.input.parceria.chave
        self.regulamento = await self.consult(registros.REGULAMENTO, party=self.osc, on=fim)
        self.especie = await self.consult(registros.ESPECIE_AUTORIZADA, party=chave, on=fim)
        self.reembolso = await self.consult(registros.REEMBOLSO_AUTORIZADO, party=chave, on=fim)
        if self.follows(BASE_ALTERADA):
            self.alterado = (await self.consult(ALTERACOES, party=chave, on=fim)).details.get("repasse")
        self.teto, self.obras_e_bens = self.parameter(TETO), self.parameter(OBRAS_E_BENS)

    def contar(self) -> None:
        """Until the day that the body fixed in the month after it; none runs while it fixed none, or to correct."""
        dia = self.parameter(atos.DIA_DO_REGISTRO)
        if dia is not None and self.input.retificacao is None:
            fim = self.reckon(ultimo_dia, self.input.mes)
            vence = self.reckon(vencimento, self.input.mes, dia)
            self.begin(atos.PRAZO, since=fim, because="fim do mês", fixed=vence)

    @property
    def situacao(self) -> Situacao:
        """What the rules must know beside the movement."""
        pedido = self.input
        em_terceiros = pedido.em_servicos + (pedido.em_obras_e_bens if self.obras_e_bens else 0)
        return Situacao(
            mes=pedido.mes, hoje=self.today, vigencia=Vigencia(pedido.parceria.inicio, pedido.parceria.fim),
            valor_global=pedido.global_em_centavos(self.alterado),
            valor_do_objeto=pedido.objeto_em_centavos(self.alterado),
            gasto_em_terceiros=em_terceiros, pagas_em_especie=pedido.em_especie, teto=self.teto,
            obras_e_bens=self.obras_e_bens, especie_autorizada=self.especie.holds,
            regulamento_desde=self.regulamento.since if self.regulamento.holds else None,
            reembolso_autorizado=self.reembolso.holds,
        )  # fmt: skip

    def a_julgar(self, movimento: MovimentoDoMes) -> tuple[Apontamento, ...]:
        """What stands until somebody judges it with the accounts."""
        return tuple(um for um in achados(movimento, self.situacao) if um.efeito is Efeito.JULGAR)

    def relatar(self, movimento: MovimentoDoMes, a_julgar: tuple[Apontamento, ...]) -> None:
        """What the partnership learns: a line for its ledger, how much is to be judged, what others are told of it."""
        self.show(mes=self.input.mes, movimento=self.reckon(resumo, movimento, self.input.retificacao is not None))
        self.report(
            linhas=self.reckon(linhas, self.input.mes, movimento), a_julgar=self.reckon(despesas_a_julgar, a_julgar),
            registrado=self.reckon(registrado, self.input.mes, movimento),
        )  # fmt: skip

    def reported(self) -> dict[str, Any]:
        """What the partnership keeps of each of its months for years: sums, and nothing that grows with the rows."""
        return {nome: dito for nome, dito in super().reported().items() if nome != "apontamentos"}

    def apontar(self, a_julgar: tuple[Apontamento, ...]) -> Outcome:
        """The case says what has to be judged, and the technical area is told of it."""
        self.show(apontamentos=self.reckon(frases, a_julgar))
        quantos, numero = self.reckon(quantas, a_julgar), self.input.parceria.numero
        self.notify(atos.AVISO_DE_APONTAMENTOS, mes=self.input.mes, numero=numero, quantos=quantos)
        return COM_APONTAMENTOS


def resumo(movimento: MovimentoDoMes, retificado: bool) -> dict[str, Any]:
    """What the public may see of a month: how many payments, their sum, and whether it was registered anew."""
    pago = em_reais(sum(uma.quantia for uma in movimento.despesas))
    return {"pagamentos": len(movimento.despesas), "total": pago, "retificado": retificado}


def despesas_a_julgar(a_julgar: tuple[Apontamento, ...]) -> int:
    """In how many expenses something is to be judged."""
    return len({um.campo.rpartition(".")[0] for um in a_julgar})


def frases(a_julgar: tuple[Apontamento, ...]) -> list[str]:
    """What is to be judged, as the case says it: each expense by its number in the register."""
    return [f"Despesa {int(um.campo.split('.')[1]) + 1}: {um.citado}" for um in a_julgar]


def quantas(a_julgar: tuple[Apontamento, ...]) -> str:
    """In how many expenses something is to be judged, in words."""
    despesas = despesas_a_julgar(a_julgar)
    return "1 despesa" if despesas == 1 else f"{despesas} despesas"


def registrado(mes: str, movimento: MovimentoDoMes) -> dict[str, Any]:
    """The month as the registers of the other months take it, under `anteriores`."""
    em_servicos = gasto_em_terceiros(movimento, obras_e_bens=False)
    return MesRegistrado(
        mes=mes, em_servicos=em_servicos,
        em_obras_e_bens=gasto_em_terceiros(movimento, obras_e_bens=True) - em_servicos,
        em_especie=tuple(
            PagoEmEspecie(documento=quem, centavos=quanto) for quem, quanto in pagas_em_especie(movimento)
        ),
    ).model_dump(mode="json")  # fmt: skip
