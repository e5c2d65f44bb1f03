"""The acts of arts. 28, 29 and 31, I, a: elimination, marks, minutes, the provisional order and what is said of it."""

from collections.abc import Iterable
from typing import Any

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import Deadline, Decision, Event, HumanTask, Notice, Outcome, Publication, exige
from workflows.kernel.appeal import AppealRule
from workflows.kernel.messages import Act
from workflows.kernel.roles import AREA_TECNICA, GESTAO, MEMBRO_DA_COMISSAO, OSC, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167
from workflows.parcerias.formularios import EvidenciaDePublicacao
from workflows.parcerias.formularios_chamamento import Falta, RazoesDeRecurso
from workflows.parcerias.formularios_selecao import (
    AtaDaComissao,
    CumprimentoDosRecursos,
    Eliminacao,
    ExameDasPropostas,
    FichaDeAvaliacao,
    ImpedimentoSuperveniente,
)
from workflows.parcerias.recurso import RecursoAdministrativo
from workflows.parcerias.regras_selecao import lacking, tied

FEITO = Outcome("concluido", "Concluído")


# -- Art. 29, § 2º: eliminação ---------------------------------------------------------------------------------------
def _eliminaveis(caso: Any, eliminacoes: Iterable[Eliminacao], campo: str) -> None:
    conhecidas = set(caso.propostas)
    for uma in eliminacoes:
        desconhecida = f"Não há proposta com o protocolo {uma.protocolo}."
        exige(uma.protocolo in conhecidas, DEC_167.art(29, par=2), desconhecida, campo)


def _exame(caso: Any, _outcome: str, exame: ExameDasPropostas) -> None:
    _eliminaveis(caso, exame.eliminacoes, "eliminacoes")
    eliminadas = {uma.protocolo: set(uma.causas) for uma in exame.eliminacoes}
    for protocolo, proposta in caso.propostas.items():
        falta = set(proposta.faltas) - eliminadas.get(protocolo, set())
        incompleta = f"A proposta {protocolo} não traz o que se exige; elimine-a por isso."
        exige(not falta, DEC_167.art(29, par=2), incompleta, "eliminacoes")
        inventada = (eliminadas.get(protocolo, set()) - {Falta.DESACORDO}) - set(proposta.faltas)
        completa = f"A proposta {protocolo} traz o que se diz faltar; confira a causa."
        exige(not inventada, DEC_167.art(29, par=2), completa, "eliminacoes")


EXAME = HumanTask(
    id="selecao.exame", title="Examinar as propostas e eliminar as que o decreto manda", role=MEMBRO_DA_COMISSAO,
    provision=DEC_167.art(29, par=2), duties=("SEL-01", "SEL-02", "R-029-ELIM"), form=ExameDasPropostas,
    outcomes=(FEITO,), check=_exame, action="Assinar o exame",
    instructions="Elimina-se a proposta contrária ao edital ou sem uma das quatro informações, sempre com motivo.",
    then="cada membro dá suas notas às propostas que ficaram",
)  # fmt: skip


# -- Art. 29, § 1º: notas e classificação ----------------------------------------------------------------------------
def _ficha(caso: Any, _outcome: str, ficha: FichaDeAvaliacao) -> None:
    erradas = lacking(caso.criterios, caso.a_pontuar, ficha.por_criterio())
    mais = f" E mais {len(erradas) - 3} a corrigir." if len(erradas) > 3 else ""
    exige(not erradas, DEC_167.art(29, par=1), " ".join(erradas[:3]) + mais, "notas")


PONTUACAO = HumanTask(
    id="selecao.pontuacao", title="Dar notas às propostas", provision=DEC_167.art(29, par=1), duties=("SEL-03",),
    role=MEMBRO_DA_COMISSAO, form=FichaDeAvaliacao, outcomes=(FEITO,), check=_ficha, action="Assinar as notas",
    instructions="Uma nota por proposta e critério, até o máximo que o edital fixa.",
    then="com as notas de todos, a comissão decide a classificação",
)  # fmt: skip


def _sorteio(caso: Any, ata: AtaDaComissao) -> None:
    empatadas = set(tied(caso.ordem()))
    if not empatadas:
        exige(not ata.sorteio, DEC_167.art(29, par=1), "Não há empate; deixe o sorteio em branco.", "sorteio")
        return
    pedido = (
        f"Os critérios deixam empatadas as propostas {', '.join(sorted(empatadas))}; dê a ordem do sorteio público."
    )
    completo = set(ata.sorteio) == empatadas and len(ata.sorteio) == len(empatadas)
    exige(completo, DEC_167.art(18, inciso="IV"), pedido, "sorteio")


