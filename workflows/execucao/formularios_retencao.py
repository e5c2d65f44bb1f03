"""The forms of art. 40: why instalments are retained, and what is decided of it."""

from datetime import date
from enum import StrEnum

from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167, Provision
from workflows.parcerias.dinheiro import Dinheiro
from workflows.parcerias.formularios import Fundamentada, Motivo, Texto, TextoLongo, campo, opcional


class Causa(StrEnum):
    """The grounds of art. 40; any one of them is enough."""

    IRREGULARIDADE = "irregularidade-na-parcela-anterior"
    DESVIO = "desvio-ou-inadimplemento"
    NAO_SANEOU = "medidas-saneadoras-nao-adotadas"

    @property
    def dispositivo(self) -> Provision:
        """The inciso."""
        return DEC_167.art(40, inciso=_INCISOS[self])


_INCISOS = {Causa.IRREGULARIDADE: "I", Causa.DESVIO: "II", Causa.NAO_SANEOU: "III"}
CAUSAS = {
    "irregularidade-na-parcela-anterior": "Evidências de irregularidade na aplicação de parcela anterior",
    "desvio-ou-inadimplemento": "Desvio de finalidade, ou inadimplemento de obrigação do termo",
    "medidas-saneadoras-nao-adotadas": "Medidas saneadoras apontadas e não adotadas",
}


def por_extenso(causa: Causa) -> str:
    """The ground in words."""
    return CAUSAS[causa]


class Indicio(Form):
    """What was found, and which ground it is."""

    causa: Causa = campo("Causa", widget="radio", opcoes=CAUSAS, provision=DEC_167.art(40).id)
    fatos: Motivo = campo("O que se constatou", "Sem nomes de pessoas.", widget="textarea")


class PedidoDeRetencao(DaParceria, Indicio):
    """The same, with the partnership, and what is still to be released of it when that is known."""

    a_liberar: Dinheiro | None = opcional("Valor das parcelas ainda não liberadas", mask="money")


class NotificacaoDaRetencao(Form):
    """The day on which the organisation was notified: its ten days run from it."""

    notificada_em: date = campo("Data da notificação", provision=DEC_167.art(40, par=1).id)
    como: Texto = campo("Como", "Com o comprovante: aviso de recebimento, recibo, mensagem.")


class RecursoDaOrganizacao(Form):
    """Why the organisation appeals, and whether it asks for suspensive effect."""

    razoes: TextoLongo = campo("Razões do recurso", widget="textarea", provision=DEC_167.art(40, par=1).id)
    pede_efeito_suspensivo: bool = campo("Pede efeito suspensivo", provision=DEC_167.art(40, par=2).id)


class EfeitoSuspensivo(Fundamentada):
    """The fear of a damage that is hard to repair (art. 40, § 2º)."""
