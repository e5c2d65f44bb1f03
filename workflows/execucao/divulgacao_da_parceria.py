"""Divulgação da parceria (Decreto 167/2019, arts. 102 to 105).

What the portal shows of a partnership comes from its cases; this one asks for the rest: the plan that SINFRA discloses,
where the organisation keeps its own list, and who is paid. Both keep it up until 180 days after the end. Complaints of
the public are a procedure of their own, of which the organisation is no party.
"""

from datetime import date
from operator import add, sub

from workflows.execucao import atos_da_divulgacao as atos
from workflows.execucao.contas_da_parceria import FIM_DO_EXERCICIO
from workflows.execucao.formularios_divulgacao import DivulgacaoDaSinfra, EquipeDoExercicio, ProvaDaDivulgacao
from workflows.execucao.registros import ALTERACOES, TERMINO
from workflows.execucao.regras_ciclos import UM_DIA, virada
from workflows.execucao.regras_da_divulgacao import olhada, ultimo_dia
from workflows.execucao.sob_parceria import DaParceria, SobParceria, titulo
from workflows.kernel import About, Answer, Outcome, Stage, procedure
from workflows.kernel.registering import Entry
from workflows.kernel.roles import AREA_TECNICA, GESTAO, INTEGRACAO
from workflows.norms import DEC_167

MANTIDA = Outcome("divulgacao-mantida", "Divulgação comprovada e mantida até o fim")
NAO_COMPROVADA = Outcome("divulgacao-nao-comprovada", "A organização não comprovou a divulgação")

VIGENCIA = Stage("vigencia", "Durante a vigência")
DEPOIS = Stage("depois-do-termino", "Depois do término")

OLHA_CADA_MES = "divulgacao-olha-cada-mes"
"""The change by which an end before its day is learned of within a month; before it, on the last day of the term."""
SEM_REGISTRO = Entry()


