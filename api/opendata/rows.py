"""The rows of each dataset, column by column. Their JSON Schema is published, so every word here is for readers.

Dates are legal dates of America/Cuiaba; a column that may be empty says when. No column holds a name of a person, a
number of one, or a way to reach one.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

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
