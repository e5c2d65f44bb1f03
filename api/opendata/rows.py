"""The rows of each dataset, column by column. Their JSON Schema is published, so every word here is for readers.

Dates are legal dates of America/Cuiaba; a column that may be empty says when. No column holds a name of a person, a
number of one, or a way to reach one.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.services.partnership_deadlines import Stand
from workflows.clock import ClosureKind, Ground, Nature
from workflows.clock.calendar import GROUND_WORDS
from workflows.kernel.state import CaseStatus, DeadlineStatus

Uri = Annotated[str, Field(json_schema_extra={"format": "uri"})]


class Row(BaseModel):
    """One row of a dataset."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def column(title: str, description: str, **more: Any) -> Any:
    """A column with its title and what it means."""
    return Field(title=title, description=description, **more)


class Proposta(Row):
    """A proposal of PMIS that was made public, and what was answered."""

    numero: str = column("Número", "O número do processo, como “PMIS 14/2026”.")
    ano: int = column("Ano", "O ano em que o processo começou.")
    sequencial: int = column("Sequencial", "O número do processo dentro do ano.")
    sintese: str = column("Síntese", "A síntese da proposta, como divulgada no rol (art. 15, I).")
    recebida_em: date = column("Recebida em", "A data do recebimento da proposta (art. 15, I).")
    situacao: CaseStatus = column("Situação", "Se o processo está em andamento (aberto) ou encerrado.")
    etapa: str = column("Etapa", "A etapa em que o processo está, ou em que terminou.")
    resultado: str | None = column("Resultado", "O resultado da análise; vazio enquanto não há.")
    resposta_enviada_em: date | None = column(
        "Resposta enviada em", "A data do envio da resposta a quem propôs (art. 15, II); vazia enquanto não há."
    )
    dias_ate_a_resposta: int | None = column(
        "Dias até a resposta", "Dias corridos entre o recebimento e o envio da resposta; vazio enquanto não há."
    )
    contribuicoes: int = column("Contribuições", "Quantas contribuições a oitiva da sociedade recebeu até agora.")
    endereco: Uri = column("Endereço", "A página pública da proposta, onde está quem a assina.")


Reais = Annotated[str, Field(pattern=r"^\d+\.\d{2}$")]
"""An amount in reais, with a point and two decimals."""


class Parceria(Row):
    """A partnership that the law wants disclosed (arts. 102 and 104)."""

    parceria: str = column("Parceria", "O identificador da parceria nos outros conjuntos.")
    instrumento: str = column("Instrumento", "A identificação do instrumento (art. 104, I).")
    tipo: Literal["termo-de-colaboracao", "termo-de-fomento"] = column("Tipo", "Qual dos dois termos do decreto.")
    orgao: str = column("Órgão", "O órgão responsável (art. 104, I).")
    assinado_em: date = column("Assinado em", "A data da assinatura (art. 104, I).")
    eficaz_desde: date = column("Eficaz desde", "O dia do extrato, em que começa a vigência (art. 36, § 2º).")
    ultimo_dia: date = column("Último dia", "O último dia da parceria, como está hoje, com alterações e término.")
    divulgada_ate: date = column("Divulgada até", "O último dia em que a parceria fica na relação (art. 104).")
    organizacao: str = column("Organização", "O nome da organização da sociedade civil (art. 104, II).")
    cnpj: str | None = column("CNPJ", "A inscrição da organização (art. 104, II); vazia enquanto não registrada.")
    objeto: str = column("Objeto", "A descrição do objeto (art. 104, III).")
    valor_total: Reais = column("Valor total", "Repasse e contrapartida, em reais (art. 104, IV).")
    valor_do_repasse: Reais = column("Valor do repasse", "O que o Estado transfere, em reais, com as alterações.")
    contrapartida: Reais = column("Contrapartida", "O que a organização dá em bens ou serviços, em reais.")
    valor_liberado: Reais = column("Valor liberado", "O que já foi liberado, em reais (art. 104, IV).")
    plano_aprovado_em: date = column("Plano aprovado em", "A data da aprovação do plano de trabalho (art. 102, I).")
    plano: Uri | None = column("Plano", "Onde se lê o plano de trabalho; vazio enquanto a SINFRA não informou.")
    endereco: Uri = column("Endereço", "A página pública da parceria.")


class ContaDaParceria(Row):
    """The accounts of one period of a partnership (art. 104, V)."""

    parceria: str = column("Parceria", "O identificador da parceria.")
    instrumento: str = column("Instrumento", "A identificação do instrumento.")
    contas: Literal["parciais", "finais"] = column("Contas", "Se são parciais ou finais.")
    numero: int | None = column("Número", "O número das contas parciais; vazio nas finais.")
    periodo_desde: date = column("Período desde", "O primeiro dia do período.")
    periodo_ate: date = column("Período até", "O último dia do período.")
    prevista_para: date = column("Prevista para", "A data prevista para a apresentação.")
    apresentada_em: date | None = column("Apresentada em", "A data em que foi apresentada; vazia enquanto não foi.")
    analisar_ate: date | None = column("Analisar até", "O último dia para a análise; vazio enquanto não há prazo.")
    resultado: str | None = column("Resultado", "O resultado conclusivo; vazio enquanto não há.")


