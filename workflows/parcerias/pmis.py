"""PMIS, procedimento de manifestação de interesse social (Decreto 167/2019, arts. 13 a 16).

Anyone may propose; SINFRA answers within twelve months of receipt. The answer never obliges it to hold a public call,
never replaces one, and is never a condition for one (art. 16).
"""

from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature, meses
from workflows.kernel import (
    About,
    Deadline,
    Decision,
    Event,
    HumanTask,
    Notice,
    Outcome,
    Procedure,
    Publication,
    Stage,
    exige,
    procedure,
    veda,
)
from workflows.kernel.parameters import parameter_in
from workflows.kernel.roles import AREA_TECNICA, CIDADAO, GESTAO, INTEGRACAO, OSC, PROTOCOLO, PUBLICACAO, SECRETARIO
from workflows.kernel.state import Context
from workflows.norms import DEC_167, Param
from workflows.parcerias.documentos_pmis import DOCUMENTOS
from workflows.parcerias.formularios import EvidenciaDePublicacao, Fundamentada
from workflows.parcerias.formularios_pmis import (
    AnaliseDeAdmissibilidade,
    Contribuicao,
    Desistencia,
    EnvioDaResposta,
    PropostaDePmis,
    RelatorioDaOitiva,
)

# -- Resultados ------------------------------------------------------------------------------------------------
INADMITIDO = Outcome("inadmitido", "Proposta inadmitida")
NAO_INSTAURADO = Outcome("nao-instaurado", "PMIS não instaurado")
CHAMAMENTO_RECOMENDADO = Outcome("chamamento-recomendado", "Chamamento público recomendado")
SEM_CHAMAMENTO = Outcome("sem-chamamento", "Sem chamamento público")
DESISTENCIA = Outcome("desistencia", "Desistência do proponente")

RECEBIDA = Stage("recebida", "Proposta recebida")
ADMISSIBILIDADE = Stage("admissibilidade", "Admissibilidade")
DIVULGACAO = Stage("divulgacao", "Divulgação")
INSTAURACAO = Stage("instauracao", "Instauração")
OITIVA = Stage("oitiva", "Oitiva da sociedade")
MANIFESTACAO = Stage("manifestacao-final", "Manifestação final")
RESPONDIDA = Stage("respondida", "Resposta")

# -- Art. 14, § 1º: doze meses para cumprir as etapas ------------------------------------------------------------
PRAZO_TOTAL = Deadline(
    id="pmis.prazo-total", title="resposta ao PMIS", provision=DEC_167.art(14, par=1), duties=("PMI-03", "R-014-12M"),
    budget=meses(12), nature=Nature.ADMINISTRATIVE, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO,
    on_lapse="a resposta fica em atraso, continua devida e a chefia é avisada",
    reminders=(60, 30, 7), escalations=(1, 30, 60), escalates_to=GESTAO,
)  # fmt: skip

# -- Art. 13: a proposta e o período de recebimento --------------------------------------------------------------
PERIODO_DE_RECEBIMENTO = Param("periodo_recebimento_pmis")

# -- Art. 14, I: admissibilidade ---------------------------------------------------------------------------------
ADMISSIVEL = Outcome("admissivel", "Admissível", "A proposta é divulgada (art. 14, II) e vai à decisão de instauração.")
INADMISSIVEL = Outcome("inadmissivel", "Inadmissível", "A negativa é respondida e publicada (art. 15, II).")


def _coerente(_caso: Any, outcome: str, analise: AnaliseDeAdmissibilidade) -> None:
    combina = (outcome == ADMISSIVEL) is analise.atende_ao_art_13
    exige(combina, DEC_167.art(13), "É admissível a proposta que atende aos três requisitos do art. 13, e só ela.")


