"""The forms of arts. 102 to 105: where a partnership is disclosed, its paid team, publicity pieces, and complaints."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import (
    EvidenciaDePublicacao,
    Fundamentada,
    Motivo,
    Texto,
    TextoLongo,
    campo,
    opcional,
)

ART_103, ART_104, ART_105 = DEC_167.art(103), DEC_167.art(104), DEC_167.art(105)
EQUIPE = DEC_167.art(104, inciso="VI")
PUBLICIDADE_PAGA = DEC_167.art(47, inciso="V")
Endereco = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=500)]


class DivulgacaoDaSinfra(EvidenciaDePublicacao):
    """Where SINFRA's list shows the partnership, and where its plan of work can be read."""

    plano: Endereco = campo(
        "Endereço do plano de trabalho", "Começa com http:// ou https://. A página da parceria leva a ele.",
        provision=DEC_167.art(102, inciso="I").id,
    )  # fmt: skip


class ProvaDaDivulgacao(Form):
    """Where the organisation keeps its list of partnerships for everybody to see."""

    endereco: Endereco = campo("Endereço na internet", "Começa com http:// ou https://.", provision=ART_103.id)
    divulgada_em: date = campo("Divulgada desde", provision=ART_103.id)
    sedes: Annotated[tuple[Texto, ...], Field(min_length=1, max_length=100)] = campo(
        "Sedes sociais em que está à vista", "Uma por linha, com o município.", provision=ART_103.id
    )
    estabelecimentos: Annotated[tuple[Texto, ...], Field(max_length=300)] = Field(
        default=(), title="Estabelecimentos em que a organização atua e em que está à vista",
        description="Um por linha. Em branco, se ela só atua nas sedes.",
        json_schema_extra={"provision": ART_103.id},
    )  # fmt: skip


class Informacao(StrEnum):
    """The six things that the list has to say at least (art. 104), by their inciso."""

    INSTRUMENTO = "I"
    ORGANIZACAO = "II"
    OBJETO = "III"
    VALORES = "IV"
    CONTAS = "V"
    EQUIPE = "VI"

    @property
    def dispositivo(self) -> Provision:
        """The inciso that asks for it."""
        return DEC_167.art(104, inciso=self.value)


INFORMACOES = {
    "I": "I - data de assinatura, instrumento e órgão responsável", "II": "II - nome e CNPJ da organização",
    "III": "III - objeto", "IV": "IV - valor total e valores liberados",
    "V": "V - situação das contas: previstas, apresentadas, prazo de análise e resultado",
    "VI": "VI - remuneração da equipe paga, funções e valor previsto no exercício",
}  # fmt: skip


class ConferenciaDaDivulgacao(Fundamentada):
    """What is found on the organisation's list."""

    informacoes: tuple[Informacao, ...] = campo(
        "Informações que a relação da organização traz", "Marque também a que diz que não há o que informar.",
        opcoes=INFORMACOES, provision=ART_104.id,
    )  # fmt: skip


class Funcao(Form):
    """A function of the team that is paid with the partnership's money. It names nobody."""

    funcao: Texto = campo("Função", "Sem o nome de quem a exerce.", provision=EQUIPE.id)
    pessoas: Annotated[int, Field(ge=1, le=10_000)] = campo("Quantas pessoas", provision=EQUIPE.id)
    remuneracao: Dinheiro = campo("Remuneração mensal de cada uma", mask="money", provision=EQUIPE.id)
    previsto: Dinheiro = campo("Valor previsto no exercício para a função", mask="money", provision=EQUIPE.id)


class EquipeDoExercicio(Form):
    """The paid team of a financial year, by functions; without rows, the partnership pays nobody."""

    equipe: Annotated[tuple[Funcao, ...], Field(max_length=300)] = Field(
        default=(), title="Equipe paga com recursos da parceria",
        json_schema_extra={"provision": EQUIPE.id, "planilha": "com-equipe"},
    )  # fmt: skip


class PecaDePublicidade(Form):
    """A piece of publicity, and the official guidelines that it follows."""

    peca: Texto = campo("Peça de publicidade", "O que é e onde vai aparecer.", provision=ART_105.id)
    diretriz: Texto = campo(
        "Documento oficial cujas diretrizes segue", "Título e data da edição que você usou.", provision=ART_105.id
    )
    paga: bool = campo("É paga com recursos da parceria", provision=PUBLICIDADE_PAGA.id)
    prevista: bool = campo(
        "Está no plano de trabalho, de caráter informativo ou de orientação social", provision=PUBLICIDADE_PAGA.id
    )
    promocao_pessoal: bool = campo(
        "Tem nomes, símbolos ou imagens que caracterizem promoção pessoal", provision=PUBLICIDADE_PAGA.id
    )


class Relato(Form):
    """What somebody says of how a partnership's money is applied."""

    fato: Motivo = campo(
        "O que você sabe", "Diga o que aconteceu, onde e quando. Não é preciso dizer quem você é.", widget="textarea",
        provision=DEC_167.art(102, inciso="II").id,
    )  # fmt: skip
    provas: TextoLongo | None = opcional("Onde isso se comprova, se souber", widget="textarea")


class FatoRepresentado(Relato, DaParceria):
    """The same, and of which partnership."""


class Exame(Fundamentada):
    """What is made of a complaint."""

    destino: Texto | None = opcional("Se é de outro órgão: qual")