class FuncaoDaEquipe(Row):
    """A function of the team that is paid with the money of a partnership (art. 104, VI). It names nobody."""

    parceria: str = column("Parceria", "O identificador da parceria.")
    instrumento: str = column("Instrumento", "A identificação do instrumento.")
    exercicio: int = column("Exercício", "O exercício financeiro.")
    funcao: str = column("Função", "A função que se exerce.")
    pessoas: int = column("Pessoas", "Quantas pessoas exercem a função.", ge=1)
    remuneracao_mensal: Reais = column("Remuneração mensal", "A de cada pessoa na função, em reais.")
    previsto_no_exercicio: Reais = column("Previsto no exercício", "O valor previsto no exercício, em reais.")


class PrazoDaParceria(Row):
    """A deadline that binds SINFRA or the organisation in a case of a partnership, and how late it is."""

    parceria: str = column("Parceria", "O identificador da parceria.")
    instrumento: str = column("Instrumento", "A identificação do instrumento.")
    organizacao: str = column("Organização", "O nome da organização da sociedade civil.")
    identificador: str = column("Identificador", "O identificador do prazo.")
    processo: str = column("Processo", "O número do processo, como “Alteração 3/2026”.")
    procedimento: str = column("Procedimento", "O identificador do tipo de processo.")
    de_quem: Literal["sinfra", "organizacao"] = column("De quem", "A quem o prazo obriga: a SINFRA ou a organização.")
    prazo: str = column("Prazo", "O que se faz até a data.")
    dispositivo: str = column("Dispositivo", "O lugar da norma que dá o prazo.")
    natureza: Nature = column("Natureza", "O que acontece quando o prazo acaba.")
    contado_de: date = column("Contado de", "O dia do fato que dá início ao prazo; esse dia não conta.")
    vence_em: date | None = column(
        "Vence em", "O último dia, com as prorrogações; vazio enquanto o prazo está suspenso."
    )
    provisorio: bool = column("Provisório", "Se a data passa por um ano cujo calendário ainda não foi decretado.")
    situacao: Stand = column(
        "Situação",
        "Em curso; suspenso; vencido e ainda devido; cumprido; cumprido em atraso; não cumprido (venceu e o processo "
        "seguiu sem ele); encerrado (passada a data, nada mais se deve); ou dispensado ainda no prazo.",
    )
    cumprido_em: date | None = column("Cumprido em", "O dia em que o ato foi registrado; vazio enquanto não foi.")
    parado_em: date | None = column(
        "Parado em", "O dia em que o prazo deixou de correr, cumprido ou não; vazio enquanto corre ou é devido."
    )
    dias_de_atraso: int | None = column(
        "Dias de atraso",
        "Os dias entre o vencimento e o cumprimento, ou hoje, ou o dia em que o processo seguiu sem ele; vazio sem "
        "atraso e quando, perdido o prazo, nada mais o conta.",
        ge=0,
    )
    unidade_do_atraso: Literal["dia_corrido", "dia_util"] | None = column(
        "Unidade do atraso", "Os dias em que o próprio prazo se conta; vazia sem dias de atraso."
    )
    endereco: Uri = column("Endereço", "A página pública da parceria.")


class Numeros(Row):
    """How many cases of a procedure began in a year and stand, or ended, the same way."""

    procedimento: str = column("Procedimento", "O identificador do tipo de processo.")
    titulo: str = column("Título", "O nome do tipo de processo.")
    ano: int = column("Ano", "O ano em que os processos começaram.")
    situacao: CaseStatus = column("Situação", "Se os processos estão em andamento (aberto) ou encerrados.")
    etapa: str = column("Etapa", "A etapa em que estão, ou em que terminaram.")
    resultado: str | None = column("Resultado", "Com que resultado terminaram; vazio para os que estão em andamento.")
    quantidade: int = column("Quantidade", "Quantos processos são.", ge=1)


class Prazo(Row):
    """A deadline of a case that is public."""

    processo: str = column("Processo", "O número do processo, como “PMIS 14/2026”.")
    procedimento: str = column("Procedimento", "O identificador do tipo de processo.")
    prazo: str = column("Prazo", "O que se faz, ou se pode fazer, até a data.")
    dispositivo: str = column("Dispositivo", "O lugar da norma que dá o prazo.")
    natureza: Nature = column("Natureza", "O que acontece quando o prazo acaba.")
    contado_de: date = column("Contado de", "O dia do fato que dá início ao prazo; esse dia não conta.")
    vence_em: date | None = column("Vence em", "O último dia; vazio enquanto o prazo está suspenso.")
    provisorio: bool = column("Provisório", "Se a data passa por um ano cujo calendário ainda não foi decretado.")
    situacao: DeadlineStatus = column("Situação", "Como o prazo está.")
    encerrado_em: date | None = column("Encerrado em", "O dia em que o prazo deixou de correr; vazio enquanto corre.")
    endereco: Uri = column("Endereço", "A página pública do processo.")


