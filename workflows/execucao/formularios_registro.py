"""The forms of a month's register (art. 42, § 5º): what it starts from and what it leaves to the months after it."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.execucao.parceria_em_curso import MESES_NO_MAXIMO
from workflows.execucao.sob_parceria import DaParceria
from workflows.kernel import Form
from workflows.norms import DEC_167
from workflows.parcerias.dinheiro import Dinheiro, centavos
from workflows.parcerias.formularios import CpfOuCnpj, Motivo, TextoLongo, campo, opcional

MES = r"^(19|20|21)\d{2}-(0[1-9]|1[0-2])$"
Mes = Annotated[str, Field(pattern=MES)]
Centavos = Annotated[int, Field(ge=0)]


class PagoEmEspecie(Form):
    """What one beneficiary was paid in cash in a month. Nobody outside of the case sees who."""

    documento: CpfOuCnpj = campo("CPF ou CNPJ", restrito=True)
    centavos: Centavos = campo("Centavos")


class MesRegistrado(Form):
    """What a month leaves to the others, since some limits hold for all of them together. Money in cents."""

    mes: Mes = campo("Mês")
    em_servicos: Centavos = campo("Serviços de terceiros, em centavos", provision=DEC_167.art(42, par=7).id)
    em_obras_e_bens: Centavos = campo("Obras e bens, em centavos", provision=DEC_167.art(42, par=7).id)
    em_especie: tuple[PagoEmEspecie, ...] = Field(
        default=(), title="Pago em espécie", json_schema_extra={"provision": DEC_167.art(43, par=1).id}
    )


class RetificacaoDoMes(Form):
    """Which month is to be registered anew, and why."""

    mes: Mes = campo("Mês a retificar", "Ano e mês, como 2026-03.", provision=DEC_167.art(42, par=5).id)
    motivo: Motivo = campo("Por que se retifica", widget="textarea", provision=DEC_167.art(42, par=5).id)


class DepoisDosRegistros(DaParceria):
    """An input of whoever looks at the accounts: what the registers and statements of the months leave to them."""

    dos_registros: tuple[TextoLongo, ...] = Field(
        default=(), title="O que os registros e balancetes mensais mostram",
        json_schema_extra={"provision": DEC_167.art(42, par=5).id},
    )  # fmt: skip

    @property
    def sobre_os_registros(self) -> dict[str, list[str]]:
        """The same, for a task; nothing, where there is nothing to say."""
        return {"registros e balancetes mensais": list(self.dos_registros)} if self.dos_registros else {}


class PedidoDeRegistro(DaParceria):
    """Which month of which partnership is registered, or registered anew; and what the other months came to."""

    mes: Mes = campo("Mês a registrar", "Ano e mês, como 2026-03.", provision=DEC_167.art(42, par=5).id)
    valor_global: Dinheiro | None = opcional(
        "Valor global da parceria", "Em branco, o do repasse, com as alterações até o fim do mês.", mask="money",
        provision=DEC_167.art(43, par=2).id,
    )  # fmt: skip
    valor_do_objeto: Dinheiro | None = opcional(
        "Valor do objeto pactuado", "Em branco, o do repasse, com as alterações até o fim do mês.", mask="money",
        provision=DEC_167.art(42, par=7).id,
    )  # fmt: skip
    anteriores: Annotated[tuple[MesRegistrado, ...], Field(max_length=MESES_NO_MAXIMO * 2)] = Field(
        default=(), title="Outros meses já registrados"
    )
    retificacao: Motivo | None = opcional(
        "Se o mês já foi registrado, por que se retifica", widget="textarea", provision=DEC_167.art(42, par=5).id
    )

    @model_validator(mode="after")
    def _cada_mes_uma_vez(self) -> "PedidoDeRegistro":
        meses = [um.mes for um in self.anteriores]
        if len(set(meses)) < len(meses) or self.mes in meses:
            raise PydanticCustomError("repetido", "Cada mês entra uma vez só, e o que se registra não é dos outros")
        return self

    def global_em_centavos(self, alterado: int | None) -> int:
        """The base of art. 43, § 2º, in cents: as declared or, as alterations left it (art. 49), the transfer."""
        return self._base(self.valor_global, alterado)

    def objeto_em_centavos(self, alterado: int | None) -> int:
        """The base of art. 42, § 7º, in cents, likewise."""
        return self._base(self.valor_do_objeto, alterado)

    def _base(self, declarado: Decimal | None, alterado: int | None) -> int:
        return centavos(declarado) if declarado else alterado or centavos(self.parceria.repasse)

    @property
    def em_servicos(self) -> int:
        """Services of third parties of the other months, in cents."""
        return sum(um.em_servicos for um in self.anteriores)

    @property
    def em_obras_e_bens(self) -> int:
        """Works and goods of the other months, in cents."""
        return sum(um.em_obras_e_bens for um in self.anteriores)

    @property
    def em_especie(self) -> tuple[tuple[str, int], ...]:
        """Each payment in cash of the other months: beneficiary and cents."""
        return tuple((um.documento, um.centavos) for mes in self.anteriores for um in mes.em_especie)
