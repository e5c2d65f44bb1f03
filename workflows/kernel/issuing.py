"""`issue`: what the body says on paper. A document is a fact first; its number, its code and its bytes follow from it.

The fact holds all that the document says, and which version of which template says it. The number of the body's yearly
sequence and the code by which anybody verifies the document are given when the fact is recorded, since only there can
they be neither given twice nor guessed; the steps never read them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from workflows.kernel.forms import validate
from workflows.kernel.state import FactKind, Value
from workflows.kernel.steps import Answer, Steps
from workflows.kernel.words import Declaration, Form, NoForm
from workflows.norms import Provision


class Template(StrEnum):
    """What a document is, which gives it its look and its sequence of numbers: each begins anew with the year."""

    DESPACHO = "despacho"
    EXTRATO = "extrato"
    RECIBO = "recibo"
    CERTIDAO = "certidao"
    PARECER = "parecer"
    CONVOCACAO = "convocacao"
    EDITAL = "edital"
    MINUTA = "minuta"
    MEMORIA = "memoria"


VERSIONS: Mapping[Template, int] = MappingProxyType(
    {**dict.fromkeys(Template, 1), **dict.fromkeys((Template.EDITAL, Template.MINUTA, Template.EXTRATO), 2)}
)
"""The version of each template in which documents are issued now. Earlier ones stay, for what was issued in them."""


@dataclass(frozen=True, kw_only=True)
class OfficialDocument(Declaration):
    """A document of the body. `shows` is the form of what stands in it, in its order: the titles of its fields are the
    headings, and what is `restrito` is left out of every copy.

    `of` is the id of a task whose end, or of an event whose arrival, is this document: it is made from that fact when
    somebody asks for it, and never issued by the steps. `makes` then makes what it `shows` of the form of the fact and
    of what the task was about; without it the document shows the form itself. `to` names what the task was about that
    says whom the document is for.

    `called` is what people call it where the name of its template says too little ("Ato de designação"). `public` opens
    its text to whoever has its code; otherwise the code only proves that it exists and holds.
    """

    template: Template
    shows: type[Form] = NoForm
    of: str = ""
    makes: Callable[[Any, Mapping[str, Any]], Form] | None = None
    to: str = ""
    called: str = ""
    public: bool = False

    def said(self, form: type[Form], sent: Mapping[str, Any], about: Mapping[str, Any]) -> Form | None:
        """What it shows of what was `sent` in a `form`; None where it shows the form itself, or can make nothing of
        what an older form asked."""
        read = validate(form, sent) if self.makes else ()
        return None if isinstance(read, tuple) or self.makes is None else self.makes(read, about)


class Signature(Value):
    """Who stands for a document, by id, and the day on which they acted."""

    by: str
    on: date


class Issued(NamedTuple):
    """An issued document as the steps know it: its fact in the case, and its date."""

    fact: int
    on: date


class Issuing(Steps):
    """The words by which documents come into being and lose their force."""

    def issue(
        self,
        document: OfficialDocument,
        *,
        signed: tuple[Answer, ...] = (),
        party: str | None = None,
        replaces: Issued | None = None,
        **shows: Any,
    ) -> Issued:
        """Issue `document`, showing `shows`: the fields of its form. It carries the day of what is being dealt with.

        `signed` are the answers whose authors stand for it; `party` is whom it is for; `replaces` is the document of
        this case that loses its force by it. Once per place in the steps, however often a run is taken over.

        Raises:
            ValueError: `shows` does not fill the form, or the document is made from a task's own fact.
        """
        key = self._key(f"documento:{document.id}", party)
        if key not in self._case.journal:
            said = _said(document, shows)
            self._case.emit(
                FactKind.DOCUMENT_ISSUED, provision=document.provision.id, document=document.id, title=document.title,
                template=str(document.template), version=VERSIONS[document.template], shows=said, party=party,
                signed=[_signature(one) for one in signed], replaces=replaces.fact if replaces else None,
                public=document.public,
            )  # fmt: skip
            self._case.journal[key] = [self._case.seq, self._case.today.isoformat()]
        fact, on = self._case.journal[key]
        return Issued(fact, date.fromisoformat(on))

    def issue_since(self, change: str, document: OfficialDocument, **given: Any) -> Issued | None:
        """As `issue`, of a document that `change` gave to a procedure which had cases under way (see `follows`).

        None in a case that had gone past this place when the change came: nothing is issued late.
        """
        key = self._key(f"desde:{document.id}", given.get("party"))
        if key not in self._case.journal:
            self._case.journal[key] = self._walked and self.follows(change)
        return self.issue(document, **given) if self._case.journal[key] else None

    def annul(self, issued: Issued, *, because: str, provision: Provision) -> None:
        """From now on `issued` has no force. `because` is one clause in pt-BR, shown to whoever verifies it."""
        if self._once(f"anulado:{issued.fact}"):
            self._case.emit(
                FactKind.DOCUMENT_ANNULLED, provision=provision.id, annuls=issued.fact, reason=because,
            )  # fmt: skip


def _said(document: OfficialDocument, shows: Mapping[str, Any]) -> dict[str, Any]:
    if document.of:
        raise ValueError(f"{document.id} is made from the fact of {document.of}")
    read = validate(document.shows, shows)
    if isinstance(read, tuple):
        raise ValueError(f"{document.id}: {', '.join(error.field for error in read)} cannot be shown")
    said: dict[str, Any] = read.model_dump(mode="json", exclude_none=True)
    return said


def _signature(answer: Answer) -> dict[str, Any]:
    return Signature(by=answer.by or "", on=answer.on).model_dump(mode="json")
