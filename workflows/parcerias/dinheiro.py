"""Money: asked in reais, counted in cents."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from pydantic import Field

Dinheiro = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]


def centavos(valor: Decimal) -> int:
    """An amount of reais, with at most two decimal places, as a whole number of cents."""
    return int(valor * 100)


def soma(valores: Iterable[Decimal]) -> int:
    """The sum, in cents."""
    return sum(map(centavos, valores))


def em_reais(quantia: int) -> str:
    """Cents as people write them: `R$ 1.234,56`."""
    inteiro, resto = divmod(quantia, 100)
    return f"R$ {inteiro:,}".replace(",", ".") + f",{resto:02}"
