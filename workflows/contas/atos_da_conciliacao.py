"""The acts of the bank reconciliation (art. 92, II): the statement comes, and the team says what it shows."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from workflows.contas.formularios_conciliacao import (
    EXTRATO,
    INCISO,
    ConferenciaDaConciliacao,
    EnvioDoExtrato,
    LinhaDoExtrato,
    RelatorioDeConciliacao,
)
from workflows.contas.regras_conciliacao import mesma_conta
from workflows.kernel import Event, Forbidden, HumanTask, OfficialDocument, Outcome, Template, exige, veda_cada
from workflows.kernel.roles import EQUIPE_DE_CONTAS, OSC
from workflows.parcerias.formularios import Fundamentada

ENVIADO = Outcome("enviado", "Enviar o extrato")
SEM_ARQUIVO = Outcome("sem-arquivo", "Não há extrato em arquivo", "A conciliação é feita fora daqui, sobre o papel.")
PELA_EQUIPE = Outcome("pela-equipe", "A equipe envia o extrato")


# -- Art. 91, V: o extrato, por inteiro ------------------------------------------------------------------------------
def _inteiro(caso: Any, outcome: str, envio: EnvioDoExtrato) -> None:
    exige(outcome == SEM_ARQUIVO or bool(envio.linhas), EXTRATO, "O extrato não tem nenhuma linha.", "linhas")
    nada = "Sem extrato em arquivo não há linhas a enviar."
    exige(outcome == ENVIADO or not (envio.linhas or envio.rendimentos), EXTRATO, nada, "linhas")
    veda_cada([*_linhas(caso, envio), *_rendimentos(caso, envio)])


def _linhas(caso: Any, envio: EnvioDoExtrato) -> Iterator[Forbidden]:
    ditos = Counter(uma.identificador for uma in envio.linhas if uma.identificador)
    conta = caso.input.conta or next((uma.conta for uma in envio.linhas if uma.conta), "")
    for lugar, uma in enumerate(envio.linhas):
        yield from _da_data(caso, uma, f"linhas.{lugar}.data")
        if uma.conta and not mesma_conta(uma.conta, conta) and not mesma_conta(conta, uma.conta):
            yield Forbidden(EXTRATO, "A linha é de outra conta.", f"linhas.{lugar}.conta")
        if uma.identificador and ditos[uma.identificador] > 1:
            vezes = f"O identificador está em {ditos[uma.identificador]} linhas; cada lançamento tem o seu."
            yield Forbidden(EXTRATO, vezes, f"linhas.{lugar}.identificador")
        antes = caso.conhecidos.get(uma.identificador)
        if antes and (antes.dia, antes.centavos) != (uma.lancamento.dia, uma.lancamento.centavos):
            outro = "O extrato enviado antes tem este identificador com outra data ou outro valor."
            yield Forbidden(EXTRATO, outro, f"linhas.{lugar}.identificador")


def _da_data(caso: Any, uma: LinhaDoExtrato, onde: str) -> Iterator[Forbidden]:
    if uma.data > caso.today:
        yield Forbidden(EXTRATO, "A data ainda não chegou.", onde)
    elif not caso.input.inicio <= uma.data <= caso.input.fim:
        fora = f"Fora das contas, que vão de {caso.input.inicio:%d/%m/%Y} a {caso.input.fim:%d/%m/%Y}."
        yield Forbidden(EXTRATO, fora, onde)


def _rendimentos(caso: Any, envio: EnvioDoExtrato) -> Iterator[Forbidden]:
    for lugar, um in enumerate(envio.rendimentos):
        if not caso.input.inicio <= um.data <= caso.input.fim:
            yield Forbidden(INCISO, "O rendimento é de fora do período das contas.", f"rendimentos.{lugar}.data")


ENVIAR = HumanTask(
    id="conciliacao-bancaria.extrato", title="Enviar o extrato da conta em arquivo", provision=EXTRATO, role=OSC,
    form=EnvioDoExtrato, outcomes=(ENVIADO,), check=_inteiro, action="Enviar",
    instructions="Envie o arquivo OFX do banco, ou uma planilha. Ele entra inteiro ou é recusado inteiro, com cada "
    "linha a corrigir. Enviar de novo o mesmo arquivo não muda nada.",
    then="cada pagamento registrado é posto ao lado do débito na conta",
)  # fmt: skip

ENVIAR_PELA_EQUIPE = HumanTask(
    id="conciliacao-bancaria.extrato-pela-equipe", title="Ler o extrato da conta em arquivo", provision=EXTRATO,
    role=EQUIPE_DE_CONTAS, form=EnvioDoExtrato, outcomes=(ENVIADO, SEM_ARQUIVO), check=_inteiro, action="Enviar",
    instructions="Use o arquivo que veio com as contas. O extrato entra inteiro ou é recusado inteiro.",
    then="cada pagamento registrado é posto ao lado do débito na conta",
)  # fmt: skip

ASSUMIR = Event(
    id="conciliacao-bancaria.envio-pela-equipe", title="envio do extrato pela equipe de contas", provision=INCISO,
    who=(EQUIPE_DE_CONTAS,), form=Fundamentada,
    instructions="O arquivo já está nos autos, ou a organização não o envia: a equipe o lê em lugar dela.",
)  # fmt: skip


# -- Art. 92, II: a correlação ---------------------------------------------------------------------------------------
CORRELATA = Outcome("correlata", "Cada pagamento tem o seu débito", "A análise financeira parte daí.")
COM_DIFERENCAS = Outcome("com-diferencas", "Há diferenças sem explicação", "A análise financeira as leva em conta.")
COMPLETAR = Outcome("completar", "Pedir o que falta do extrato", "Volta a quem envia; o que já veio fica.")


def _explicada(caso: Any, outcome: str, conferencia: ConferenciaDaConciliacao) -> None:
    if outcome != CORRELATA:
        return
    alem = f"Há {caso.movimento.alem} registros que não couberam aqui; concilie por períodos menores."
    exige(caso.movimento.alem == 0, INCISO, alem)
    sem = "Há débitos sem despesa ou pagamentos sem débito: diga o que explica cada um."
    exige(caso.conciliacao().correlata or bool(conferencia.explicacao), INCISO, sem, "explicacao")


CONFERIR = HumanTask(
    id="conciliacao-bancaria.conferencia", title="Conferir a conciliação bancária", provision=INCISO,
    duties=("ACF-07", "R-092"), role=EQUIPE_DE_CONTAS, form=ConferenciaDaConciliacao, check=_explicada,
    outcomes=(CORRELATA, COM_DIFERENCAS, COMPLETAR), action="Assinar a conferência",
    instructions="Só corresponde o que tem o mesmo valor, até o centavo, e data próxima. Veja as listas antes. "
    "Se um débito paga várias despesas, explique-o.",
    then="o relatório de conciliação é emitido",
)  # fmt: skip


def coerente(caso: Any, _outcome: str, analise: Any) -> None:
    """Art. 92, II: the financial analysis says of the account what its reconciliation came to.

    Raises:
        Forbidden: it calls reconciled an account whose differences nobody explained.
    """
    contrario = "A conciliação ficou com diferenças sem explicação: a análise não as dá por conciliadas."
    exige(not (analise.conciliada and caso.com_diferencas), INCISO, contrario, "conciliada")


RELATORIO = OfficialDocument(
    id="conciliacao-bancaria.relatorio", title="Relatório de conciliação bancária", provision=INCISO,
    duties=("ACF-07",), template=Template.PARECER, called="Relatório de conciliação bancária",
    shows=RelatorioDeConciliacao,
)  # fmt: skip
