"""Comissão de Seleção: constituição, impedimentos e substituição (Decreto 167/2019, arts. 26 and 27).

Each member declares with the participants known, and so does each substitute. Only a call starts it: to make the
commission, and again whenever a member is found impeded later. The decree gives no size but one permanent servant.
"""

from workflows.kernel import About, Outcome, Procedure, Stage, procedure
from workflows.norms import DEC_167
from workflows.parcerias import atos_da_comissao as atos
from workflows.parcerias import documentos_do_chamamento as documentos
from workflows.parcerias.formularios_comissao import Composicao, Designacao, Membro, Substituicao

CONSTITUIDA = Outcome("comissao-constituida", "Comissão constituída, sem impedidos")
SUBSTITUIDOS = Outcome("membros-substituidos", "Membros impedidos substituídos")

DESIGNACAO = Stage("designacao", "Designação")
DECLARACOES = Stage("declaracoes", "Declarações de impedimento")

IMPEDE = "declarou-se impedido de participar da seleção"


@procedure
class ComissaoDeSelecao(Procedure[Composicao]):
    """From the act that designates to a commission in which nobody is impeded."""

    about = About(
        id="comissao-selecao", title="Comissão de Seleção", short="Comissão", norm="Decreto 167/2019",
        provisions=(DEC_167.art(26), DEC_167.art(27)), started_by=(), input=Composicao,
        stages=(DESIGNACAO, DECLARACOES), outcomes=(CONSTITUIDA, SUBSTITUIDOS),
        documents=documentos.DA_COMISSAO,
    )  # fmt: skip
    membros: tuple[Membro, ...]

    @classmethod
    def subject_of(cls, composicao: Composicao) -> str:
        """The call that the commission judges."""
        return composicao.chamamento

    async def run(self) -> Outcome:
        """Arts. 26 and 27: designated or completed, published, and declared free one by one."""
        self.concern(*(uma.parte for uma in self.input.participantes))
        for pessoa in self.input.impedidos:
            self.bar(pessoa, reason="foi impedido na seleção", provision=DEC_167.art(27))
        self.membros = self.input.membros
        novos = await self.substituir() if self.input.impedidos else await self.designar()

        while impedidos := await self.declarar(novos):
            self.membros = tuple(membro for membro in self.membros if membro.pessoa not in impedidos)
            novos = await self.substituir()

        self.show(membros=[membro.model_dump(mode="json", exclude={"pessoa"}) for membro in self.membros])
        self.report(membros=[membro.model_dump(mode="json") for membro in self.membros])
        return SUBSTITUIDOS if self.input.impedidos else CONSTITUIDA

    async def designar(self) -> tuple[Membro, ...]:
        """Art. 26: by a published act."""
        self.enter(DESIGNACAO)
        ato = (await self.ask(atos.DESIGNACAO)).read(Designacao)
        await self.publish(atos.PUBLICACAO_DO_ATO)
        self.membros = ato.membros
        return ato.membros

    async def substituir(self) -> tuple[Membro, ...]:
        """Art. 27, sole paragraph: at once, also by a published act."""
        ato = (await self.ask(atos.SUBSTITUICAO, about={"ficam": [membro.nome for membro in self.membros]})).read(
            Substituicao
        )
        await self.publish(atos.PUBLICACAO_DO_ATO)
        self.membros = (*self.membros, *ato.substitutos)
        return ato.substitutos

    async def declarar(self, membros: tuple[Membro, ...]) -> tuple[str, ...]:
        """Art. 27: each declares, in any order; which of all members may not act."""
        self.enter(DECLARACOES)
        ditos = await self.together(*(self.declarar_um(membro) for membro in membros))
        depois = self.impeded_among(membro.pessoa for membro in self.membros)
        return tuple(dict.fromkeys((*(pessoa for dito in ditos for pessoa in dito), *depois)))

    async def declarar_um(self, membro: Membro) -> tuple[str, ...]:
        """One member's word, or an impediment that came out before it: the member, if barred."""
        dito = await self.ask(atos.DECLARACAO, person=membro.pessoa, subject=membro.nome)
        if dito == atos.LIVRE:
            return ()
        self.bar(membro.pessoa, reason=IMPEDE, provision=DEC_167.art(27))
        return (membro.pessoa,)