ANALISE_DE_ADMISSIBILIDADE = HumanTask(
    id="pmis.analise-de-admissibilidade", title="Analisar a admissibilidade da proposta",
    provision=DEC_167.art(14, inciso="I"), duties=("PMI-04",), role=AREA_TECNICA, within=PRAZO_TOTAL,
    form=AnaliseDeAdmissibilidade, outcomes=(ADMISSIVEL, INADMISSIVEL), action="Concluir análise",
    instructions="Verifique só se a proposta traz o que o art. 13 pede; a conveniência vem depois (art. 14, III).",
    check=_coerente, then="a proposta é divulgada ou, se inadmissível, quem propôs recebe a resposta",
)  # fmt: skip

# -- Art. 14, II, e art. 15, I: divulgação da proposta no rol ----------------------------------------------------
DIVULGACAO_DA_PROPOSTA = Publication(
    id="pmis.divulgacao-da-proposta", title="Divulgar a proposta no sítio oficial", what="proposta",
    provision=DEC_167.art(14, inciso="II"), duties=("PMI-05", "R-015"), role=PUBLICACAO, within=PRAZO_TOTAL,
    form=EvidenciaDePublicacao, outcomes=(Outcome("divulgada", "Divulgada"),), action="Registrar a divulgação",
    instructions="Publique a síntese, o subscritor e a data de recebimento (art. 15, I) e registre a evidência.",
    then="a autoridade decide se instaura o PMIS",
)  # fmt: skip

# -- Art. 14, III: decisão sobre a instauração -------------------------------------------------------------------
INSTAURADO = Outcome("instaurado", "Instaurar o PMIS", "Abre-se a oitiva da sociedade sobre o tema (art. 14, IV).")
NAO_INSTAURAR = Outcome("nao-instaurado", "Não instaurar", "A negativa é respondida e publicada (art. 15, II).")

DECISAO_DE_INSTAURACAO = Decision(
    id="pmis.decisao-de-instauracao", title="Decidir sobre a instauração do PMIS",
    provision=DEC_167.art(14, inciso="III"), duties=("PMI-06",), role=SECRETARIO,
    authority=Param("autoridade_decisao_pmis"), within=PRAZO_TOTAL, form=Fundamentada,
    outcomes=(INSTAURADO, NAO_INSTAURAR), action="Assinar a decisão", excludes=(ANALISE_DE_ADMISSIBILIDADE,),
    instructions="Decida pela conveniência e oportunidade, com motivo. O decreto não prevê recurso desta decisão.",
    then="a sociedade é ouvida ou, se não instaurado, quem propôs recebe a resposta",
)  # fmt: skip

# -- Art. 14, IV: oitiva da sociedade ----------------------------------------------------------------------------
PRAZO_DA_OITIVA = Deadline(
    id="pmis.prazo-da-oitiva", title="período mínimo da oitiva", provision=DEC_167.art(14, inciso="IV"),
    parameter=Param("prazo_oitiva_pmis_dias"), nature=Nature.MINIMUM, counting=Counting.MATERIAL,
    binds=Binds.PARTICULAR, on_lapse="a oitiva pode ser encerrada",
)  # fmt: skip

CONTRIBUICAO = Event(
    id="pmis.contribuicao", title="contribuição à oitiva", provision=DEC_167.art(14, inciso="IV"), many=True,
    who=(CIDADAO, OSC), form=Contribuicao,
    instructions="Escreva com suas palavras. O texto será público; seu nome, só se você quiser.",
)  # fmt: skip


def _oitiva_cumprida(caso: "Pmis", _outcome: str, _relatorio: RelatorioDaOitiva) -> None:
    if primeiro_dia := caso.earliest(PRAZO_DA_OITIVA):
        veda(PRAZO_DA_OITIVA.provision, f"A oitiva fica aberta até {primeiro_dia:%d/%m/%Y}; conclua desde esse dia.")


