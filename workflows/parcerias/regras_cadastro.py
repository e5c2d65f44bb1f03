"""Arts. 9 and 12: what a registration needs, of whom, and since when the organisation must exist."""

from datetime import date
from enum import StrEnum

from workflows.kernel.words import Requirement
from workflows.norms import DEC_167, Provision

ANOS_DE_CNPJ = 2


class TipoDeEntidade(StrEnum):
    """The kinds of legal person of art. 5, I: entities without profit (a) and the cooperatives of b."""

    ASSOCIACAO = "associacao"
    FUNDACAO = "fundacao"
    RELIGIOSA = "organizacao-religiosa"
    OUTRA = "outra-sem-fins-lucrativos"
    COOPERATIVA = "cooperativa"

    @property
    def cooperativa(self) -> bool:
        """Whether it brings the board of trade's certificate, and need not have two of the four by-laws (art. 12)."""
        return self is TipoDeEntidade.COOPERATIVA


TIPOS = {
    TipoDeEntidade.ASSOCIACAO: "Associação",
    TipoDeEntidade.FUNDACAO: "Fundação",
    TipoDeEntidade.RELIGIOSA: "Organização religiosa",
    TipoDeEntidade.OUTRA: "Outra entidade sem fins lucrativos",
    TipoDeEntidade.COOPERATIVA: "Cooperativa",
}


class MotivoDoPedido(StrEnum):
    """Why registration is asked for: for the first time, or because what was registered has changed."""

    PRIMEIRO = "primeiro"
    NOVA_DIRETORIA = "nova-diretoria"
    NOVO_ESTATUTO = "novo-estatuto"
    OUTRA_MUDANCA = "outra-mudanca"


MOTIVOS = {
    MotivoDoPedido.PRIMEIRO: "Primeiro cadastro",
    MotivoDoPedido.NOVA_DIRETORIA: "Mudou a diretoria",
    MotivoDoPedido.NOVO_ESTATUTO: "Mudou o estatuto ou o endereço",
    MotivoDoPedido.OUTRA_MUDANCA: "Mudou outra coisa: apresento tudo de novo",
}


class Documento(StrEnum):
    """The nine items of art. 9, § 2º; the value is the inciso."""

    ESTATUTO = "I"
    CNPJ = "II"
    ATA = "III"
    DIRIGENTES = "IV"
    VINCULOS = "V"
    PARENTESCO = "VI"
    FALTA_GRAVE = "VII"
    IMPROBIDADE = "VIII"
    ENDERECO = "IX"

    @property
    def dispositivo(self) -> Provision:
        """The inciso that asks for it."""
        return DEC_167.art(9, par=2, inciso=self.value)

    @property
    def campo(self) -> str:
        """Its name in forms."""
        return self.name.lower()


NOMES = {
    Documento.ESTATUTO: "o estatuto e suas alterações, ou a certidão da junta comercial, se cooperativa",
    Documento.CNPJ: "o comprovante de inscrição no CNPJ",
    Documento.ATA: "a ata de eleição da diretoria",
    Documento.DIRIGENTES: "a relação dos dirigentes",
    Documento.VINCULOS: "a declaração de que nenhum dirigente tem cargo ou parentesco vedado",
    Documento.PARENTESCO: "a declaração de que não há parentesco com quem seleciona",
    Documento.FALTA_GRAVE: "a declaração de que não há condenação por falta grave",
    Documento.IMPROBIDADE: "a declaração de que não há improbidade",
    Documento.ENDERECO: "o comprovante de endereço",
}

_MUDAM = {
    MotivoDoPedido.NOVA_DIRETORIA: (
        Documento.ATA, Documento.DIRIGENTES, Documento.VINCULOS, Documento.PARENTESCO, Documento.FALTA_GRAVE,
        Documento.IMPROBIDADE,
    ),
    MotivoDoPedido.NOVO_ESTATUTO: (Documento.ESTATUTO, Documento.ENDERECO),
}  # fmt: skip


def mantidos(motivo: MotivoDoPedido) -> tuple[Documento, ...]:
    """What a change leaves as it was registered; nothing when the file is brought whole."""
    mudam = _MUDAM.get(motivo)
    return tuple(um for um in Documento if um not in mudam) if mudam else ()


EXIGIDOS = {
    um: Requirement(
        id=f"cadastramento.documento-{um.campo.replace('_', '-')}", title=NOMES[um], provision=um.dispositivo,
        document=True, pdf=DEC_167.art(9, par=1),
    )
    for um in Documento
}  # fmt: skip


class Clausula(StrEnum):
    """Whether the by-laws have one of the contents of art. 12."""

    PRESENTE = "presente"
    AUSENTE = "ausente"
    DISPENSADA = "dispensada"


CLAUSULAS = {"fins": "I", "patrimonio": "II", "contratacao": "III", "contabilidade": "IV"}
"""The four contents of art. 12, by their names in forms, with the inciso."""


def clausula_atende(inciso: str, resposta: Clausula, *, cooperativa: bool) -> bool:
    """Art. 12: the content is there, or it is one of the two of which cooperatives are excused (sole paragraph)."""
    if resposta is Clausula.DISPENSADA:
        return cooperativa and inciso in ("I", "II")
    return resposta is Clausula.PRESENTE


def tempo_completo_em(ativo_desde: date) -> date:
    """The first day with two years of active CNPJ. From 29 February, 1 March (Código Civil, art. 132, § 3º)."""
    if (ativo_desde.month, ativo_desde.day) == (2, 29):
        return date(ativo_desde.year + ANOS_DE_CNPJ, 3, 1)
    return date(ativo_desde.year + ANOS_DE_CNPJ, ativo_desde.month, ativo_desde.day)


def tempo_suficiente(ativo_desde: date, em: date) -> bool:
    """Art. 9, § 2º, II: at least two years of active CNPJ on the day; exactly two are enough."""
    return tempo_completo_em(ativo_desde) <= em
