"""Transição dos instrumentos anteriores (Decreto 167/2019, art. 108).

An instrument of the same kind that existed when Lei 10.861/2019 came into force stays under the law of its time. What
of the law or of this decree helps its object along may be applied besides, by a reasoned decision. The decree gives no
term to do so, and asks nobody to adapt or replace the instrument.
"""

from collections.abc import Sequence
from typing import Any

from workflows.kernel import (
    About,
    Answer,
    Decision,
    HumanTask,
    Notice,
    OfficialDocument,
    Outcome,
    Register,
    Stage,
    Template,
    exige,
    procedure,
    veda_cada,
)
from workflows.kernel.registering import Entry, OnDay
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO, OSC, SECRETARIO
from workflows.kernel.words import Forbidden
from workflows.norms import DEC_167, Param
from workflows.parcerias.da_organizacao import DaOrganizacao
from workflows.parcerias.formularios_transicao import MATERIAS, DecisaoDoRegime, InstrumentoAnterior, Verificacao
from workflows.parcerias.regras_transicao import Situacao, faltas_da_aplicacao, situacao

ARTIGO = DEC_167.art(108)

# -- Resultados ------------------------------------------------------------------------------------------------
ANTERIOR = Outcome("regime-anterior", "Segue regido pela lei do seu tempo")
SUBSIDIARIA = Outcome("regime-anterior-com-subsidiaria", "Regido pela lei do seu tempo, com apoio do decreto")
DO_DECRETO = Outcome("regime-do-decreto", "Regido pela Lei 10.861/2019 e pelo decreto")
FORA = Outcome("fora-da-transicao", "Já não existia: fora da transição")

DATAS = Stage("datas", "Data da celebração")
REGIME = Stage("regime", "Aplicação subsidiária")

REGIME_DO_INSTRUMENTO = Register(
    id="transicao.regime", title="o regime do instrumento anterior", provision=ARTIGO, question=OnDay, answer=Entry,
)  # fmt: skip
"""By organisation and number of the instrument (`chave`): it holds while the law of its time does; `details` hold what
of the decree is applied besides (`aplicadas`)."""

# -- Art. 108, caput: existia quando a lei entrou em vigor ------------------------------------------------------
EXISTENTE = Outcome("existente", "Existia quando a lei entrou em vigor", "Segue a lei do seu tempo.")
POSTERIOR = Outcome("posterior", "É posterior à lei", "Rege-se pela lei e pelo decreto.")
EXTINTO = Outcome("extinto-antes", "Extinguiu-se antes da lei", "A transição não trata dele.")
DITAS = {
    Situacao.EXISTENTE: "existia quando a lei entrou em vigor",
    Situacao.POSTERIOR: "é posterior à lei",
    Situacao.EXTINTO: "se extinguiu antes da lei",
}


def _como_as_datas(caso: Any, outcome: str, lida: Verificacao) -> None:
    futuro = "A data dita ainda não chegou."
    exige(lida.celebrado_em <= caso.today, ARTIGO, futuro, "celebrado_em")
    exige(lida.extinto_em is None or lida.extinto_em <= caso.today, ARTIGO, futuro, "extinto_em")
    achada = situacao(lida.celebrado_em, lida.extinto_em)
    exige(outcome == str(achada), ARTIGO, f"Pelas datas, o instrumento {DITAS[achada]}.", "celebrado_em")


VERIFICAR = HumanTask(
    id="transicao.datas", title="Verificar a data de celebração e a lei do tempo", provision=ARTIGO, role=AREA_TECNICA,
    duties=("TRN-01", "R-108"), form=Verificacao, outcomes=(EXISTENTE, POSTERIOR, EXTINTO), check=_como_as_datas,
    action="Concluir", instructions="Conta a entrada em vigor da lei, não a do decreto. Confira no instrumento.",
    then="se existia, decide-se o que do decreto se aplica; se é posterior, segue o decreto inteiro",
)  # fmt: skip

# -- Art. 108, I e II: aplicação subsidiária --------------------------------------------------------------------
APLICAR = Outcome("aplicar", "Aplicar o que se diz", "O resto continua na lei do seu tempo.")
MANTER = Outcome("manter", "Não aplicar nada do decreto", "O instrumento continua só na lei do seu tempo.")


