"""The other acts on a task: each a page with its own form, model and words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import Field
from pydantic.config import JsonDict

from api.web.shapes import Choice, Kind, Shape, shapes
from workflows.kernel.messages import Verb
from workflows.kernel.words import Form, NoForm

LONG: JsonDict = {"widget": "textarea"}


class OptionalReason(Form):
    """Acts that may be explained."""

    reason: str | None = Field(
        default=None, max_length=2000, title="Motivo", description="Se quiser dizer.", json_schema_extra=LONG
    )


class Delegation(Form):
    """Handing one's task to a colleague."""

    to: str = Field(title="A quem", min_length=1)
    reason: str | None = Field(
        default=None, max_length=2000, title="Recado", description="Fica no processo.", json_schema_extra=LONG
    )


class TakingBack(Form):
    """Why one takes back what one delegated."""

    reason: str = Field(
        min_length=1,
        max_length=2000,
        title="Motivo",
        description="Fica no processo, e quem está com a tarefa é avisado.",
        json_schema_extra=LONG,
    )


class FollowingUp(Form):
    """When one wants to see one's task again, and why."""

    on: date = Field(title="Rever em", description="Um dia até o do prazo da tarefa.")
    text: str | None = Field(
        default=None, max_length=500, title="Recado para você", description="Só você o lê.", json_schema_extra=LONG
    )


class Reassignment(Form):
    """Handing somebody's task to another, by whoever manages."""

    to: str = Field(title="A quem", min_length=1)
    reason: str = Field(
        min_length=1, max_length=2000, title="Motivo", description="Fica no processo.", json_schema_extra=LONG
    )


class Impediment(Form):
    """Why one may take no part in the case."""

    reason: str = Field(
        min_length=1,
        max_length=2000,
        title="Motivo",
        description="Em poucas palavras: o vínculo, ou o ato que você já praticou neste processo.",
        json_schema_extra=LONG,
    )


class Skipping(Form):
    """Why the case goes on without the act."""

    reason: str = Field(
        min_length=1,
        max_length=2000,
        title="Fundamento",
        description="Por que a norma permite passar sem este ato, neste processo.",
        json_schema_extra=LONG,
    )


class Comment(Form):
    """A remark on the task."""

    text: str = Field(
        min_length=1,
        max_length=5000,
        title="Comentário",
        description="Quem trabalha no processo o vê. Não é publicado.",
        json_schema_extra=LONG,
    )


class Attachment(Form):
    """A document sent before, or what to call the one that comes with the form."""

    provision: str | None = Field(
        default=None,
        max_length=120,
        title="Qual dos documentos pedidos",
        description="Deixe em branco se é outro documento.",
    )
    document: str | None = Field(
        default=None,
        max_length=80,
        title="Um documento já enviado por vocês",
        description="Escolha-o, ou envie um arquivo novo abaixo.",
    )
    title: str | None = Field(
        default=None, max_length=200, title="Nome do documento", description="Sem nome, vale o do arquivo."
    )


@dataclass(frozen=True)
class ActionPage:
    """An act on a task: its verb, its words, what it asks, and what is said when it is done."""

    name: str
    verb: Verb
    title: str
    help: str
    button: str
    flash: str
    form: type[Form] = NoForm
    grave: bool = False
    upload: bool = False

    def shapes(self, options: Sequence[Choice], asked: Sequence[Choice] = ()) -> tuple[Shape, ...]:
        """What it asks; whom to hand the task to, or a document sent before, is chosen among `options`, and which of
        the documents that the task asks for it is, among `asked`."""
        among = {"to": options, "document": options, "provision": asked}
        return tuple(
            replace(shape, kind=Kind.SELECT, choices=tuple(among[shape.name])) if shape.name in among else shape
            for shape in shapes(self.form)
            if shape.name not in ("document", "provision") or among[shape.name]
        )

    @property
    def hands_over(self) -> bool:
        return "to" in self.form.model_fields


PAGES = {
    page.name: page
    for page in (
        ActionPage(
            "devolver",
            Verb.RELEASE,
            "Devolver a tarefa à fila",
            "Ela sai de você e fica à vista de quem pode assumi-la. O seu rascunho continua com você.",
            "Devolver à fila",
            "devolvida",
            OptionalReason,
        ),
        ActionPage(
            "delegar",
            Verb.DELEGATE,
            "Delegar a tarefa",
            "A pessoa escolhida passa a fazê-la. Ela pode devolvê-la a você, e você pode retomá-la.",
            "Delegar",
            "delegada",
            Delegation,
        ),
        ActionPage(
            "receber-de-volta",
            Verb.GIVE_BACK,
            "Devolver a quem delegou",
            "A tarefa volta a quem a delegou.",
            "Devolver",
            "recebida",
            OptionalReason,
        ),
        ActionPage(
            "retomar",
            Verb.TAKE_BACK,
            "Retomar a tarefa que você delegou",
            "A tarefa sai de quem está com ela e volta a você. O rascunho da outra pessoa continua só com ela.",
            "Retomar a tarefa",
            "retomada",
            TakingBack,
        ),
        ActionPage(
            "acompanhar",
            Verb.FOLLOW_UP,
            "Rever a tarefa em outro dia",
            "Até esse dia ela fica em Para acompanhar, fora da lista Comigo; nele, volta ao alto da lista com o seu "
            "recado. O prazo da norma não muda, e o processo continua a esperar por você.",
            "Marcar o dia",
            "marcada",
            FollowingUp,
        ),
        ActionPage(
            "nao-acompanhar",
            Verb.FOLLOW_UP,
            "Retirar o dia marcado",
            "A tarefa volta à lista Comigo, e o recado que você deixou para si é apagado.",
            "Retirar",
            "desmarcada",
        ),
        ActionPage(
            "redistribuir",
            Verb.REASSIGN,
            "Redistribuir a tarefa",
            "Ato da chefia: a tarefa passa de quem estiver com ela à pessoa escolhida. O motivo fica no processo.",
            "Redistribuir",
            "redistribuida",
            Reassignment,
        ),
        ActionPage(
            "impedimento",
            Verb.DECLARE_IMPEDIMENT,
            "Declarar impedimento neste processo",
            "A tarefa sai de você na hora e volta à fila. Você não poderá mais agir neste processo.",
            "Declarar impedimento",
            "impedimento",
            Impediment,
            grave=True,
        ),
        ActionPage(
            "dispensar",
            Verb.SKIP,
            "Dispensar a tarefa",
            "O processo segue sem este ato. Só onde a norma permite, com o fundamento registrado.",
            "Dispensar a tarefa",
            "dispensada",
            Skipping,
            grave=True,
        ),
        ActionPage(
            "comentar",
            Verb.COMMENT,
            "Comentar a tarefa",
            "O comentário fica no processo, com o seu nome e a hora.",
            "Comentar",
            "comentada",
            Comment,
        ),
        ActionPage(
            "anexar",
            Verb.ATTACH,
            "Anexar um documento",
            "O documento fica no processo, com o código SHA-256 que prova o que foi entregue.",
            "Anexar",
            "anexado",
            Attachment,
            upload=True,
        ),
    )
}
