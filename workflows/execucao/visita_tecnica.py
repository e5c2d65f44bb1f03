"""Visita técnica in loco (Decreto 167/2019, arts. 55 and 51, § 4º).

Made when it is needed to verify that the object is fulfilled; the organisation may be told before. What is found goes
into a preliminary report, which the organisation answers, and only then into the definitive one.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from workflows.clock import Binds, Counting, Nature
from workflows.execucao.agentes_da_parceria import ComAgentes
from workflows.execucao.formularios_monitoramento import Foto, Substituto, campo_do_local
from workflows.execucao.regras_monitoramento import a_conferir, ja_declarada, onde_fica
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import DECORRIDO, About, Deadline, HumanTask, Notice, Outcome, Stage, exige, procedure, veda
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO, MEMBRO_DA_CMA, OSC, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.posicao import Posicao

# -- Resultados ------------------------------------------------------------------------------------------------
DEFINITIVO = Outcome("relatorio-definitivo", "Relatório definitivo de visita técnica")
DESNECESSARIA = Outcome("visita-desnecessaria", "Visita desnecessária")

NECESSIDADE = Stage("necessidade", "Necessidade")
VISITA = Stage("visita", "Visita e relatório preliminar")
RESPOSTA = Stage("resposta", "Esclarecimentos")
CONCLUSAO = Stage("conclusao", "Relatório definitivo")


class PedidoDeVisita(DaParceria):
    """Why a visit is thought of."""

    duvida: TextoLongo = campo("O que verificar", widget="textarea", provision=DEC_167.art(55).id)


class Necessidade(Fundamentada):
    """Whether to go, and whether to tell the organisation before."""

    comunicar: bool = Field(
        default=False, title="Comunicar a organização antes", description="É facultativo.",
        json_schema_extra={"provision": DEC_167.art(55, par=1).id},
    )  # fmt: skip
    dia: date | None = opcional("Dia previsto da visita")


class Modo(StrEnum):
    """Who makes the visit (art. 55, §§ 3º and 4º)."""

    DIRETA = "direta"
    COM_TERCEIROS = "com-terceiros"
    DELEGADA = "delegada"


MODOS = {
    str(Modo.DIRETA): "Diretamente",
    str(Modo.COM_TERCEIROS): "Com apoio de terceiros",
    str(Modo.DELEGADA): "Por órgão estadual com representação no local",
}


class RelatorioPreliminar(Fundamentada):
    """What was found on the spot, where it is registered, and when the organisation received it."""

    modo: Modo = campo("Como foi feita", widget="radio", opcoes=MODOS, provision=DEC_167.art(55, par=3).id)
    orgao: Texto | None = opcional("Órgão delegado, e o ato da delegação", provision=DEC_167.art(55, par=4).id)
    visitado_em: date = campo("Visita feita em")
    achados: TextoLongo = campo("Achados", widget="textarea", provision=DEC_167.art(55, par=2).id)
    fotos: Annotated[tuple[Foto, ...], Field(max_length=200)] = Field(default=(), title="Fotos georreferenciadas")
    posicao: Posicao | None = campo_do_local()
    sigpar: Texto = campo("Registro no SIGPAR", provision=DEC_167.art(55, par=2).id)
    entregue_em: date = campo("Recebido pela organização em", "O prazo da resposta conta deste dia.")
    prazo_em_dias: Annotated[int, Field(ge=1, le=365)] | None = opcional(
        "Prazo da resposta, em dias", "Só se nenhum ato do órgão o fixa.", provision=DEC_167.art(55, par=2).id
    )


class Esclarecimentos(Fundamentada):
    """What the organisation says of the findings, and does about them."""

    providencias: TextoLongo | None = opcional("Providências adotadas", widget="textarea")


# -- Art. 55, caput: quando for necessária ----------------------------------------------------------------------
IR = Outcome("necessaria", "É necessária", "A visita é feita, com ou sem comunicação prévia.")
NAO_IR = Outcome("desnecessaria", "Não é necessária", "Nada se verifica no local.")
DECIDIR = HumanTask(
    id="visita-tecnica.necessidade", title="Decidir se a visita técnica é necessária", provision=DEC_167.art(55),
    duties=("VIS-01", "R-055"), role=MEMBRO_DA_CMA, form=Necessidade, outcomes=(IR, NAO_IR), action="Assinar",
    instructions="É obrigatória quando só no local se verifica o cumprimento do objeto.",
    then="a visita é feita ou, se desnecessária, o processo se encerra",
)  # fmt: skip
SUBSTITUIR = HumanTask(
    id="visita-tecnica.substituicao", title="Substituir o membro impedido", provision=DEC_167.art(52, par="unico"),
    role=SECRETARIO, form=Substituto, outcomes=(Outcome("substituido", "Substituído"),), action="Assinar o ato",
    then="quem substitui pratica o ato",
)  # fmt: skip
AVISO_DA_VISITA = Notice(
    id="visita-tecnica.aviso", title="Haverá visita técnica", provision=DEC_167.art(55, par=1), duties=("VIS-02",),
    body="A comissão de monitoramento visitará o local da parceria {numero}{dia}.",
)  # fmt: skip

# -- Art. 55, § 2º: relatório preliminar ------------------------------------------------------------------------
PRAZO_POR_ATO = Param("prazo_resposta_visita_dias")
DISTANCIA_MAXIMA = Param("distancia_maxima_da_foto_metros")


def _preliminar(caso: Any, _outcome: str, form: RelatorioPreliminar) -> None:
    par_2 = DEC_167.art(55, par=2)
    com_orgao = form.modo is not Modo.DELEGADA or bool(form.orgao)
    exige(com_orgao, DEC_167.art(55, par=4), "Diga a que órgão, e por que ato, a visita foi delegada.", "orgao")
    exige(form.visitado_em <= form.entregue_em, par_2, "O relatório é entregue depois da visita.", "entregue_em")
    exige(form.entregue_em <= caso.today, par_2, "A data da entrega ainda não chegou.", "entregue_em")
    fixado = caso.por_ato is not None or form.prazo_em_dias is not None
    exige(fixado, par_2, "Nenhum ato fixa o prazo da resposta; fixe-o no envio.", "prazo_em_dias")
    for dispositivo, ja, qual in ja_declarada(caso.parceria, form.posicao):
        veda(dispositivo, ja, qual)


VISITAR = HumanTask(
    id="visita-tecnica.relatorio-preliminar", title="Visitar o local e emitir o relatório preliminar",
    provision=DEC_167.art(55, par=2), duties=("VIS-03", "VIS-04", "R-055-PRELIM"), role=MEMBRO_DA_CMA,
    form=RelatorioPreliminar, outcomes=(Outcome("enviado", "Enviado"),), check=_preliminar, action="Assinar e enviar",
    instructions="Circunstancie os achados. Esta visita não é a verificação que o Gestor faz por si (art. 55, § 5º).",
    then="a organização presta esclarecimentos, e então vem o relatório definitivo",
)  # fmt: skip

PRAZO = Deadline(
    id="visita-tecnica.prazo-da-resposta", title="esclarecimentos sobre a visita", provision=DEC_167.art(55, par=2),
    duties=("VIS-05",), parameter=PRAZO_POR_ATO, nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL,
    binds=Binds.PARTICULAR, on_lapse="o relatório definitivo é emitido sem os esclarecimentos", reminders=(3, 1),
)  # fmt: skip
ESCLARECER = HumanTask(
    id="visita-tecnica.esclarecimentos", title="Prestar esclarecimentos sobre a visita", duties=("VIS-05",), role=OSC,
    provision=DEC_167.art(55, par=2), form=Esclarecimentos, outcomes=(Outcome("prestados", "Prestados"),),
    within=PRAZO, action="Enviar", instructions="Leia os achados; esclareça-os e diga o que já providenciou.",
    then="a comissão emite o relatório definitivo",
)  # fmt: skip

CONCLUIR = HumanTask(
    id="visita-tecnica.relatorio-definitivo", title="Emitir o relatório definitivo de visita técnica",
    provision=DEC_167.art(55, par=2), duties=("VIS-06",), role=MEMBRO_DA_CMA, form=Fundamentada,
    outcomes=(Outcome("emitido", "Emitido"),), action="Assinar o relatório",
    instructions="Considere o que a organização esclareceu.", then="o relatório instrui a parceria e as suas contas",
)  # fmt: skip


@procedure
class VisitaTecnica(ComAgentes[PedidoDeVisita]):
    """One visit, from the doubt to the definitive report."""

    about = About(
        id="visita-tecnica", title="Visita técnica in loco", short="Visita técnica", norm="Decreto 167/2019",
        provisions=(DEC_167.art(55), DEC_167.art(51), DEC_167.art(56)), started_by=(AREA_TECNICA, GESTAO, INTEGRACAO),
        input=PedidoDeVisita, stages=(NECESSIDADE, VISITA, RESPOSTA, CONCLUSAO), outcomes=(DEFINITIVO, DESNECESSARIA),
    )  # fmt: skip
    por_ato: int | None = None

    async def run(self) -> Outcome:
        """Art. 55: needed, made, answered, concluded."""
        self.concern(self.osc)
        self.enter(NECESSIDADE)
        decidida = await self.pelo_membro(DECIDIR, SUBSTITUIR, about={"o que verificar": self.input.duvida})
        if decidida == NAO_IR:
            return DESNECESSARIA
        self.comunicar(decidida.read(Necessidade))

        self.enter(VISITA)
        self.por_ato = self.parameter(PRAZO_POR_ATO)
        preliminar = await self.pelo_membro(VISITAR, SUBSTITUIR)
        lido = preliminar.read(RelatorioPreliminar)

        self.enter(RESPOSTA)
        self.begin(
            PRAZO, since=preliminar.day("entregue_em"), because="entrega do relatório preliminar", party=self.osc,
            fixed=None if self.por_ato else lido.prazo_em_dias,
        )  # fmt: skip
        dito = await self.ask(ESCLARECER, party=self.osc, about={"achados": lido.achados})
        if dito != DECORRIDO:
            self.met(PRAZO, party=self.osc)

        self.enter(CONCLUSAO)
        conferir = self.reckon(self.a_conferir, lido)
        sobre = {"achados": lido.achados, "esclarecimentos": dito.form, "a conferir": conferir}
        await self.pelo_membro(CONCLUIR, SUBSTITUIR, about=sobre)
        return DEFINITIVO

    def comunicar(self, decidida: Necessidade) -> None:
        """Art. 55, § 1º: told before, if the commission wants it."""
        if decidida.comunicar:
            dia = f" em {decidida.dia:%d/%m/%Y}" if decidida.dia else ""
            self.notify(AVISO_DA_VISITA, party=self.osc, numero=self.input.parceria.numero, dia=dia)

    def a_conferir(self, relatorio: RelatorioPreliminar) -> list[str]:
        """The photographs whose place or day is not plausible for the visit, in words."""
        onde = onde_fica(self.parceria, relatorio.posicao, self.parameter(DISTANCIA_MAXIMA))
        visitado = relatorio.visitado_em
        return a_conferir(relatorio.fotos, visitado, visitado, relatorio.entregue_em, onde)
