"""The forms of arts. 42 to 47: what an organisation says of each expense, of its quotations and of its counterpart."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro, centavos
from workflows.parcerias.formularios import CpfOuCnpj, Texto, campo, opcional

LINHAS_NO_MAXIMO = 500
SEM_NOMES = "Sem nomes de pessoas: o texto é público."


class Tipo(StrEnum):
    """What an expense is: of art. 45, of art. 42, or one that art. 47 refuses or lets pass by an exception."""

    EQUIPE = "equipe"
    DIARIAS = "diarias"
    CUSTOS_INDIRETOS = "custos-indiretos"
    EQUIPAMENTOS = "equipamentos"
    COMPRAS = "compras"
    SERVICOS = "servicos-de-terceiros"
    OBRAS = "obras"
    PUBLICIDADE = "publicidade"
    ENCARGOS = "juros-multas-e-correcao"
    TAXA_DE_ADMINISTRACAO = "taxa-de-administracao"


TIPOS = {
    "equipe": "Equipe de trabalho e seus encargos (art. 45, I)",
    "diarias": "Diárias (art. 45, II)",
    "custos-indiretos": "Custos indiretos (art. 45, III)",
    "equipamentos": "Equipamentos, materiais permanentes e o espaço deles (art. 45, IV)",
    "compras": "Compras de bens (art. 42)",
    "servicos-de-terceiros": "Serviços de terceiros (art. 42, § 7º)",
    "obras": "Obras por terceiros (art. 42, § 8º)",
    "publicidade": "Publicidade (art. 47, V)",
    "juros-multas-e-correcao": "Juros, multas e correção (art. 47, IV)",
    "taxa-de-administracao": "Taxa de administração ou gerência (art. 47, II)",
}


class Meio(StrEnum):
    """How it was paid (art. 43)."""

    TRANSFERENCIA = "transferencia"
    CREDITO_EM_CONTA = "credito-em-conta"
    BOLETO = "boleto"
    ESPECIE = "especie"
    REEMBOLSO = "reembolso"


class Fundamento(StrEnum):
    """What lets an expense be paid in cash or reimbursed (art. 43, §§ 1º and 3º)."""

    PLANO = "plano-de-trabalho"
    SECRETARIO = "decisao-do-secretario"


class Excecao(StrEnum):
    """What lets pass an expense that art. 47 refuses."""

    LEI = "lei-especifica-ou-ldo"
    ATRASO_DA_ADMINISTRACAO = "atraso-da-administracao"
    DIVULGACAO = "divulgacao-prevista-no-plano"


class ModoDaCotacao(StrEnum):
    """How prices were found out (art. 42)."""

    ORCAMENTOS = "tres-orcamentos"
    SEM_INTERESSADOS = "sem-interessados"
    SEM_PLURALIDADE = "sem-pluralidade"
    REGISTRO_DE_PRECOS = "registro-de-precos"


class Despesa(Form):
    """One payment with money of the partnership."""

    objeto: Texto = campo("O que se comprou ou contratou", SEM_NOMES, provision=DEC_167.art(42, par=5).id)
    tipo: Tipo = campo("Tipo da despesa", opcoes=TIPOS, widget="select", provision=DEC_167.art(45).id)
    item_do_plano: Texto | None = opcional("Item do plano de trabalho", provision=DEC_167.art(45).id)
    beneficiario: Texto = campo("A quem se pagou", provision=DEC_167.art(43).id, restrito=True)
    documento: CpfOuCnpj = campo("CPF ou CNPJ de quem recebeu", provision=DEC_167.art(43).id, restrito=True)
    funcao: Texto | None = opcional(
        "Função", "De quem prestou serviço ou é da equipe.", provision=DEC_167.art(42, par=5).id
    )
    fato_gerador: date = campo("Data do fato gerador", provision=DEC_167.art(47, inciso="VI").id)
    pago_em: date = campo("Data do pagamento", provision=DEC_167.art(42, par=5).id)
    valor: Dinheiro = campo("Valor pago", mask="money", provision=DEC_167.art(42, par=5).id)
    meio: Meio = campo("Meio de pagamento", widget="select", provision=DEC_167.art(43).id, opcoes={
        "transferencia": "Transferência eletrônica", "credito-em-conta": "Crédito em conta",
        "boleto": "Boleto bancário", "especie": "Espécie", "reembolso": "Reembolso",
    })  # fmt: skip
    fundamento: Fundamento | None = opcional(
        "Em espécie ou reembolso, o que o permite", widget="select", provision=DEC_167.art(43, par=1).id,
        opcoes={"plano-de-trabalho": "O plano de trabalho", "decisao-do-secretario": "Decisão do Secretário"},
    )  # fmt: skip
    comprovante: Texto = campo("Nota ou comprovante fiscal", "O número.", provision=DEC_167.art(44).id)
    comprovante_em: date = campo("Data do comprovante", provision=DEC_167.art(44).id)
    em_nome_da_organizacao: bool = campo(
        "O comprovante traz o nome e o CNPJ da organização", provision=DEC_167.art(44).id
    )
    compra: Texto | None = opcional("Código da compra", "O mesmo dos orçamentos.", provision=DEC_167.art(42).id)
    cotacao: ModoDaCotacao | None = opcional(
        "Cotação de preços", widget="select", provision=DEC_167.art(42).id,
        opcoes={
            "tres-orcamentos": "Três orçamentos ou mais", "sem-interessados": "Não acudiram interessados (§ 1º)",
            "sem-pluralidade": "Sem pluralidade de opções (§ 3º)", "registro-de-precos": "Registro de preços (§ 4º)",
        },
    )  # fmt: skip
    servidor_publico: bool = Field(
        default=False, title="Paga servidor ou empregado público",
        json_schema_extra={"provision": DEC_167.art(47, inciso="III").id},
    )  # fmt: skip
    parente: bool = Field(
        default=False, title="Remunera cônjuge, companheiro ou parente até o segundo grau",
        description="De dirigente da organização, de agente em confiança da unidade responsável ou de superior dela.",
        json_schema_extra={"provision": DEC_167.art(46, par=6).id},
    )  # fmt: skip
    excecao: Excecao | None = opcional(
        "Exceção invocada", widget="select", provision=DEC_167.art(47).id,
        opcoes={
            "lei-especifica-ou-ldo": "Lei específica ou LDO (III)",
            "atraso-da-administracao": "Atraso da administração na liberação (parágrafo único)",
            "divulgacao-prevista-no-plano": "Divulgação informativa ou educativa, sem promoção pessoal (V)",
        },
    )  # fmt: skip
    remuneracao: Dinheiro | None = opcional(
        "Da equipe, a remuneração inteira do mês ou da rescisão", mask="money",
        provision=DEC_167.art(46, inciso="IV").id,
    )  # fmt: skip
    dedicacao: Annotated[int, Field(ge=1, le=100)] | None = opcional(
        "Da equipe, a parte dedicada à parceria, em %", "Na rescisão, a parte do tempo trabalhado na parceria.",
        provision=DEC_167.art(46, inciso="IV").id,
    )  # fmt: skip
    memoria: Texto | None = opcional("Memória de cálculo do rateio", "Onde está.", provision=DEC_167.art(46, par=2).id)
    demonstracao: Texto | None = opcional(
        "Onde se demonstram qualificação e valor de mercado", provision=DEC_167.art(46).id
    )

    @property
    def quantia(self) -> int:
        """The amount, in cents."""
        return centavos(self.valor)


class Orcamento(Form):
    """One quotation, with all that art. 42, § 2º, asks of it."""

    compra: Texto = campo("Código da compra", "O mesmo da despesa.")
    objeto: Texto = campo("Objeto, conforme o plano")
    servico: bool = campo("É serviço", "Se não, é produto.")
    unidade: Texto = campo("Unidade de medida")
    quantidade: Annotated[int, Field(ge=1)] = campo("Quantidade")
    fornecedor: Texto = campo("Fornecedor", restrito=True)
    documento: CpfOuCnpj = campo("CPF ou CNPJ do fornecedor", restrito=True)
    endereco: Texto = campo("Endereço", restrito=True)
    telefone: Texto = campo("Telefone", restrito=True)
    email: Texto = campo("E-mail", restrito=True)
    sitio: Texto | None = opcional("Sítio, se houver")
    preco_unitario: Dinheiro = campo("Preço unitário", mask="money")


class Contrapartida(Form):
    """A good or service that the organisation already owns and gives (art. 44, sole paragraph)."""

    descricao: Texto = campo("Bem ou serviço", SEM_NOMES)
    item_do_plano: Texto = campo("Item do plano de trabalho")
    comprovante: Texto = campo("Nota, comprovante ou recibo", "O número.")
    valor: Dinheiro = campo("Valor", mask="money")
    valor_no_plano: Dinheiro = campo("Valor aprovado no plano", mask="money")


class MovimentoDoMes(Form):
    """What happened in one month with the money of a partnership."""

    despesas: Annotated[tuple[Despesa, ...], Field(max_length=LINHAS_NO_MAXIMO)] = Field(
        default=(), title="Despesas pagas",
        json_schema_extra={"provision": DEC_167.art(42, par=5).id, "planilha": "com-movimento"},
    )  # fmt: skip
    orcamentos: Annotated[tuple[Orcamento, ...], Field(max_length=LINHAS_NO_MAXIMO)] = Field(
        default=(), title="Orçamentos das compras",
        json_schema_extra={"provision": DEC_167.art(42, par=2).id, "planilha": "com-movimento"},
    )  # fmt: skip
    contrapartida: Annotated[tuple[Contrapartida, ...], Field(max_length=LINHAS_NO_MAXIMO)] = Field(
        default=(), title="Contrapartida",
        json_schema_extra={"provision": DEC_167.art(44, par="unico").id, "planilha": "com-movimento"},
    )  # fmt: skip
