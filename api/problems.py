"""Every answer that is not a success: RFC 9457 problems with stable codes, and where they are explained."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from workflows.kernel.messages import FieldError, Refusal, RefusalCode

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class ProblemKind:
    """One kind of problem: the HTTP status, the title shown, and what whoever gets it should do."""

    status: int
    title: str
    advice: str


KINDS: dict[str, ProblemKind] = {
    "requisicao-invalida": ProblemKind(
        400, "Requisição inválida", "Corrija a requisição; o detalhe diz o que está errado."
    ),
    "parametro-desconhecido": ProblemKind(
        400,
        "Parâmetro desconhecido",
        "Retire ou corrija os parâmetros citados; nenhum parâmetro é ignorado em silêncio.",
    ),
    "cursor-invalido": ProblemKind(
        400, "Cursor inválido", "Use o next_cursor da resposta anterior, com a mesma ordenação."
    ),
    "nao-autenticado": ProblemKind(
        401, "É preciso entrar", "Entre no sistema ou envie um token em Authorization: Bearer."
    ),
    "credenciais-invalidas": ProblemKind(401, "Usuário ou senha não conferem", "Confira o usuário e a senha."),
    "token-invalido": ProblemKind(401, "Token inválido", "O token não existe, venceu ou foi revogado; emita outro."),
    "sem-permissao": ProblemKind(403, "Sem permissão", "Peça o papel ou o escopo citado a quem administra o Tramita."),
    "origem-nao-confiavel": ProblemKind(
        403, "Origem não confiável", "Refaça a ação a partir de uma página do próprio Tramita."
    ),
    RefusalCode.WRONG_ROLE: ProblemKind(403, "Papel sem competência", "O ato cabe a outro papel; veja o da tarefa."),
    RefusalCode.WRONG_PARTY: ProblemKind(
        403, "Sem relação com o processo", "Só as partes do processo podem agir nele."
    ),
    RefusalCode.EXCLUDED: ProblemKind(403, "Pessoa excluída da tarefa", "Outra pessoa precisa praticar este ato."),
    RefusalCode.IMPEDED: ProblemKind(403, "Pessoa impedida", "Outra pessoa precisa praticar este ato."),
    "nao-encontrado": ProblemKind(
        404, "Não encontrado", "Confira o endereço; pode não existir ou não ser visível a você."
    ),
    RefusalCode.UNKNOWN_TASK: ProblemKind(404, "Tarefa inexistente", "Confira o identificador da tarefa."),
    RefusalCode.UNKNOWN_EVENT: ProblemKind(
        404, "Evento inexistente", "Veja em /events o que pode ser apresentado agora."
    ),
    RefusalCode.UNKNOWN_DEADLINE: ProblemKind(404, "Prazo inexistente", "Confira o identificador do prazo."),
    "metodo-nao-permitido": ProblemKind(
        405, "Método não permitido", "O cabeçalho Allow diz quais métodos o recurso aceita."
    ),
    "conflito-de-chave": ProblemKind(
        409, "Chave já usada", "A Idempotency-Key já serviu a outro conteúdo; use uma chave nova para um pedido novo."
    ),
    RefusalCode.ALREADY_DONE: ProblemKind(
        409, "Tarefa já encerrada", "Outra pessoa já a encerrou; veja por quem e quando."
    ),
    RefusalCode.NOT_YOURS: ProblemKind(
        409, "Tarefa de outra pessoa", "Peça que a libere, ou à chefia que a redistribua."
    ),
    RefusalCode.CASE_ENDED: ProblemKind(409, "Processo encerrado", "O processo já terminou e não recebe atos."),
    RefusalCode.RULE: ProblemKind(
        409, "Vedado pela norma", "A norma citada não permite o ato; o detalhe diz o que fazer."
    ),
    RefusalCode.TOO_LATE: ProblemKind(409, "Fora do prazo", "O prazo do ato já terminou."),
    RefusalCode.TOO_EARLY: ProblemKind(409, "Antes do prazo", "O ato só cabe a partir da data informada."),
    RefusalCode.NOT_SUSPENDABLE: ProblemKind(
        409, "Prazo não suspensível", "A norma não prevê a suspensão deste prazo."
    ),
    RefusalCode.NOT_EXTENDABLE: ProblemKind(
        409, "Prazo não prorrogável", "A norma não prevê a prorrogação deste prazo."
    ),
    "grande-demais": ProblemKind(413, "Conteúdo grande demais", "Reduza o conteúdo enviado ao limite informado."),
    "tipo-nao-aceito": ProblemKind(415, "Tipo não aceito", "Envie um dos tipos de conteúdo aceitos."),
    "documento-recusado": ProblemKind(
        422, "Documento recusado", "O detalhe diz o que há no arquivo e como enviá-lo sem isso."
    ),
    "dados-invalidos": ProblemKind(422, "Dados inválidos", "Corrija os campos citados em errors."),
    RefusalCode.INVALID_FORM: ProblemKind(422, "Formulário inválido", "Corrija os campos citados em errors."),
    RefusalCode.UNKNOWN_OUTCOME: ProblemKind(422, "Resultado inexistente", "Use um dos resultados da tarefa."),
    RefusalCode.INVALID_ACT: ProblemKind(422, "Ato inválido", "Corrija o ato; o detalhe diz o que falta."),
    "limite-excedido": ProblemKind(429, "Pedidos demais", "Espere os segundos de Retry-After e tente de novo."),
    "erro-interno": ProblemKind(500, "Erro interno", "Informe o X-Request-Id a quem administra o Tramita."),
    RefusalCode.BUSY: ProblemKind(503, "Processo ocupado", "Repita o pedido, com a mesma chave, em alguns segundos."),
    "motor-indisponivel": ProblemKind(
        503, "Motor de processos indisponível", "Repita o pedido, com a mesma chave, após Retry-After: nada se duplica."
    ),
    "nao-pronto": ProblemKind(503, "Serviço não pronto", "Espere: registros, migrações ou motor ainda não respondem."),
    "registros-indisponiveis": ProblemKind(503, "Registros indisponíveis", "Repita o pedido após Retry-After."),
}


class ProblemBody(BaseModel):
    """The body of a problem. `type` is a path of this server that explains the code; other members may follow."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str
    title: str
    status: int
    code: str = Field(json_schema_extra={"enum": [*sorted(str(code) for code in KINDS)]})
    detail: str
    instance: str | None = Field(default=None, description="O identificador deste pedido, o mesmo de X-Request-Id.")
    provision: str | None = Field(default=None, description="O dispositivo da norma que recusa.")
    errors: list[FieldError] = Field(default_factory=list)
    by: str | None = Field(default=None, description="Quem praticou antes o ato que torna este impossível.")
    at: datetime | None = Field(default=None, description="Quando o praticou.")


