"""Seleção: avaliação, classificação e recursos contra ela (Decreto 167/2019, arts. 28, 29 and 31, I, a).

Only a call starts it, with proposals opened and a commission free of impediments. Whenever a member is found impeded,
what they marked is void and a substitute marks in their place; nothing goes on meanwhile (art. 27, sole paragraph).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from workflows.kernel import About, Event, Outcome, Procedure, Stage, procedure
from workflows.kernel.appeal import REFORMADA, appealable
from workflows.kernel.procedure import IMPEDIDO
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_selecao as atos
from workflows.parcerias import documentos_do_chamamento as documentos
from workflows.parcerias.comissao_selecao import ComissaoDeSelecao
from workflows.parcerias.formularios_chamamento import FALTAS
from workflows.parcerias.formularios_comissao import Composicao, Membro
from workflows.parcerias.formularios_selecao import (
    AtaDaComissao,
    CumprimentoDosRecursos,
    Eliminacao,
    ExameDasPropostas,
    FichaDeAvaliacao,
    ParaSelecionar,
    PropostaAberta,
)
from workflows.parcerias.regras_selecao import Criterion, Mark, Ranked, averages, rank

CLASSIFICADAS = Outcome("classificadas", "Propostas classificadas")
NENHUMA = Outcome("nenhuma-classificada", "Nenhuma proposta classificada")

EXAME = Stage("exame", "Exame das propostas")
AVALIACAO = Stage("avaliacao", "Avaliação")
RESULTADO = Stage("resultado", "Resultado provisório e recursos")


@procedure
class Selecao(Procedure[ParaSelecionar]):
    """From opened proposals to an order that no appeal can change any more."""

    about = About(
        id="selecao", title="Seleção das propostas", short="Seleção", norm="Decreto 167/2019",
        provisions=(DEC_167.art(28), DEC_167.art(29), DEC_167.art(31)), started_by=(), input=ParaSelecionar,
        stages=(EXAME, AVALIACAO, RESULTADO), outcomes=(CLASSIFICADAS, NENHUMA),
        documents=documentos.DA_SELECAO,
    )  # fmt: skip
    propostas: Mapping[str, PropostaAberta]
    membros: tuple[Membro, ...]
    criterios: tuple[Criterion, ...]
    eliminadas: dict[str, Eliminacao]
    fichas: dict[str, dict[Mark, Decimal]]
    fixadas: dict[Mark, Decimal]
    a_pontuar: tuple[str, ...] = ()
    sorteio: tuple[str, ...] = ()

    @classmethod
    def subject_of(cls, entrada: ParaSelecionar) -> str:
        """The object of the call."""
        return entrada.objeto

    @classmethod
    def party_names(cls, entrada: ParaSelecionar) -> dict[str, str]:
        """The participants by name."""
        return {uma.organizacao.parte: uma.organizacao.nome for uma in entrada.propostas}

    async def run(self) -> Outcome:
        """Arts. 28, 29 and 31: examined, marked, published, appealed against, and settled."""
        self.propostas = {uma.protocolo: uma for uma in self.input.propostas}
        self.membros, self.eliminadas, self.fichas, self.fixadas = self.input.membros, {}, {}, {}
        self.criterios = tuple(Criterion(um.codigo, um.peso, um.nota_maxima) for um in self.input.criterios)
        self.concern(*(uma.organizacao.parte for uma in self.input.propostas))
        self.open(atos.IMPEDIMENTO)

        while await self.julgar() == IMPEDIDO:
            await self.recompor()
        self.show(classificacao=self.publicada(), eliminadas=self.eliminacoes())
        return CLASSIFICADAS if self.ordem() else NENHUMA

    async def julgar(self) -> Outcome:
        """One round by a commission without impediment; `IMPEDIDO` as soon as a member turns out to be impeded."""
        for passo in (self.examinar, self.avaliar, self.decidir, self.publicar):
            if await passo() == IMPEDIDO or self.impeded_among(self.pessoas):
                return IMPEDIDO
        return CLASSIFICADAS

    async def examinar(self) -> Outcome:
        """Art. 29, § 2º: eliminated with reasons."""
        self.enter(EXAME)
        exame = await self.ask(atos.EXAME, person=self.pessoas[0], panel=self.pessoas, about=self.opcoes())
        if exame == IMPEDIDO:
            return IMPEDIDO
        self.eliminadas = {uma.protocolo: uma for uma in exame.read(ExameDasPropostas).eliminacoes}
        return exame

    async def avaliar(self) -> Outcome:
        """Art. 29, § 1º: the marks of whoever has not marked all that is in dispute yet."""
        self.enter(AVALIACAO)
        if not self.em_disputa:
            return CLASSIFICADAS
        faltam = [pessoa for pessoa in self.pessoas if self.sem_nota(pessoa)]
        self.a_pontuar = tuple(one for one in self.em_disputa if any(one in self.sem_nota(pessoa) for pessoa in faltam))
        notas = await self.together(*(self.pontuar(pessoa) for pessoa in faltam))
        return IMPEDIDO if IMPEDIDO in notas else CLASSIFICADAS

    async def pontuar(self, pessoa: str) -> Outcome:
        """One member's sheet."""
        ficha = await self.ask(atos.PONTUACAO, person=pessoa, about=self.opcoes())
        if ficha != IMPEDIDO:
            self.fichas[pessoa] = {**ficha.read(FichaDeAvaliacao).por_criterio(), **self.fichas.get(pessoa, {})}
        return ficha

    async def decidir(self) -> Outcome:
        """The commission's decision, with its minutes."""
        ata = await self.ask(atos.ATA, person=self.pessoas[0], panel=self.pessoas, about={"ordem": self.falada()})
        if ata != IMPEDIDO:
            self.sorteio = ata.read(AtaDaComissao).sorteio
        return ata

    async def publicar(self) -> Outcome:
        """Arts. 28 and 31, I, a: the provisional result and the appeals against it."""
        self.enter(RESULTADO)
        self.issue_since(
            documentos.EM_PAPEL, documentos.RESULTADO_PROVISORIO, objeto=self.input.objeto,
            classificacao=self.reckon(documentos.em_linhas, self.publicada()),
            eliminadas=self.reckon(_por_que, self.eliminadas, self.propostas),
        )  # fmt: skip
        publicado = await self.publish(
            atos.RESULTADO_PROVISORIO, panel=self.pessoas, ordem=self.falada(), eliminadas=list(self.eliminadas)
        )
        if publicado == IMPEDIDO:
            return IMPEDIDO
        self.show(classificacao=self.publicada(), eliminadas=self.eliminacoes(), provisorio_em=publicado.on.isoformat())
        self.admit_parties(*(uma.organizacao.parte for uma in self.input.propostas))
        recursos = await appealable(
            self, atos.REGRA_DE_RECURSO, decision="resultado provisório da classificação", since=publicado.on,
            because="publicação do resultado provisório no Diário Oficial", decided_by=self.pessoas,
        )  # fmt: skip
        return await self.cumprir() if recursos == REFORMADA else recursos

    async def cumprir(self) -> Outcome:
        """Art. 31, § 1º: the order made again with what the decisions change."""
        ato = await self.ask(atos.CUMPRIMENTO, person=self.pessoas[0], panel=self.pessoas, about=self.opcoes())
        if ato == IMPEDIDO:
            return IMPEDIDO
        mudanca = ato.read(CumprimentoDosRecursos)
        for protocolo in mudanca.reintegradas:
            self.eliminadas.pop(protocolo, None)
        self.eliminadas.update({uma.protocolo: uma for uma in mudanca.eliminacoes})
        self.fixadas.update({(uma.protocolo, uma.criterio): uma.nota for uma in mudanca.notas})
        return IMPEDIDO if await self.avaliar() == IMPEDIDO else await self.decidir()

    async def recompor(self) -> None:
        """Art. 27, sole paragraph: what the impeded marked is void, and substitutes take their place."""
        impedidos = self.impeded_among(self.pessoas)
        self.fichas = {pessoa: ficha for pessoa, ficha in self.fichas.items() if pessoa not in impedidos}
        self.notify(atos.AVISO_DE_ANULACAO)
        ficam = tuple(membro for membro in self.membros if membro.pessoa not in impedidos)
        organizacoes = tuple(uma.organizacao for uma in self.input.propostas)
        nova = self.made(
            Composicao, chamamento=self.input.objeto, participantes=organizacoes, membros=ficam, impedidos=impedidos
        )
        composta = await self.child(ComissaoDeSelecao, nova)
        self.membros = tuple(self.made(Membro, **um) for um in composta.data["membros"])

    def received(self, event: Event, form: dict[str, Any], number: int) -> None:  # noqa: ARG002
        """Art. 27: a member found impeded acts no more from that moment on."""
        if event is atos.IMPEDIMENTO:
            self.bar(form["pessoa"], reason="impedimento na seleção", provision=DEC_167.art(27))

    # -- o que se sabe a cada momento --------------------------------------------------------------------------------

    @property
    def pessoas(self) -> tuple[str, ...]:
        """The members; the first presides."""
        return tuple(membro.pessoa for membro in self.membros)

    @property
    def em_disputa(self) -> tuple[str, ...]:
        """The protocols of the proposals that were not eliminated."""
        return self.reckon(_sem, tuple(self.propostas), self.eliminadas)

    def sem_nota(self, pessoa: str) -> tuple[str, ...]:
        """What is in dispute and a member has not marked in full."""
        notas = self.fichas.get(pessoa, {})
        return tuple(uma for uma in self.em_disputa if any((uma, um.code) not in notas for um in self.criterios))

    def ordem(self) -> tuple[Ranked, ...]:
        """The order of the edital, as the marks, the decisions on appeals and the draw now make it."""
        notas = self.reckon(averages, self.fichas.values(), self.fixadas)
        return self.reckon(
            rank, self.criterios, self.input.desempate, self.em_disputa, notas, at_least=self.input.nota_minima,
            drawn=self.sorteio,
        )  # fmt: skip

    def publicada(self) -> list[dict[str, Any]]:
        """The order as it is published."""
        return self.reckon(_como_se_publica, self.ordem(), self.propostas)

    def eliminacoes(self) -> list[dict[str, Any]]:
        """The eliminated, with why."""
        return [uma.model_dump(mode="json") for uma in self.eliminadas.values()]

    def falada(self) -> list[str]:
        """The order in words, for whoever decides or publishes it."""
        return self.reckon(_em_palavras, self.publicada())

    def opcoes(self) -> dict[str, Any]:
        """What whoever judges needs at hand: proposals by protocol, criteria by code."""
        faltas = {
            protocolo: [FALTAS.get(f, f) for f in uma.faltas] for protocolo, uma in self.propostas.items() if uma.faltas
        }
        return {
            "propostas": {uma.protocolo: uma.organizacao.nome for uma in self.input.propostas},
            "critérios": {um.codigo: f"{um.nome}, peso {um.peso}, até {um.nota_maxima}" for um in self.input.criterios},
            "o que falta": faltas, "eliminadas": list(self.eliminadas), "a pontuar": list(self.a_pontuar),
        }  # fmt: skip


def _sem(protocolos: tuple[str, ...], eliminadas: Mapping[str, Eliminacao]) -> tuple[str, ...]:
    return tuple(protocolo for protocolo in protocolos if protocolo not in eliminadas)


def _em_palavras(publicada: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        f"{uma['posicao']}ª, proposta {uma['protocolo']}, {uma['organizacao']['nome']}, com {uma['pontos']} pontos"
        for uma in publicada
    ]


def _por_que(eliminadas: Mapping[str, Eliminacao], propostas: Mapping[str, PropostaAberta]) -> list[str]:
    return [
        f"{propostas[uma.protocolo].organizacao.nome}, proposta {uma.protocolo}: "
        f"{'; '.join(FALTAS[causa] for causa in uma.causas)}"
        for uma in eliminadas.values()
        if uma.protocolo in propostas
    ]


def _como_se_publica(ordem: Sequence[Ranked], propostas: Mapping[str, PropostaAberta]) -> list[dict[str, Any]]:
    return [
        {
            "posicao": posicao, "protocolo": uma.protocol, "pontos": uma.shown,
            "organizacao": propostas[uma.protocol].organizacao.model_dump(mode="json"),
        }
        for posicao, uma in enumerate(ordem, start=1)
    ]  # fmt: skip