REALIZAR_OITIVA = HumanTask(
    id="pmis.oitiva-da-sociedade", title="Ouvir a sociedade e consolidar as contribuições",
    provision=DEC_167.art(14, inciso="IV"), duties=("PMI-07",), role=AREA_TECNICA, within=PRAZO_TOTAL,
    form=RelatorioDaOitiva, outcomes=(Outcome("realizada", "Oitiva realizada"),), check=_oitiva_cumprida,
    action="Encerrar a oitiva",
    instructions="As contribuições chegam pela página pública. Ao encerrar, diga como a sociedade foi ouvida.",
    then="a autoridade manifesta-se sobre realizar ou não o chamamento",
)  # fmt: skip

# -- Art. 14, V, e art. 16: manifestação final -------------------------------------------------------------------
REALIZAR = Outcome("realizar", "Realizar o chamamento", "O preâmbulo do edital dirá que houve PMIS (art. 16, § 3º).")
NAO_REALIZAR = Outcome("nao-realizar", "Não realizar o chamamento", "O PMIS não obriga ao chamamento (art. 16).")

MANIFESTACAO_FINAL = Decision(
    id="pmis.manifestacao-final", title="Manifestar-se sobre a realização do chamamento público",
    provision=DEC_167.art(14, inciso="V"), duties=("PMI-08", "R-016"), role=SECRETARIO,
    authority=Param("autoridade_decisao_pmis"), within=PRAZO_TOTAL, form=Fundamentada,
    outcomes=(REALIZAR, NAO_REALIZAR), action="Assinar a manifestação", excludes=(REALIZAR_OITIVA,),
    instructions="O PMIS não obriga ao chamamento, não o dispensa, não impede quem propôs de concorrer e não pode "
    "ser condição de chamamento ou parceria (art. 16, caput e §§ 1º a 3º).",
    then="quem propôs recebe a resposta",
)  # fmt: skip

# -- Art. 15, II: resposta ao proponente e publicação do resultado -----------------------------------------------
RESPOSTA_AO_PROPONENTE = HumanTask(
    id="pmis.resposta-ao-proponente", title="Enviar a resposta a quem propôs",
    provision=DEC_167.art(15, inciso="II"), duties=("PMI-10",), role=PUBLICACAO, within=PRAZO_TOTAL,
    form=EnvioDaResposta, outcomes=(Outcome("enviada", "Resposta enviada"),), action="Registrar o envio",
    instructions="Envie a resposta com o resultado e o motivo, e registre a data do envio: ela será pública.",
    then="o resultado é publicado com a data do envio da resposta",
)  # fmt: skip

PUBLICACAO_DO_RESULTADO = Publication(
    id="pmis.publicacao-do-resultado", title="Publicar o resultado da análise", what="resultado",
    provision=DEC_167.art(15, inciso="II"), duties=("PMI-09", "R-014-ANNUAL"), role=PUBLICACAO, within=PRAZO_TOTAL,
    form=EvidenciaDePublicacao, outcomes=(Outcome("publicado", "Resultado publicado"),), action="Registrar publicação",
    instructions="Publique no sítio oficial o resultado e a data do envio da resposta, e registre a evidência.",
    then="o processo se encerra",
)  # fmt: skip

AVISO_DA_RESPOSTA = Notice(
    id="pmis.aviso-da-resposta", title="Sua proposta de PMIS foi respondida", provision=DEC_167.art(15, inciso="II"),
    body="A SINFRA respondeu à sua proposta em {enviada_em:%d/%m/%Y}: {resultado}. Leia a resposta no processo.",
)  # fmt: skip

PEDIDO_DE_DESISTENCIA = Event(
    id="pmis.desistencia", title="desistência da proposta", provision=DEC_167.art(13), who=(CIDADAO, OSC, PROTOCOLO),
    parties_only=True, form=Desistencia, instructions="Quem propôs pode desistir enquanto não houver resposta.",
)  # fmt: skip