class CumprimentoDePlano(Row):
    """How one party of a work plan stands with one action, of those acts that belong to one year."""

    processo: str = column("Processo", "O número do processo em que o plano é executado.")
    plano: str = column("Plano", "O título do plano de trabalho.")
    adesao: bool = column("Adesão", "Se é o plano de uma instituição que aderiu a outro plano.")
    situacao_do_plano: CaseStatus = column("Situação do plano", "Se o plano está em execução (aberto) ou encerrado.")
    ano: int = column("Ano", "O do último dia de cada ato; sem esse dia, o do cumprimento, ou o do pedido.")
    participe: str = column("Partícipe", "Quem deve a ação.")
    eixos: str | None = column("Eixos", "Os eixos da ação, separados por ponto e vírgula; vazio se o plano não os tem.")
    acao: str = column("Ação", "O número da ação, ou meta, no plano.")
    o_que: str = column("O que fazer", "A ação, como o plano a descreve.")
    pedidos: int = column("Pedidos", "Quantos atos da ação foram pedidos até hoje: a soma das seis colunas seguintes.")
    no_prazo: int = column("No prazo", "Os cumpridos até o último dia, ou que não tinham dia.")
    com_atraso: int = column("Com atraso", "Os cumpridos depois do último dia.")
    abaixo_do_minimo: int = column("Abaixo do mínimo", "Os cumpridos com menos horas do que o plano pede.")
    atrasados: int = column("Atrasados", "Os que ninguém cumpriu e cujo último dia já passou.")
    a_fazer: int = column("A fazer", "Os que estão pedidos e ainda no prazo, ou sem dia.")
    dispensados: int = column("Dispensados", "Os que foram dispensados.")


class Dia(Row):
    """A day on which the body does not work, or not in its normal hours. Saturdays and Sundays are left out."""

    calendario: str = column("Calendário", "O identificador do calendário.")
    dia: date = column("Dia", "A data.")
    nome: str = column("Nome", "O motivo, como “Corpus Christi”.")
    natureza: Ground = column("Natureza", f"Por que não há expediente: {', '.join(sorted(GROUND_WORDS.values()))}.")
    efeito: ClosureKind = column("Efeito", "Se fecha o dia todo, fecha antes da hora ou abre depois dela.")
    ato: str = column("Ato", "O ato que decretou o dia.")
    ato_de: date | None = column("Data do ato", "A data desse ato; vazia quando não é conhecida.")
    a_confirmar: bool = column("A confirmar", "Se o órgão ainda não confirmou este dia.")
    ano_decretado: bool = column(
        "Ano decretado", "Se o calendário do ano já foi decretado; se não, só há os dias fixados em lei."
    )


class Dever(Row):
    """A duty that a norm imposes, and what meets it here."""

    dever: str = column("Dever", "O identificador do dever.")
    norma: str = column("Norma", "A norma que o impõe.")
    dispositivos: str = column("Dispositivos", "Os lugares da norma, separados por ponto e vírgula.")
    tipo: Literal["ato", "regra", "prazo"] = column("Tipo", "Se é um ato, uma condição ou um tempo.")
    grupo: str = column("Grupo", "O procedimento a que o dever pertence.")
    o_que_pede: str = column("O que pede", "O dever em uma frase, em palavras nossas.")
    situacao: Literal["cumprido", "previsto", "de-outrem", "faltando"] = column(
        "Situação", "Se este sistema o cumpre, se ainda virá, ou se cabe a outro."
    )
    cumprido_por: str | None = column(
        "Cumprido por", "Os identificadores do que o cumpre, separados por ponto e vírgula; vazio se nada o cumpre."
    )
    motivo: str | None = column("Motivo", "Por que nada daqui o cumpre; vazio quando algo cumpre.")


class Parametro(Row):
    """A number or a choice that a norm leaves open, as it stands today."""

    chave: str = column("Chave", "O identificador do parâmetro.")
    descricao: str = column("Descrição", "O que ele decide.")
    dispositivo: str = column("Dispositivo", "O lugar da norma que o deixa em aberto.")
    unidade: str | None = column("Unidade", "Em que se mede; vazia quando não é número.")
    valor: str | None = column("Valor", "O que vale hoje, por extenso; vazio quando ninguém fixou.")
    origem: Literal["norma", "sugestao", "ato", "nao-fixado"] = column(
        "Origem", "Se o valor vem da norma, de um ato normativo, ou é sugestão do sistema até que um ato o fixe."
    )
    ato: str | None = column("Ato", "O ato que fixou o valor; vazio quando não houve.")
    desde: date | None = column("Desde", "O dia a partir do qual o ato vale; vazio quando não houve.")
