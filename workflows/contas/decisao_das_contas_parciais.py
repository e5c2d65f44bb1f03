"""The Secretário's decision on partial accounts, and what it brings (arts. 38, § 4º, and 85, sole paragraph).

Not approved, the accounts hold the following instalments back at once, an appeal or not: art. 38, § 4º, makes no
exception, and where the decree lets an appeal suspend a decision it says so and has it granted (arts. 31, § 2º, and 40,
§ 2º). What else was ordered waits for the appeals, as after a judgment (art. 98).
"""

from datetime import date

from workflows.contas import atos_do_julgamento_parcial as atos
from workflows.contas import atos_do_recurso_parcial as recurso
from workflows.contas.formularios_contas_parciais import Decisao
from workflows.contas.regras_contas_parciais import Providencia
from workflows.contas.sancoes_das_contas import SancoesDasContas
from workflows.contas.saneamento_das_contas import SaneamentoDasContas
from workflows.execucao.contas_apresentadas import APRESENTADAS
from workflows.kernel import Answer, Outcome
from workflows.kernel.appeal import REFORMADA, appealable

COM_RECURSO = "recurso-das-contas-parciais"
"""The change by which an act of the body may admit an appeal against the decision; before it none was heard."""

APROVADAS = Outcome("contas-parciais-aprovadas", "Contas parciais aprovadas")
NAO_APROVADAS = Outcome("contas-parciais-nao-aprovadas", "Contas parciais não aprovadas")


class DecisaoDasContas(SancoesDasContas):
    """A procedure about the accounts of one period that the Secretário decides on."""

    notificavel_desde: date
    recomendadas: tuple[Providencia, ...] = ()

    async def decidir(self, parecer: Answer) -> Outcome:
        """Arts. 85, parágrafo único, and 38, § 4º: not approved, the instalments wait for what is to be put right."""
        decidido = await self.manifestar(parecer)
        recorrivel = decidido == atos.NAO_APROVAR and self.cabe_recurso()
        if recorrivel:
            decidido = await self.definitiva(decidido, parecer)
        self.report(providencias=[uma.value for uma in decidido.read(Decisao).providencias])
        await self.sancionar(decidido)
        if decidido == atos.APROVAR:
            await self.liberar(APROVADAS)
            return APROVADAS
        if not recorrivel:
            await self.impedir()
        return NAO_APROVADAS

    async def manifestar(self, parecer: Answer) -> Answer:
        """Art. 85, parágrafo único: whatever the opinion, it is the Secretário who approves or not."""
        recomendadas = [uma.value for uma in self.recomendadas]
        decidido = await self.ask(
            atos.DECIDIR, about={"parecer do Gestor": parecer.form, "recomendação": {"providencias": recomendadas}}
        )
        resultado = APROVADAS if decidido == atos.APROVAR else NAO_APROVADAS
        self.notify(atos.AVISO_DA_DECISAO, party=self.osc, numero=str(self.input.numero), resultado=resultado.title)
        self.show(numero=self.input.numero, fim=self.input.fim.isoformat(), resultado=resultado.title)
        return decidido

    async def impedir(self) -> None:
        """Art. 38, § 4º: the following instalments wait until what is irregular is put right."""
        await self.suspender(NAO_APROVADAS)
        await self.launch(SaneamentoDasContas, self.input)

    def cabe_recurso(self) -> bool:
        """Art. 85, parágrafo único: whether an act of the body admits an appeal, which the decree is silent on."""
        return bool(self.parameter(recurso.ADMITE_RECURSO)) and self.follows(COM_RECURSO)

    async def definitiva(self, decidido: Answer, parecer: Answer) -> Answer:
        """Art. 97, by analogy: the decision as no appeal can change it any more. One that is upheld undoes what it
        held back, and the accounts are decided on once more."""
        while decidido == atos.NAO_APROVAR:
            await self.impedir()
            if await self.recorrida(decidido) != REFORMADA:
                break
            await self.withdraw(SaneamentoDasContas)
            await self.liberar(APRESENTADAS)
            decidido = await self.manifestar(parecer)
        return decidido

    async def recorrida(self, decidido: Answer) -> Outcome:
        """Art. 97, by analogy: fifteen days from the delivery of the decision, and each appeal decided."""
        numero = str(self.input.numero)
        self.notify(recurso.AVISO_DO_RECURSO, party=self.osc, numero=numero)
        self.notificavel_desde = decidido.on
        notificada = await self.pelo_gestor(recurso.NOTIFICAR_DECISAO, recurso.NOTIFICAR_DECISAO_PELA_CHEFIA)
        return await appealable(
            self, recurso.RECURSO, decision=f"Contas parciais nº {numero} não aprovadas",
            since=notificada.day("entregue_em"), because="entrega da notificação da decisão",
        )  # fmt: skip