def _em_beneficio(_caso: Any, outcome: str, decidida: DecisaoDoRegime) -> None:
    if outcome == MANTER:
        exige(not decidida.aplicadas, ARTIGO, "Se nada se aplica, não diga matéria.", "aplicadas")
        return
    ditas = [(uma.materia, uma.dispositivo) for uma in decidida.aplicadas]
    faltas = faltas_da_aplicacao(ditas, indicio=decidida.indicio)
    veda_cada([Forbidden(dispositivo, falta, "aplicadas") for dispositivo, falta in faltas])


DECIDIR = Decision(
    id="transicao.regime-subsidiario", title="Decidir o que do decreto se aplica ao instrumento anterior",
    provision=ARTIGO, role=SECRETARIO, authority=Param("autoridade_regime_de_transicao"),
    duties=("TRN-02", "R-108"), form=DecisaoDoRegime, outcomes=(APLICAR, MANTER), check=_em_beneficio,
    action="Assinar a decisão", instructions="Só o que ajuda a alcançar o objeto. Os incisos são exemplos; a "
    "aprovação das contas pelo objeto ainda depende de o cumprimento integral estar comprovado.",
    then="a organização é avisada e o regime fica registrado",
)  # fmt: skip

AVISO = Notice(
    id="transicao.aviso", title="Regime do instrumento", provision=ARTIGO,
    body="{especie} {numero}: {regime}.{aplicadas}",
)  # fmt: skip

DECISAO_EM_PAPEL = OfficialDocument(
    id="transicao.documento-da-decisao", title="Decisão sobre o regime do instrumento anterior", provision=ARTIGO,
    template=Template.DESPACHO, of="transicao.regime-subsidiario",
)  # fmt: skip


@procedure
class Transicao(DaOrganizacao[InstrumentoAnterior]):
    """One instrument, from its dates to the law it answers to."""

    about = About(
        id="transicao", title="Transição de instrumento anterior", short="Transição", norm="Decreto 167/2019",
        provisions=(ARTIGO,), started_by=(AREA_TECNICA, GESTAO, OSC, INTEGRACAO), input=InstrumentoAnterior,
        stages=(DATAS, REGIME), outcomes=(ANTERIOR, SUBSIDIARIA, DO_DECRETO, FORA), documents=(DECISAO_EM_PAPEL,),
    )  # fmt: skip

    @classmethod
    def subject_of(cls, anterior: InstrumentoAnterior) -> str:
        """The instrument by its kind and number, and its object."""
        return f"{anterior.especie} {anterior.numero}: {anterior.objeto}"

    async def run(self) -> Outcome:
        """Art. 108: the dates first; then what helps the object along."""
        self.concern(self.osc)
        self.enter(DATAS)
        verificada = await self.ask(VERIFICAR)
        if verificada == POSTERIOR:
            return self.registrar(DO_DECRETO)
        if verificada == EXTINTO:
            return self.registrar(FORA)

        self.enter(REGIME)
        decidida = await self.ask(DECIDIR, about=verificada.form)
        return self.registrar(SUBSIDIARIA if decidida == APLICAR else ANTERIOR, decidida)

    @property
    def osc(self) -> str:
        """The organisation."""
        return self.input.organizacao.parte

    def registrar(self, regime: Outcome, decidida: Answer | None = None) -> Outcome:
        """Art. 108: the law that the instrument answers to, with what is applied besides, is known to all."""
        aplicadas = self.reckon(o_que_se_aplica, decidida.read(DecisaoDoRegime)) if decidida else []
        da_lei_do_tempo = regime in (ANTERIOR, SUBSIDIARIA)
        self.inscribe(
            REGIME_DO_INSTRUMENTO, regime, party=f"{self.osc}/{self.input.numero}", holds=da_lei_do_tempo,
            aplicadas=aplicadas,
        )  # fmt: skip
        self.notify(
            AVISO, party=self.osc, numero=self.input.numero, especie=self.input.especie, regime=regime.title,
            aplicadas=self.reckon(em_frase, aplicadas),
        )  # fmt: skip
        self.show(regime=regime.title)
        return regime


def o_que_se_aplica(decidida: DecisaoDoRegime) -> list[str]:
    """What of the law or the decree is applied: by its provision, or as art. 108 names it."""
    return [uma.dispositivo or MATERIAS[uma.materia] for uma in decidida.aplicadas]


def em_frase(aplicadas: Sequence[str]) -> str:
    """What is applied in a sentence that may follow another; nothing, if nothing is."""
    return f" Aplica-se: {'; '.join(aplicadas)}." if aplicadas else ""
