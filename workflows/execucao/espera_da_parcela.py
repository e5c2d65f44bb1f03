"""Art. 49, § 1º, I: since when an instalment waits for SINFRA alone, and whose delay it was that it came late."""

from datetime import date, timedelta
from typing import Any

from workflows.execucao import atos_do_repasse as atos
from workflows.execucao.formularios_repasse import PedidoDeRepasse
from workflows.execucao.historia_do_repasse import HistoriaDoRepasse
from workflows.execucao.registros import ALTERACOES, ESPERA_DA_PARCELA
from workflows.execucao.regras_alteracao import pelo_registro
from workflows.execucao.regras_atraso import ATRASOS, Espera, dias_de, em_palavras, por_escrito
from workflows.execucao.sob_parceria import SobParceria
from workflows.kernel import DECORRIDO, Answer, Outcome
from workflows.kernel.registering import Entry

CONTA_O_ATRASO = "atraso-da-sinfra"
"""The change by which an instalment says whose delay its late release was, and a longer term reaches its credit."""

ESPERA = Outcome("espera-a-sinfra", "Parcela à espera da liberação")
SAIU = Outcome("liberada", "Parcela liberada")


class EsperaDaParcela(SobParceria[PedidoDeRepasse], HistoriaDoRepasse):
    """An instalment, while it waits and when it came."""

    autorizada_em: date
    desde: date = date.min
    prorrogada_ate: date = date.min

    @property
    def vigora_ate(self) -> date:
        """The last day of the term, as far as the case knows."""
        return max(self.input.parceria.fim, self.prorrogada_ate)

    @property
    def espera(self) -> Espera:
        """What the registers are told of it."""
        return Espera(self.input.parcela.numero, self.input.parcela.dia, self.desde, self.input.anterior_liberada_em)

    def nada_falta_desde(self, dia: date) -> None:
        """What only the organisation, or an act outside of the case, could bring was there on `dia`."""
        self.desde = self.reckon(max, self.desde, dia)

    def sobre_a_conta(self, informada_em: date) -> dict[str, Any]:
        """What the register keeps of an account that was checked: when it was told."""
        return {"informada_em": informada_em.isoformat()} if self.follows(CONTA_O_ATRASO) else {}

    def esperar(self) -> None:
        """From now on nothing is missing that no register tells of."""
        if self.follows(CONTA_O_ATRASO):
            sobre = self.reckon(self.espera.detalhes)
            self.inscribe(ESPERA_DA_PARCELA, ESPERA, party=self.input.parceria.chave, **sobre)

    async def creditada(self) -> Answer:
        """Art. 38: the proof of the credit; a term that was made longer meanwhile counts."""
        sobre = {"autorizada em": self.autorizada_em.isoformat()}
        while self.follows(CONTA_O_ATRASO):
            depois = self.vigora_ate + timedelta(days=1)
            dita = await self.ask(atos.REGISTRAR_CREDITO, about=sobre, before=depois)
            if dita != DECORRIDO:
                return dita
            consta = await self.consult(ALTERACOES, party=self.input.parceria.chave, on=self.today)
            fim = self.reckon(pelo_registro, self.input.parceria, consta).fim
            if fim <= self.vigora_ate:
                break
            self.prorrogada_ate = fim
        return await self.ask(atos.REGISTRAR_CREDITO, about=sobre)

    async def encerrar_a_espera(self, dia: date) -> None:
        """Art. 49, § 1º, I: it was credited on `dia`; the days on which SINFRA alone kept it waiting, told to all."""
        if not self.follows(CONTA_O_ATRASO):
            return
        chave, espera = self.input.parceria.chave, self.espera
        atrasos = await self.da_sinfra(chave, espera, dia) if dia > espera.devida_em else ()
        ditos = self.reckon(por_escrito, atrasos)
        self.report(**{ATRASOS: ditos})
        self.show(dias_de_atraso_da_sinfra=self.reckon(dias_de, atrasos), atraso_da_sinfra=em_palavras(atrasos))
        sobre = {**self.reckon(espera.detalhes), ATRASOS: ditos}
        self.inscribe(ESPERA_DA_PARCELA, SAIU, party=chave, since=dia, holds=False, **sobre)


def conta_informada_em(consta: Entry) -> date:
    """The day on which the organisation told of the account that was accepted; of one that was checked before this was
    kept, the day on which it was checked."""
    dita = consta.details.get("informada_em")
    return date.fromisoformat(dita) if dita else consta.since or date.min
