"""The forms of what changes how a plan is in force: more time, who represents whom, its end before the term."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from workflows.cooperacao.representacao import VARIOS, Designado, Funcao
from workflows.kernel import Form
from workflows.parcerias.formularios import Motivo, Texto, campo, opcional


class Prorrogacao(Form):
    """The term goes on until a later day. What the plan asks for goes on with it."""

    documento: Texto = campo("Termo aditivo", "Número do termo ou do processo.")
    novo_fim: date = campo("Último dia da nova vigência", "Os períodos seguem contados da assinatura.")
    motivo: Motivo = campo("Motivo", widget="textarea")


class DesignacaoDeRepresentante(Form):
    """Somebody represents a party from a day on. Beside the name nothing personal is kept here."""

    participe: Texto = campo("Partícipe", "A sigla, como no plano.")
    funcao: Funcao = campo("Função", widget="radio")
    nome: Texto = campo(
        "Nome de quem é designado", "Só o nome; CPF, telefone e e-mail ficam no documento.", restrito=True
    )
    desde: date = campo("Desde", "O dia em que passa a representar.")
    no_lugar_de: Texto | None = opcional(
        "No lugar de", "Só onde vários acompanham a execução: o nome de quem sai, se alguém sai.", restrito=True
    )
    documento: Texto = campo("Documento", "O ato, o ofício ou a mensagem que designa.")

    @model_validator(mode="after")
    def _substitui_quem_acompanha(self) -> DesignacaoDeRepresentante:
        if self.no_lugar_de is not None and self.funcao not in VARIOS:
            raise PydanticCustomError("substituido", "Nesta função quem é designado toma o lugar de quem estava")
        return self

    @property
    def designado(self) -> Designado:
        """The same, as it is read with the others."""
        return Designado.model_validate(self.model_dump())


class Modalidade(StrEnum):
    """How an agreement ends before its term."""

    DENUNCIA = "denuncia"
    RESCISAO = "rescisao"


class Extincao(Form):
    """The agreement ends before its term."""

    modalidade: Modalidade = campo("Como o acordo termina", widget="radio")
    motivo: Motivo = campo("Motivo", widget="textarea")
    documento: Texto = campo("Documento", "A notificação da denúncia ou o termo de rescisão.")
