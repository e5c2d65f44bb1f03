"""What the administration's routes share: a form shown, read and given back, and the page that asks to confirm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request
from starlette.responses import Response

from api.identity.principal import Principal
from api.services.people import Refused
from api.web.forms import Raw, fields, parse
from api.web.posting import Posted, new_act
from api.web.shapes import Shape
from api.web.templating import page
from api.web.views.administracao import Step, tabs
from api.web.views.administracao_perguntas import said
from api.web.views.erros import summary, worded
from workflows.kernel.forms import validate
from workflows.kernel.words import Form

F = TypeVar("F", bound=Form)
HOME = Step("Administração", "/administracao")
SEND, CONFIRM, MEND = "enviar", "confirmar", "corrigir"


@dataclass(frozen=True)
class Sheet:
    """A form of the administration: its words, where it goes, and what it asks. `cite` is the provision behind it."""

    title: str
    path: str
    back: Step
    button: str
    shapes: tuple[Shape, ...]
    help: str = ""
    about: str = "Administração"
    cite: str = ""

    @property
    def steps(self) -> list[Step]:
        """The way here."""
        return [HOME, *([self.back] if self.back != HOME else []), Step(self.title, "")]

    def show(
        self,
        request: Request,
        who: Principal,
        raw: Raw,
        errors: Mapping[str, str] | None = None,
        extra: str = "",
    ) -> Response:
        """The form with `raw` in it; with `errors` (sentences by field) it is an answer 422."""
        complaints = errors or {}
        return page(
            request,
            who,
            "pages/formulario.html",
            status=422 if complaints else 200,
            failed=bool(complaints),
            titulo=self.title,
            sobre=self.about,
            ajuda=self.help,
            citacao=self.cite,
            degraus=self.steps,
            destino=self.path,
            volta=self.back.href,
            botao=self.button,
            perguntas=fields(self.shapes, raw, complaints, extra),
            textos={},
            erros=summary(complaints),
            titulo_dos_erros="Falta uma informação para continuar" if len(complaints) == 1 else "Há pontos a corrigir",
            ato=new_act(),
        )

    def read(self, request: Request, who: Principal, form: type[F], posted: Posted) -> F | Response:
        """What was sent, or the form again: with one row more or less, with what is wrong, or to be mended."""
        raw = posted.kept(self.shapes)
        if posted.reshaping or posted.verb == MEND:
            return self.show(request, who, raw, extra=posted.added)
        read = validate(form, parse(self.shapes, raw))
        return self.show(request, who, raw, worded(read, self.shapes)) if isinstance(read, tuple) else read

    def refused(self, request: Request, who: Principal, posted: Posted, why: Refused | Mapping[str, str]) -> Response:
        """The form again with why what was sent is refused."""
        told = said(why) if isinstance(why, Refused) else why
        return self.show(request, who, posted.kept(self.shapes), told)

    def confirm(
        self, request: Request, who: Principal, posted: Posted, told: Sequence[tuple[str, str]], **found: Any
    ) -> Response:
        """The page that says what would change before it does; it carries the form as it was sent.

        `told` are terms and what stands for each; `found` has `resumo` (a sentence) and `previa` (what moves).
        """
        raw = posted.kept(self.shapes)
        return page(
            request,
            who,
            "pages/administracao/conferir.html",
            titulo=self.title,
            degraus=self.steps,
            destino=self.path,
            volta=self.back.href,
            dito=told,
            ocultos=[(name, value) for name, values in raw.items() for value in values],
            **{"previa": None, **found},
        )


def listing(request: Request, who: Principal, template: str, **context: Any) -> Response:
    """One of the sister pages of the administration."""
    return page(request, who, f"pages/administracao/{template}.html", abas=tabs(request.url.path), **context)
