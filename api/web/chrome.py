"""What surrounds every page: who is in, where one is, what has just been done, by which rules dates are shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fastapi import Request
from starlette.responses import Response

from api.deps import MANAGERS
from api.identity.principal import Principal
from api.web.formatters import bare, capital
from workflows.kernel.roles import ROLES, role_title

FLASH_COOKIE = "aviso"
RULES = (
    "Regras desta página: Decreto 167/2019, com os Decretos 227/2019 e 627/2020. Cada prazo mostra como foi contado; "
    "o calendário, o ato de cada dia sem expediente. Horário de Cuiabá."
)
ROOM = "/minha-organizacao"
ORGANIZATION = (
    (ROOM, "Minha organização"),
    ("/tarefas", "Tarefas"),
    ("/processos", "Processos"),
    ("/prazos", "Prazos"),
)
"""The places of who answers for an organisation. Each page of the body is reached from them."""
INSIDE = (("/tarefas", "Tarefas"), ("/processos", "Processos"), ("/prazos", "Prazos"), ("/normas", "Normas"))
OUTSIDE = (
    ("/", "Consultar"),
    ("/publico/parcerias", "Parcerias"),
    ("/#participar", "Participar"),
    ("/protocolo", "Acompanhar"),
    ("/calculadora", "Calcular prazo"),
    ("/dados-abertos", "Dados abertos"),
)
FLASHES = {
    "entrou": "Você entrou.",
    "saiu": "Você saiu. Até a próxima.",
    "concluida": "Tarefa concluída e registrada.",
    "rascunho": "Rascunho salvo. Só você o vê.",
    "assumida": "A tarefa está com você.",
    "devolvida": "A tarefa voltou à fila.",
    "delegada": "A tarefa foi delegada. Ela fica em Delegadas até ser feita ou voltar a você.",
    "recebida": "A tarefa voltou a quem a delegou.",
    "retomada": "A tarefa está de novo com você.",
    "marcada": "Dia marcado. Até lá a tarefa fica em Para acompanhar.",
    "desmarcada": "O dia foi retirado. A tarefa está em Comigo.",
    "vista": "Anotado: você já viu.",
    "filtro-guardado": "Filtro guardado. Ele aparece acima da lista.",
    "filtro-renomeado": "O filtro tem agora outro nome.",
    "filtro-excluido": "Filtro excluído. As tarefas continuam onde estavam.",
    "senha-mudada": "Senha mudada. Nos outros aparelhos será preciso entrar de novo.",
    "escolhido": "A sua escolha foi guardada.",
    "redistribuida": "A tarefa foi redistribuída.",
    "impedimento": "Impedimento declarado e registrado. A tarefa saiu de você.",
    "dispensada": "Tarefa dispensada, com o fundamento registrado.",
    "comentada": "Comentário registrado.",
    "anexado": "Documento anexado.",
    "iniciado": "Processo iniciado. Este é o número dele.",
    "apresentado": "Recebido e registrado no processo.",
    "contribuicao": "Contribuição recebida. Ela já consta do processo.",
    "representacao": "Representação recebida. Ela já é um processo da SINFRA.",
    "guardado": "Guardado e registrado.",
    "saiu-de-vez": "Saída registrada. A pessoa não entra mais.",
    "voltou": "Retorno registrado. A pessoa já pode entrar.",
    "token-revogado": "Token revogado. Ele já não funciona.",
    "decretado": "Ato registrado. Os processos abertos estão sendo avisados.",
    "importado": "Série importada. Os próximos cálculos já a usam.",
    "ausencia": "Ausência registrada. No período, quem substitui vê o que está com a pessoa.",
    "ausencia-encerrada": "Ausência encerrada. Ninguém mais age no lugar da pessoa.",
    "revogado": "Endereço revogado. Quem o tem não lê mais nada nele.",
}


@dataclass(frozen=True)
class Place:
    """An entry of the navigation."""

    href: str
    title: str
    current: bool = False


@dataclass(frozen=True)
class User:
    """Who is in, as the header says it."""

    name: str
    unit: str


@dataclass(frozen=True)
class Chrome:
    """The frame of one page. `failed` puts *Erro:* before its title; `paper` is the header of those outside."""

    public: bool
    nav: tuple[Place, ...]
    user: User | None = None
    csrf: str = ""
    flash: str = ""
    failed: bool = False
    rules: str = RULES
    paper: bool = False
    place: str = ""
    inside: str = "/tarefas"

    @property
    def home(self) -> str:
        return "/" if self.public else self.inside

    def as_failed(self) -> "Chrome":
        """The same frame around a page that says what went wrong."""
        return replace(self, failed=True)


def chrome(request: Request, visitor: Principal | None, public: bool = False) -> Chrome:
    """The frame for `visitor`. Pages for everybody wear the public header, whoever looks at them."""
    outside = public or visitor is None
    theirs = not outside and visitor is not None and not visitor.internal
    return Chrome(
        public=outside,
        paper=outside or theirs,
        place="Portal público" if outside else "Sala da organização" if visitor and visitor.in_room else "",
        inside=home_of(visitor),
        nav=places(OUTSIDE if visitor is None or public else inside(visitor), request.url.path),
        user=User(visitor.name, unit_title(visitor)) if visitor else None,
        csrf=visitor.csrf if visitor else "",
        flash=FLASHES.get(request.cookies.get(FLASH_COOKIE, ""), ""),
    )


def home_of(visitor: Principal | None) -> str:
    """Where whoever is in begins: the room of their organisation, or their tasks."""
    return ROOM if visitor and visitor.in_room else "/tarefas"


def inside(visitor: Principal) -> tuple[tuple[str, str], ...]:
    """The places of whoever is in; the panel is for those who manage, the rest for who administers."""
    if visitor.in_room:
        return ORGANIZATION
    manages = visitor.holds(*(role.id for role in MANAGERS))
    found = (*INSIDE[:3], ("/painel", "Painel"), *INSIDE[3:]) if manages else INSIDE
    return (*found, ("/administracao", "Administração")) if visitor.administrator else found


def places(items: Iterable[tuple[str, str]], path: str) -> tuple[Place, ...]:
    """The navigation, with the place one is in marked."""
    return tuple(Place(href, title, path == href or path.startswith(href + "/")) for href, title in items)


def unit_title(visitor: Principal) -> str:
    """What stands under the name: the first competence of the body that the person holds."""
    roles = sorted(visitor.roles, key=lambda role: role in ROLES and ROLES[role].external)
    return capital(bare(role_title(roles[0]))) if roles else ""


def announce(response: Response, flash: str, secure: bool = False) -> None:
    """Say `flash` (a key of `FLASHES`) on the next page, once."""
    response.set_cookie(FLASH_COOKIE, flash, max_age=60, httponly=True, secure=secure, samesite="lax")