@procedure
class Pmis(Procedure[PropostaDePmis]):
    """The procedure of arts. 13 to 16, from the proposal to the published answer."""

    about = About(
        id="pmis", title="Procedimento de Manifestação de Interesse Social", short="PMIS", norm="Decreto 167/2019",
        provisions=(DEC_167.art(13), DEC_167.art(14), DEC_167.art(15), DEC_167.art(16)),
        started_by=(CIDADAO, OSC, PROTOCOLO, AREA_TECNICA, INTEGRACAO), input=PropostaDePmis,
        stages=(RECEBIDA, ADMISSIBILIDADE, DIVULGACAO, INSTAURACAO, OITIVA, MANIFESTACAO, RESPONDIDA),
        outcomes=(CHAMAMENTO_RECOMENDADO, SEM_CHAMAMENTO, NAO_INSTAURADO, INADMITIDO, DESISTENCIA),
        duties=("PMI-01", "PMI-02", "R-013-REQ", "R-013-60D"), documents=DOCUMENTOS,
    )  # fmt: skip

    @classmethod
    def admit(cls, _input: PropostaDePmis, on: date, context: Context) -> None:
        """Art. 13, sole paragraph: outside a reception period that was set, no proposal is received."""
        periodos = parameter_in(context, PERIODO_DE_RECEBIMENTO, on)
        aberto = not periodos or any(on in periodo for periodo in periodos)
        exige(aberto, DEC_167.art(13, par="unico"), f"Em {on:%d/%m/%Y} não está aberto o período de recebimento.")

    @classmethod
    def subject_of(cls, proposta: PropostaDePmis) -> str:
        """The one-line summary of art. 15, I."""
        return proposta.titulo

    async def run(self) -> Outcome:
        """Arts. 13 to 15: twelve months from receipt to the published answer."""
        self.begin(PRAZO_TOTAL, since=self.started_on, because="recebimento da proposta")
        resultado = await self.unless(PEDIDO_DE_DESISTENCIA, self.avaliar(), then=DESISTENCIA)
        if resultado == DESISTENCIA:
            self.cancel(PRAZO_TOTAL)
            return DESISTENCIA
        return await self.responder(resultado)

    async def avaliar(self) -> Outcome:
        """Art. 14, I to V, in its order."""
        self.enter(ADMISSIBILIDADE)
        if await self.ask(ANALISE_DE_ADMISSIBILIDADE) == INADMISSIVEL:
            return INADMITIDO

        self.enter(DIVULGACAO)
        divulgada = await self.publish(DIVULGACAO_DA_PROPOSTA)
        self.show(**self.input.no_rol(self.started_on), divulgada_em=divulgada.on.isoformat())

        self.enter(INSTAURACAO)
        if await self.ask(DECISAO_DE_INSTAURACAO) == NAO_INSTAURAR:
            return NAO_INSTAURADO

        self.enter(OITIVA)
        await self.ouvir_a_sociedade()

        self.enter(MANIFESTACAO)
        if await self.ask(MANIFESTACAO_FINAL) == REALIZAR:
            return CHAMAMENTO_RECOMENDADO
        return SEM_CHAMAMENTO

    async def ouvir_a_sociedade(self) -> None:
        """Art. 14, IV: contributions are open while the technical area hears society."""
        self.begin(PRAZO_DA_OITIVA, since=self.today, because="abertura da oitiva")
        self.open(CONTRIBUICAO)
        await self.ask(REALIZAR_OITIVA)
        self.close(CONTRIBUICAO)

    async def responder(self, resultado: Outcome) -> Outcome:
        """Art. 15, II: the answer is sent, then the result is published with the date on which it was sent."""
        self.enter(RESPONDIDA)
        resposta = await self.ask(RESPOSTA_AO_PROPONENTE, about={"resultado": resultado.title})
        enviada_em = resposta.form["enviada_em"]
        dia = resposta.day("enviada_em")
        self.notify(AVISO_DA_RESPOSTA, party=self.proponent, enviada_em=dia, resultado=resultado.title)
        await self.publish(PUBLICACAO_DO_RESULTADO, resultado=resultado.title, enviada_em=enviada_em)
        self.show(**self.input.no_rol(self.started_on), resultado=resultado.title, resposta_enviada_em=enviada_em)
        self.met(PRAZO_TOTAL)
        return resultado