@dataclass
class Problem(Exception):
    """A refusal or failure to be answered as `code`. `detail` is one pt-BR sentence and never holds what was sent.

    `extra` are further members of the body; `retry_after` is in seconds.

    Raises:
        KeyError: on construction, if `code` is not one of `KINDS`.
    """

    code: str
    detail: str = ""
    provision: str | None = None
    errors: tuple[FieldError, ...] = ()
    by: str | None = None
    at: datetime | None = None
    retry_after: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(self.code)
        self.kind = KINDS[self.code]

    @property
    def status(self) -> int:
        return self.kind.status

    @property
    def title(self) -> str:
        return self.kind.title

    def body(self, request_id: str | None = None) -> dict[str, Any]:
        """The members of the problem, ready for JSON; empty ones are left out."""
        members = ProblemBody(
            type=f"/problemas/{self.code}",
            title=self.title,
            status=self.status,
            code=self.code,
            detail=self.detail or self.kind.advice,
            instance=f"urn:uuid:{request_id}" if request_id else None,
            provision=self.provision,
            errors=list(self.errors),
            by=self.by,
            at=self.at,
            **self.extra,
        ).model_dump(mode="json", exclude_none=True)
        if not members["errors"]:
            del members["errors"]
        return members


def refused(refusal: Refusal) -> Problem:
    """The problem that says what a case refused."""
    return Problem(
        code=refusal.code,
        detail=refusal.message,
        provision=refusal.provision,
        errors=refusal.errors,
        by=refusal.by,
        at=refusal.at,
        retry_after=2 if refusal.code == RefusalCode.BUSY else None,
    )


def not_found(what: str = "") -> Problem:
    """404 for what does not exist and for what the asker may not know to exist, alike."""
    return Problem("nao-encontrado", what)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI declaration of the problems a route may answer with."""
    return {status: {"description": _titles(status), "content": {MEDIA_TYPE: {"schema": _REF}}} for status in statuses}


_REF = {"$ref": "#/components/schemas/Problem"}


def _titles(status: int) -> str:
    return "; ".join(kind.title for kind in KINDS.values() if kind.status == status)
