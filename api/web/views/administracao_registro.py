"""The record of administrative acts in sentences: who did what, by which act, and what stood before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from activities.records.administration import OS_USER, What
from activities.records.chain import Break
from activities.records.tables import AdminFactRow
from api.web.formatters import cnpj, date_br, listed, plural
from api.web.views.administracao_perguntas import CLOSURES, role_names, scope_names
from api.web.views.compromissos import called
from api.web.views.normas import value_words
from api.web.views.prova import POLICIES
from api.web.views.situacao import amount
from workflows.clock import Budget, ClosureKind, Policy, Unit, describe_budget
from workflows.kernel.texts import text_named
from workflows.norms import Param, ParameterError, UnknownParameter, provision

FIELDS = {
    "login": "usuário",
    "name": "nome",
    "cnpj": "CNPJ",
    "known_as": "como é conhecida",
    "email": "e-mail",
    "unit": "unidade",
    "roles": "o que pode fazer",
    "parties": "organizações",
    "active": "pode entrar",
    "scopes": "para que serve",
    "expires_at": "vale até",
    "party": "organização",
    "kind": "vínculo",
    "since": "desde",
    "ended": "fim do vínculo",
    "until": "impede até",
    "version": "versão",
    "source": "fonte",
    "sha256": "SHA-256 do arquivo",
}
SENTENCES = {
    What.USER_ADDED: "Cadastrou {user}",
    What.USER_CHANGED: "Mudou o cadastro de {user}",
    What.USER_PASSWORD: "Deu nova senha a {user}",
    What.USER_LEFT: "Registrou a saída de {user}",
    What.USER_RETURNED: "Registrou o retorno de {user}",
    What.UNIT: "Registrou a unidade {unit}",
    What.ORGANIZATION: "Registrou a organização {organization}",
    What.TOKEN_MADE: "Criou um token de {user}",
    What.TOKEN_REVOKED: "Revogou um token de {user}",
    What.CALENDAR_DAYS: "Registrou dias no calendário {calendar}",
    What.CALENDAR_YEAR: "Registrou o decreto do ano {year} no calendário {calendar}",
    What.PARAMETER: "Fixou um parâmetro",
    What.POLICY: "Mudou a contagem",
    What.INDEX_SERIES: "Importou a série {series}",
    What.AMENDMENT: "Registrou nova redação",
    What.PERSON_LINK: "Registrou vínculo que impede {user}",
    What.MESSAGE_TEXT: "Trocou o texto de um aviso",
    What.ABSENCE: "Registrou a ausência de {user}",
    What.ABSENCE_ENDED: "Encerrou a ausência de {user}",
    What.PROMISE: "Fez ou retirou um compromisso de atendimento",
}


@dataclass(frozen=True)
class ActLine:
    """One administrative act. `changes` are what, before and after; `hash` seals it to those before."""

    seq: int
    at: datetime
    author: str
    by_command: bool
    said: str
    act: str
    changes: tuple[tuple[str, str, str], ...]
    hash: str


def users_of(rows: Iterable[AdminFactRow]) -> set[str]:
    """The ids of the users whom the acts name."""
    return {id for row in rows for id in (row.author, row.data.get("user"), row.data.get("substitute")) if id}


def act_lines(rows: Iterable[AdminFactRow], names: Mapping[str, str]) -> list[ActLine]:
    """The acts as they are read; `names` are of users by id."""
    return [
        ActLine(
            seq=row.seq,
            at=row.at,
            author=row.author.removeprefix(OS_USER)
            if row.author.startswith(OS_USER)
            else names.get(row.author, row.author),
            by_command=row.author.startswith(OS_USER),
            said=_sentence(row, names),
            act=row.act,
            changes=tuple(_changes(row, names)),
            hash=row.hash,
        )
        for row in rows
    ]


def chain_said(breaks: Sequence[Break], total: int) -> str:
    """Whether the chain of hashes holds, in a sentence; where it does not, at which acts."""
    if not breaks:
        return f"A corrente de {plural(total, 'ato', 'atos')} confere: nenhum foi mudado, tirado ou posto depois."
    where = listed(str(seq) for seq in dict.fromkeys(one.seq for one in breaks))
    return f"A corrente não confere no ato {where}. Algo foi mudado fora do Tramita: guarde o banco como está e apure."


def _sentence(row: AdminFactRow, names: Mapping[str, str]) -> str:
    if row.what not in list(What):
        return row.what
    user = row.data.get("user", "")
    if row.what == What.USER_PASSWORD and user == row.author:
        return "Mudou a própria senha"
    told = {"unit": "", "calendar": "", "year": "", "organization": "", **row.data, "user": names.get(user, user)}
    return SENTENCES[What(row.what)].format(**told)


def _changes(row: AdminFactRow, names: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    data = row.data
    match row.what:
        case What.CALENDAR_DAYS:
            known = {one["day"]: one for one in data.get("before", ())}
            for one in data["days"]:
                yield _day(one["day"]), _day_words(known.get(one["day"])), _day_words(one)
        case What.PARAMETER:
            before = data.get("before")
            was = _value(data["key"], before["value"]) if before else "como na norma"
            reach = ", também para o que já está aberto" if data.get("reaches_open") else ""
            yield _title(data["key"]), was, f"{_value(data['key'], data['value'])}, desde {_day(data['since'])}{reach}"
        case What.AMENDMENT:
            place = provision(data["provision"]).citation
            yield f"{place}, desde {_day(data['since'])}", _amended(data["before"]), _amended(data["after"])
        case What.POLICY:
            before = data.get("before")
            reach = ", também para os prazos abertos" if data["reaches_open"] else ""
            was = POLICIES[Policy(before["policy"])] if before else "a do Tramita"
            yield "contagem", was, f"{POLICIES[Policy(data['policy'])]}, desde {_day(data['since'])}{reach}"
        case What.MESSAGE_TEXT:
            text = text_named(data["kind"])
            title = text.title if text else data["kind"]
            yield f"{title}, desde {_day(data['since'])}", _text(data["before"]), _text(data["after"])
        case What.ABSENCE | What.ABSENCE_ENDED:
            days = f"{_day(data['since'])} a {_day(data['until'])}"
            yield f"ausência, {days}", "", f"substituição por {names.get(data['substitute'], data['substitute'])}"
        case What.PROMISE:
            yield called(data["target"]), _promise(data["before"]), _promise(data["after"])
        case What.CALENDAR_YEAR:
            return
        case _:
            yield from _compared(data.get("before") or {}, data.get("after") or {})


def _compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    for name, title in FIELDS.items():
        if before.get(name) != after.get(name):
            yield title, _words(name, before.get(name)), _words(name, after.get(name))


def _words(name: str, value: Any) -> str:
    if value is None or value == []:
        return ""
    if name == "roles":
        return role_names(value)
    if name == "scopes":
        return scope_names(value)
    if name in ("since", "ended", "until"):
        return _day(str(value))
    if name == "expires_at":
        return date_br(datetime.fromisoformat(value))
    if name == "cnpj":
        return cnpj(str(value))
    if isinstance(value, bool):
        return "sim" if value else "não"
    return listed(value) if isinstance(value, list) else str(value)


def _day(text: str) -> str:
    return date_br(date.fromisoformat(text))


def _day_words(day: Mapping[str, Any] | None) -> str:
    if day is None:
        return ""
    return f"{CLOSURES[ClosureKind(day['kind'])]}: {day['name']}".removesuffix(": ")


def _text(said: Mapping[str, str] | None) -> str:
    return f"{said['subject']}: {said['body']}" if said else "o texto original"


def _amended(said: Mapping[str, Any] | None) -> str:
    """A text of a provision, and the time that it gives."""
    if said is None:
        return "como na norma"
    budget = Budget.model_validate(said["budget"]) if said["budget"] else None
    time = f"prazo de {describe_budget(budget)}" if budget else ""
    reach = "também para o que já está aberto" if said["reaches_open"] else ""
    return "; ".join(part for part in (said["summary"], time, reach) if part)


def _promise(said: Mapping[str, Any] | None) -> str:
    if said is None or said["amount"] is None:
        return "sem compromisso" + (f", desde {_day(said['since'])}" if said else "")
    return f"{amount(said['amount'], Unit(said['unit']))}, desde {_day(said['since'])}: {said['text']}"


def _title(key: str) -> str:
    try:
        return Param(key).description.rstrip(".")
    except UnknownParameter:
        return key


def _value(key: str, value: Any) -> str:
    try:
        parameter = Param(key)
        typed = parameter.accept(value)
    except (UnknownParameter, ParameterError):
        return str(value)
    return "o que a norma diz" if typed is None else value_words(parameter, typed)
