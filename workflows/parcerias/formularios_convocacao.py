"""The forms of arts. 30 and 32, § 2º: the calls to an organisation, what it answers, what is found."""

from datetime import date
from typing import Annotated

from pydantic import Field

from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, TextoLongo, campo, opcional
from workflows.parcerias.formularios_chamamento import Classificada
from workflows.parcerias.formularios_edital import Dias
from workflows.parcerias.organizacoes import Organizacao


class ParaHabilitar(Form):
    """Whose qualification is to be proved, within how many days, and who disputed the call."""

    objeto: Texto = campo("Objeto do chamamento")
    organizacao: Organizacao = campo("Organização selecionada")
    prazo_em_dias: Dias = campo("Dias para comprovar, pelo edital", provision=DEC_167.art(30).id)
    participantes: tuple[Organizacao, ...] = campo("Organizações participantes")


class EnvioDaConvocacao(Form):
    """The sending of a call to an organisation."""

    enviada_em: date = campo("Data em que a organização foi convocada")
    meio: Texto = campo("Como foi convocada", "Notificação eletrônica, ofício.")


class Comprovacao(Form):
    """What the organisation shows of its qualification."""

    documentos: TextoLongo = campo(
        "Documentos apresentados", "Cadastro, certidões e prova de capacidade técnica, com número e validade.",
        widget="textarea", provision=DEC_167.art(30).id,
    )  # fmt: skip


class NotificacaoParaRegularizar(Fundamentada):
    """What has to be put right, and since when the organisation knows."""

    notificada_em: date = campo("Data da notificação", provision=DEC_167.art(30, par="unico").id)


class ParaConvocar(Form):
    """The order of a call, and how far it was gone through: who is still to be called, and under which terms."""

    objeto: Texto = campo("Objeto do chamamento")
    lista: Annotated[tuple[Classificada, ...], Field(min_length=1)] = campo("Classificação")
    homologada: bool = campo("O resultado já foi homologado", provision=DEC_167.art(32).id)
    prazo_de_habilitacao: Dias = campo("Dias para comprovar a habilitação", provision=DEC_167.art(30).id)
    prazo_para_atender: Dias = campo("Dias para atender à convocação", provision=DEC_167.art(32, par=2).id)
    valida_ate: date | None = opcional("O resultado vale até", provision=DEC_167.art(18, par=3).id)


class Atendimento(Form):
    """The organisation's answer to the call to celebrate."""

    observacao: Annotated[str, Field(max_length=2000)] | None = opcional("Observação", widget="textarea")