def _ata(caso: Any, _outcome: str, ata: AtaDaComissao) -> None:
    _sorteio(caso, ata)


ATA = Decision(
    id="selecao.ata", title="Decidir a classificação das propostas", provision=DEC_167.art(29, par=1),
    duties=("SEL-03", "R-029-RANK", "CSE-04"), role=MEMBRO_DA_COMISSAO, form=AtaDaComissao,
    outcomes=(Outcome("classificadas", "Propostas classificadas"),), check=_ata, action="Assinar a ata",
    appealable=True, instructions="A ordem sai das notas e dos pesos do edital; a ata registra a decisão da comissão.",
    then="o resultado provisório sai no Diário Oficial",
)  # fmt: skip

# -- Arts. 28 e 31, § 4º: resultado provisório ---------------------------------------------------------------------
RESULTADO_PROVISORIO = Publication(
    id="selecao.resultado-provisorio", title="Publicar o resultado provisório no Diário Oficial", role=PUBLICACAO,
    what="resultado-provisorio", provision=DEC_167.art(31, par=4), duties=("SEL-04",), form=EvidenciaDePublicacao,
    outcomes=(Outcome("publicado", "Publicado"),), action="Registrar a publicação",
    instructions="Publique classificadas e eliminadas. Os cinco dias para recurso contam do dia que você registrar.",
    then="abre-se o prazo de recurso",
)  # fmt: skip

# -- Art. 31, caput, I, a: recurso em cinco dias ---------------------------------------------------------------------
PRAZO_DE_RECURSO = Deadline(
    id="selecao.prazo-de-recurso", title="recurso contra a classificação", duties=("SEL-05", "R-031-5D", "R-031-START"),
    provision=DEC_167.art(31, inciso="I", alinea="a"), budget=dias(5), nature=Nature.PEREMPTORY,
    counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR, on_lapse="perde-se o direito de recorrer",
)  # fmt: skip

RECURSO = Event(
    id="selecao.recurso", title="recurso contra a classificação", duties=("REC-01",), who=(OSC,), parties_only=True,
    provision=DEC_167.art(31, inciso="I", alinea="a"), form=RazoesDeRecurso, many=True, awaited=True, files=True,
    instructions="Diga o que está errado no resultado. Quem decidiu reconsidera ou remete em cinco dias.",
)  # fmt: skip

REGRA_DE_RECURSO = AppealRule(window=PRAZO_DE_RECURSO, event=RECURSO, procedure=RecursoAdministrativo)


def _cumprimento(caso: Any, _outcome: str, ato: CumprimentoDosRecursos) -> None:
    _eliminaveis(caso, ato.eliminacoes, "eliminacoes")
    fora = set(ato.reintegradas) - set(caso.eliminadas)
    exige(not fora, DEC_167.art(31, par=1), "Só se reintegra proposta que foi eliminada.", "reintegradas")
    mudou = ato.reintegradas or ato.eliminacoes or ato.notas
    exige(bool(mudou), DEC_167.art(31, par=1), "Houve recurso provido; diga o que ele muda.")


CUMPRIMENTO = Decision(
    id="selecao.cumprimento-dos-recursos", title="Cumprir as decisões dos recursos", role=MEMBRO_DA_COMISSAO,
    provision=DEC_167.art(31, par=1), form=CumprimentoDosRecursos, outcomes=(FEITO,), check=_cumprimento,
    action="Assinar a ata",
    instructions="Registre só o que as decisões mudam. A classificação é refeita com a mudança.",
    then="a classificação é refeita; proposta reintegrada recebe notas de todos",
)  # fmt: skip


# -- Art. 27: impedimento que aparece depois -------------------------------------------------------------------------
def _e_membro(caso: Any, _act: Act, dito: ImpedimentoSuperveniente) -> None:
    membros = {membro.pessoa for membro in caso.membros}
    exige(dito.pessoa in membros, DEC_167.art(27), "Essa pessoa não é membro da comissão.", "pessoa")


IMPEDIMENTO = Event(
    id="selecao.impedimento", title="impedimento de membro da comissão", provision=DEC_167.art(27), many=True,
    who=(AREA_TECNICA, GESTAO, SECRETARIO), form=ImpedimentoSuperveniente, check=_e_membro,
    instructions="As notas do membro são anuladas e um substituto avalia de novo, até o fim da seleção.",
)  # fmt: skip

AVISO_DE_ANULACAO = Notice(
    id="selecao.aviso-de-notas-anuladas", title="Notas de membro impedido anuladas", provision=DEC_167.art(27),
    body="Um membro da Comissão de Seleção está impedido; suas notas foram anuladas e o substituto avaliará de novo.",
    to=GESTAO,
)  # fmt: skip
