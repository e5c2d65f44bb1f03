"""Art. 49, § 1º, I: a delay that the partnership's own registers show, from them to the days that the term gains."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from workflows.execucao import atos_do_atraso as atos
from workflows.execucao.alterando import Alterando
from workflows.execucao.formularios_alteracao import Apostila, AtrasoVerificado, ParaApostilar
from workflows.execucao.historia_do_repasse import HistoriaDoRepasse
from workflows.execucao.mudancas import Mudanca
from workflows.execucao.parceria_em_curso import ParceriaEmCurso
from workflows.execucao.registros import ALTERACOES, ESPERA_DA_PARCELA
from workflows.execucao.regras_alteracao import Situacao, dias_de_atraso, pelo_registro, prorrogada
from workflows.execucao.regras_atraso import (
    ATRASOS,
    COMPENSADOS,
    ORIGEM,
    Atraso,
    Espera,
    em_palavras,
    lidos,
    pares,
    por_escrito,
)
from workflows.kernel import DECORRIDO, Outcome
from workflows.kernel.registering import Entry
from workflows.parcerias.dinheiro import centavos


class CompensacaoDoAtraso(Alterando[ParaApostilar], HistoriaDoRepasse):
    """What is found, checked and settled of it."""

    situacao: Situacao
    consta: Entry
    atrasos: tuple[Atraso, ...]
    dias: int
    decidida_em: date

    @property
    def mostrado(self) -> AtrasoVerificado:
        """What the partnership's registers show."""
        return cast(AtrasoVerificado, self.input.atraso)

    async def conferido(self) -> Outcome:
        """Art. 49, § 1º, I: whether there is a delay, and SINFRA gave cause to it; found again once that is said, since
        an instalment that is not released is later by then. `DECORRIDO` when the term ended first."""
        await self.apurar()
        if not self.dias:
            return self.sem_causa()
        because = "atraso que os registros da parceria mostram"
        self.begin(atos.ANTES_DO_FIM, since=self.started_on, because=because, fixed=self.input.parceria.fim)
        dito = await self.enquanto_vige(atos.CONFERIR, about=self.reckon(self.sobre))
        if dito == DECORRIDO:
            return DECORRIDO
        await self.apurar()
        self.decidida_em = dito.on
        return atos.CONFERIDO if dito == atos.CONFERIDO and self.dias else self.sem_causa()

    async def apurar(self) -> None:
        """Art. 49, § 1º, I: the delays and how many days of them did not extend the term yet."""
        self.consta = await self.consult(ALTERACOES, party=self.input.parceria.chave, on=self.today)
        self.situacao = self.reckon(Situacao.de, self.consta, self.input.parceria)
        self.atrasos = self.reckon(pares, self.mostrado.atrasos) or await self.em_aberto(self.today)
        self.dias = self.reckon(dias_de_atraso, self.atrasos, self.reckon(self.ja_contados))

    async def em_aberto(self, hoje: date) -> tuple[Atraso, ...]:
        """Art. 49, § 1º, I: the delays until today in an instalment that is not released, or was meanwhile."""
        espera = await self.consult(ESPERA_DA_PARCELA, party=self.input.parceria.chave, on=hoje)
        if espera.holds:
            return await self.da_sinfra(self.input.parceria.chave, self.reckon(Espera.de, espera), hoje)
        return self.reckon(lidos, espera.details.get(ATRASOS) or ())

    def ja_contados(self) -> tuple[Atraso, ...]:
        """The delays that extended the term, or were found to be none of SINFRA's."""
        return (*self.situacao.compensados, *pares(self.mostrado.ja_contados))

    def sobre(self) -> dict[str, Any]:
        """What whoever decides is shown."""
        return {"parcela": self.mostrado.origem, "dias de atraso": self.dias, "quando": em_palavras(self.atrasos)}

    def sem_causa(self) -> Outcome:
        """Nothing is left to be settled; the case above learns it, and the term as the register has it."""
        self.relatar(self.made(Mudanca, fim=self.reckon(pelo_registro, self.input.parceria, self.consta).fim))
        return atos.SEM_CAUSA

    @property
    def nova(self) -> ParceriaEmCurso:
        """The partnership with its term longer by exactly the days of the delay."""
        como_esta = self.reckon(pelo_registro, self.input.parceria, self.consta)
        return self.reckon(prorrogada, como_esta, self.dias)

    def prorrogar(self, como: Outcome, apostila: Apostila) -> None:
        """What holds from now on: to the case above, to the public, in the register."""
        self.met(atos.ANTES_DO_FIM)
        nova, atrasos = self.nova, self.reckon(por_escrito, self.atrasos)
        situacao = self.reckon(replace, self.situacao, compensados=(*self.situacao.compensados, *self.atrasos))
        self.show(
            apostila=apostila.numero, desde=apostila.emitida_em.isoformat(), fim=nova.fim.isoformat(), dias=self.dias,
            atrasos=atrasos,
        )  # fmt: skip
        self.relatar(self.made(Mudanca, dias=self.dias))
        self.inscribe(
            ALTERACOES, como, party=self.input.parceria.chave, since=apostila.emitida_em, numero=apostila.numero,
            fim=nova.fim.isoformat(), repasse=self.reckon(centavos, nova.repasse), **self.reckon(situacao.detalhes),
        )  # fmt: skip

    def relatar(self, mudanca: Mudanca) -> None:
        """To the case above: what changes, and the delays that are settled by it."""
        self.report(
            mudanca=mudanca.model_dump(mode="json"),
            **{COMPENSADOS: self.reckon(por_escrito, self.atrasos), ORIGEM: self.mostrado.origem},
        )