@procedure
class DivulgacaoDaParceria(SobParceria[DaParceria]):
    """From an effective instrument to the last day on which it is disclosed."""

    about = About(
        id="divulgacao-da-parceria", title="Divulgação da parceria", short="Divulgação", norm="Decreto 167/2019",
        provisions=(DEC_167.art(102), DEC_167.art(103), DEC_167.art(104), DEC_167.art(105)),
        started_by=(AREA_TECNICA, GESTAO, INTEGRACAO), input=DaParceria, stages=(VIGENCIA, DEPOIS),
        outcomes=(MANTIDA, NAO_COMPROVADA),
    )  # fmt: skip
    comprovada: bool = False

    async def run(self) -> Outcome:
        """Arts. 102 to 105 while the partnership runs, and 180 days more."""
        self.concern(self.osc)
        self.enter(VIGENCIA)
        self.begin(atos.PRAZO_DA_PROVA, since=self.started_on, because="início da divulgação", party=self.osc)
        fim = await self.during(self.ate_o_termino(), self.divulgar())
        comprovada = self.kept("comprovada", self.reckon(bool, self.comprovada))

        self.enter(DEPOIS)
        dia, numero = self.reckon(date.fromisoformat, fim), self.input.parceria.numero
        self.begin(atos.PRAZO, since=dia, because="término da vigência da parceria")
        self.notify(atos.AVISO_DE_MANUTENCAO, party=self.osc, numero=numero, dia=dia)
        if not comprovada and await self.ainda_nao():
            return NAO_COMPROVADA
        await self.elapse(atos.PRAZO)
        return MANTIDA

    async def divulgar(self) -> None:
        """Arts. 102, 103, 104, VI, and 105, side by side."""
        await self.together(
            self.pela_sinfra(), self.pela_organizacao(), self.equipes(),
            self.each_arrival(atos.APRESENTAR_PECA, course=self.conferir_peca),
        )  # fmt: skip

    # -- Art. 104: até quando --------------------------------------------------------------------------------------

    async def ate_o_termino(self) -> str:
        """Art. 104: the last day of the partnership, once it is over, as alterations and its end left it.

        An end before its day is inscribed by the partnership; it is looked for as each month has begun.
        """
        chave, fim, alteracoes = self.input.parceria.chave, self.input.parceria.fim, SEM_REGISTRO
        desde = self.olhada_desde()
        while True:
            dia = self.reckon(olhada, desde, fim)
            await self.until(dia)
            if self.reckon(date.__gt__, dia, fim):
                alteracoes = await self.consult(ALTERACOES, party=chave, on=self.today)
            # An end of the day before, or of the last day itself, is inscribed at this very instant, or later.
            termino = await self.consult(TERMINO, party=chave, on=self.reckon(sub, dia, 2 * UM_DIA))
            fim = self.reckon(ultimo_dia, fim, alteracoes, termino)
            if self.reckon(date.__lt__, fim, dia):
                return self.reckon(date.isoformat, fim)
            desde = dia if desde is not None else None

    def olhada_desde(self) -> date | None:
        """The day from which each month is one to look in; None for one that looks after the term only."""
        if not self.follows(OLHA_CADA_MES):
            return None
        return self.reckon(date.fromisoformat, self.kept("olhada-desde", self.today.isoformat()))

    async def ainda_nao(self) -> bool:
        """Art. 104: who has not proved it yet has to while it is due; whether the 180 days were over first."""
        acaba = self.reckon(add, self.last_day(atos.PRAZO) or self.today, UM_DIA)
        return await self.whichever(self.pela_organizacao(fase="depois do término"), self.until(acaba)) == 1

    # -- Art. 102, I: pela SINFRA ----------------------------------------------------------------------------------

    async def pela_sinfra(self) -> None:
        """Art. 102, I: the partnership on SINFRA's list, and where its plan of work is read."""
        publicada = await self.publish(atos.PUBLICAR, instrumento=self.input.parceria.numero)
        self.show(plano=publicada.read(DivulgacaoDaSinfra).plano)

    # -- Art. 103: pela organização --------------------------------------------------------------------------------

    async def pela_organizacao(self, fase: str | None = None) -> None:
        """Arts. 103 and 104: where it is disclosed, looked at until it has all six informations."""
        while not self.comprovada:
            provada = await self.ask(atos.PROVAR, party=self.osc, subject=fase)
            self.met(atos.PRAZO_DA_PROVA, party=self.osc)
            conferida = await self.ask(atos.CONFERIR, about=provada.form)
            if conferida == atos.CONFORME:
                self.comprovada = True
                self.show(endereco_da_organizacao=provada.read(ProvaDaDivulgacao).endereco)

    # -- Art. 104, VI: equipe --------------------------------------------------------------------------------------

    async def equipes(self) -> None:
        """Art. 104, VI: asked once for each financial year that the partnership goes through."""
        ano = self.started_on.year
        while True:
            dita = await self.ask(atos.INFORMAR_EQUIPE, party=self.osc, subject=str(ano), about={"exercício": str(ano)})
            equipe = [uma.model_dump(mode="json") for uma in dita.read(EquipeDoExercicio).equipe]
            self.show(exercicio=ano, equipe=equipe)
            await self.until(self.reckon(virada, ano, self.parameter(FIM_DO_EXERCICIO)) + UM_DIA)
            ano += 1

    # -- Art. 105: publicidade -------------------------------------------------------------------------------------

    async def conferir_peca(self, peca: Answer, numero: int) -> None:
        """Art. 105: compared with the official guidelines that it says it follows."""
        conferida = await self.ask(atos.CONFERIR_PECA, subject=str(numero), about=peca.form)
        resultado = titulo(atos.CONFERIR_PECA, conferida).lower()
        self.notify(atos.AVISO_SOBRE_A_PECA, party=self.osc, peca=peca.form["peca"], resultado=resultado)
