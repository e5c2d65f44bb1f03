"""What the parties of a work plan may bring while it is in force: evidence, events, amendments, more time, its end."""

from __future__ import annotations

from typing import Any

from workflows.clock import format_date
from workflows.cooperacao.formularios import (
    Acontecimento,
    Adesao,
    Alteracao,
    EvidenciaDeAcaoContinua,
)
from workflows.cooperacao.formularios_da_vigencia import DesignacaoDeRepresentante, Extincao, Prorrogacao
from workflows.cooperacao.recurrence import LONGEST, Span, later
from workflows.cooperacao.tarefas import deveres_continuos, ja_aconteceu
from workflows.kernel import Event, exige, veda
from workflows.kernel.messages import Act
from workflows.kernel.roles import GESTAO, PARTICIPE
from workflows.norms import CODIGO_CIVIL

EXTINCAO = Event(
    id="plano-de-trabalho.extincao", title="denúncia ou rescisão do acordo", provision=CODIGO_CIVIL.art(473),
    who=(PARTICIPE, GESTAO), parties_only=True, form=Extincao,
    instructions="O que ainda era devido deixa de ser pedido; o que foi cumprido fica registrado.",
)  # fmt: skip


def _devida(caso: Any, ato: Act, evidencia: EvidenciaDeAcaoContinua) -> None:
    continuas = (one for plano in caso.ate(caso.today) for one in plano.continuous)
    acao = next((one for one in continuas if one.id == evidencia.acao), None)
    if acao is None:
        veda(CODIGO_CIVIL.art(132), "O plano não tem ação contínua com este número.", "acao")
    exige(bool({*acao.responsible} & {*ato.actor.parties}), acao.cited, "Esta ação cabe a outra parte.", "acao")
    ja_aconteceu(acao.cited)(caso, ato, evidencia)


def _previsto(caso: Any, ato: Act, trazido: Acontecimento) -> None:
    previstos = [one.id for one in caso.ate(trazido.data)[0].events]
    artigo = CODIGO_CIVIL.art(132)
    exige(trazido.acontecimento in previstos, artigo, f"O plano prevê: {', '.join(previstos)}.", "acontecimento")
    ja_aconteceu(artigo)(caso, ato, trazido)

    por_adesao = caso.plano.adhesion is not None and caso.plano.adhesion.event == trazido.acontecimento
    exige(not por_adesao, artigo, "Registre a adesão: dela nasce o plano de quem aderiu.", "acontecimento")


def _adere(caso: Any, _ato: Act, adesao: Adesao) -> None:
    adhesion = caso.plano.adhesion
    exige(adhesion is not None, CODIGO_CIVIL.art(132), "Este plano não prevê adesão de outras instituições.")
    dito = "A adesão é posterior à assinatura e já aconteceu."
    exige(caso.input.assinado_em <= adesao.data <= caso.today, adhesion.cited, dito, "data")


def _altera(caso: Any, _ato: Act, alteracao: Alteracao) -> None:
    artigo, novo, atual = CODIGO_CIVIL.art(132), alteracao.novo, caso.plano
    depois = caso.today < alteracao.a_partir_de <= caso.fim
    dito = "A alteração vale de um dia depois de hoje e dentro da vigência: o que já foi pedido não muda."
    exige(depois, artigo, dito, "a_partir_de")
    mesmos = {um.id for um in novo.parties} == {um.id for um in atual.parties}
    exige(novo.id == atual.id, artigo, f"O plano alterado continua a ser o “{atual.id}”.", "plano")
    exige(mesmos, artigo, "Os partícipes continuam os mesmos; outra instituição entra por adesão.", "plano")
    exige(novo.term == atual.term, artigo, "A vigência não muda por esta alteração.", "plano")


def _prorroga(caso: Any, _ato: Act, prorrogacao: Prorrogacao) -> None:
    artigo = CODIGO_CIVIL.art(132)
    exige(caso.today <= caso.fim, artigo, "A vigência já terminou: não há o que prorrogar.", "novo_fim")
    dito = f"A prorrogação termina depois de {format_date(caso.fim)}, o último dia de hoje."
    exige(prorrogacao.novo_fim > caso.fim, artigo, dito, "novo_fim")
    limite = later(caso.input.assinado_em, LONGEST, Span.MONTHS)
    exige(prorrogacao.novo_fim <= limite, artigo, "A vigência passa de cem anos.", "novo_fim")


def _designa(caso: Any, ato: Act, designacao: DesignacaoDeRepresentante) -> None:
    artigo = CODIGO_CIVIL.art(132)
    siglas = [um.id for um in caso.plano.parties]
    exige(designacao.participe in siglas, artigo, f"Os partícipes são: {', '.join(siglas)}.", "participe")
    da_casa = GESTAO.id in ato.actor.roles or designacao.participe in ato.actor.parties
    exige(da_casa, artigo, "Cada partícipe designa quem o representa.", "participe")
    vigente = caso.input.assinado_em <= designacao.desde <= caso.fim
    exige(vigente, artigo, "O dia fica dentro da vigência do plano.", "desde")


EVIDENCIA = Event(
    id="plano-de-trabalho.evidencia", title="evidência de ação contínua", provision=CODIGO_CIVIL.art(132),
    who=(PARTICIPE,), parties_only=True, many=True, form=EvidenciaDeAcaoContinua, check=_devida,
    duties=deveres_continuos(),
    instructions="Para as ações devidas durante toda a vigência: registre o que foi feito, quantas vezes for.",
)  # fmt: skip

ACONTECIMENTO = Event(
    id="plano-de-trabalho.acontecimento", title="acontecimento previsto no plano", provision=CODIGO_CIVIL.art(132),
    who=(PARTICIPE, GESTAO), parties_only=True, many=True, form=Acontecimento, check=_previsto,
    instructions="Registre o que aconteceu: as ações que o plano prevê para o caso são pedidas a cada parte.",
)  # fmt: skip


ADESAO = Event(
    id="plano-de-trabalho.adesao", title="adesão de instituição ao acordo", provision=CODIGO_CIVIL.art(132),
    who=(PARTICIPE, GESTAO), parties_only=True, many=True, awaited=True, form=Adesao, check=_adere,
    instructions="Quem adere assume as ações que o plano dá aos aderentes, num processo próprio, até o fim.",
)  # fmt: skip

ALTERACAO = Event(
    id="plano-de-trabalho.alteracao", title="alteração do plano", provision=CODIGO_CIVIL.art(132),
    who=(PARTICIPE, GESTAO), parties_only=True, many=True, awaited=True, form=Alteracao, check=_altera,
    instructions="O plano novo vale do dia que a alteração disser. O que já foi pedido segue como está.",
)  # fmt: skip

PRORROGACAO = Event(
    id="plano-de-trabalho.prorrogacao", title="prorrogação da vigência", provision=CODIGO_CIVIL.art(132),
    who=(PARTICIPE, GESTAO), parties_only=True, many=True, awaited=True, form=Prorrogacao, check=_prorroga,
    instructions="O plano segue pedindo até o novo último dia. Quem aderiu prorroga a adesão por ato próprio.",
)  # fmt: skip

REPRESENTACAO = Event(
    id="plano-de-trabalho.representacao", title="designação de representante", provision=CODIGO_CIVIL.art(132),
    who=(PARTICIPE, GESTAO), parties_only=True, many=True, form=DesignacaoDeRepresentante, check=_designa,
    instructions="Quem representa o partícipe, e desde quando. Quem é designado sucede a quem estava na função.",
)  # fmt: skip
