"""Parameters that several routes share."""

from typing import Annotated

from fastapi import Header, Path, Query

Id = Annotated[str, Path(min_length=1, max_length=120, pattern=r"^[A-Za-z0-9._:-]+$")]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Torna seguro repetir o pedido: o mesmo pedido com a mesma chave nunca age duas vezes.",
    ),
]
Cursor = Annotated[str | None, Query(max_length=500, description="O next_cursor da página anterior.")]
Limit = Annotated[int, Query(ge=1, le=200)]
Text = Annotated[str | None, Query(max_length=200, description="Procura sem distinguir maiúsculas nem acentos.")]
