"""Arts. 33, § 3º, and 36 to 39: when an instalment may be released, and what balances may be used for. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from workflows.execucao.contas_apresentadas import abrangem, apresentados
from workflows.execucao.formularios_repasse import ContaEspecifica, Finalidade
from workflows.execucao.portas_do_repasse import CONTAS_DA_ANTERIOR
from workflows.kernel import Requirement
from workflows.kernel.registering import Entry
from workflows.norms import DEC_167, Provision

Obice = tuple[Provision, str]
UM_ANO_EM_MESES = 12


def inadequacoes(conta: ContaEspecifica) -> Iterator[Obice]:
    """What keeps an account from being the partnership's, each with its provision; nothing when it may be."""
    if not conta.especifica:
        yield DEC_167.art(39), "A conta é só desta parceria."
    if not conta.banco_publico:
        yield DEC_167.art(39), "A instituição financeira é pública."
    if not conta.isenta_de_tarifas:
        yield DEC_167.art(39), "A conta é isenta de tarifas de qualquer natureza."
    if not conta.registro_contabil:
        yield DEC_167.art(41), "Os recursos não são receita própria: contabilize-os como vinculados ao plano."


@dataclass(frozen=True)
class Consta:
    """What the registers say of the partnership on a day; `anterior` is when the instalment before was credited."""

    contas: Entry | None
    retencao: Entry
    anterior: date | None = None


@dataclass(frozen=True)
class Portas:
    """Which of the doors that open and close with what happens are open."""

    contas_apresentadas: bool
    contas_regulares: bool
    sem_retencao: bool

    @property
    def abertas(self) -> bool:
        """Whether all of them are."""
        return self.contas_apresentadas and self.contas_regulares and self.sem_retencao


def portas(consta: Consta) -> Portas:
    """Arts. 38, §§ 3º and 4º, 40 and 80: accounts are presented, not approved; the first instalment needs none.

    Where the register has nothing, none are presented and none are irregular.
    """
    contas = consta.contas
    if consta.anterior is None or contas is None:
        return Portas(True, True, not consta.retencao.holds)
    presentes = abrangem(apresentados(contas, date.min), consta.anterior)
    regulares = contas.holds or contas == Entry()
    return Portas(presentes, regulares, not consta.retencao.holds)


def admite_uso(finalidade: Finalidade, meses: int, regular: bool) -> Iterator[Obice]:
    """Art. 38, § 5º: why balances and yields may not be used so in a partnership of so many months."""
    if not regular:
        yield DEC_167.art(38, par=5), "O uso de saldos pede plena regularidade das obrigações."
    if finalidade is Finalidade.INFLACAO and meses <= UM_ANO_EM_MESES:
        yield DEC_167.art(38, par=5), "Para a inflação, a parceria prevê atividades por mais de um ano."


def ja_devidas_de(consta: Entry, anterior: date) -> bool:
    """Art. 81: whether accounts of the day `anterior` are owed, by what was delivered or the year that ended.

    Art. 38, § 3º, asks for them all the same: what this tells is what they wait for.
    """
    ate = consta.details.get("ate")
    return ate is not None and anterior <= date.fromisoformat(ate)


def por_extenso(fechadas: Iterable[Requirement], ainda_nao_devidas: bool = False) -> str:
    """The doors that are closed, as a list in pt-BR; of accounts that are not owed yet, on what they will be."""
    quando = " (devidas quando o próximo trecho for entregue e confirmado, ou ao fim do exercício)"
    return ", ".join(
        uma.title + (quando if ainda_nao_devidas and uma.id == CONTAS_DA_ANTERIOR.id else "") for uma in fechadas
    )
