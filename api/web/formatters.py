"""How the pages write dates, amounts, names of persons and lists: Brazilian Portuguese, spelled here and nowhere else.

Dates are legal dates of Cuiaba; instants are aware datetimes and are shown in that zone. All functions are pure.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from babel.numbers import format_currency, format_decimal

from activities.records.queries.paging import MOST_COUNTED
from workflows.parties import written

ZONE = ZoneInfo("America/Cuiaba")
NBSP = "\u00a0"
WEEKDAYS = (
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
    "domingo",
)
MONTHS = (
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
)


def local(instant: datetime) -> datetime:
    """The instant in America/Cuiaba. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("um instante precisa de fuso")
    return instant.astimezone(ZONE)


def day_of(moment: date | datetime) -> date:
    """The legal date: of an instant, its date in Cuiaba."""
    return local(moment).date() if isinstance(moment, datetime) else moment


def date_br(moment: date | datetime) -> str:
    """`08/06/2026`, as rows write it."""
    return day_of(moment).strftime("%d/%m/%Y")


def date_short(moment: date | datetime) -> str:
    """`08/06`, where the year is plain from the context."""
    return day_of(moment).strftime("%d/%m")


def iso(moment: date | datetime) -> str:
    """What a `time` element carries: the ISO date."""
    return day_of(moment).isoformat()


def day_and_month(moment: date | datetime) -> str:
    """`8 de junho`; the first of a month is an ordinal."""
    day = day_of(moment)
    return f"{'1º' if day.day == 1 else day.day} de {MONTHS[day.month - 1]}"


def weekday(moment: date | datetime) -> str:
    """`segunda-feira`."""
    return WEEKDAYS[day_of(moment).weekday()]


def weekday_short(moment: date | datetime) -> str:
    """`seg`, as the head of a calendar's column."""
    return weekday(moment)[:3]


def date_words(moment: date | datetime, year: bool = False) -> str:
    """`segunda-feira, 8 de junho`, with `de 2026` when `year` is asked."""
    day = day_of(moment)
    return f"{weekday(day)}, {day_and_month(day)}" + (f" de {day.year}" if year else "")


def clock_time(instant: datetime) -> str:
    """`9h41`, `16h05`, `9h` on the hour."""
    at = local(instant)
    return f"{at.hour}h{at.minute:02d}" if at.minute else f"{at.hour}h"


def instant_br(instant: datetime) -> str:
    """`01/06/2026, 16h42`."""
    return f"{date_br(instant)}, {clock_time(instant)}"


def relative(day: date, today: date) -> str:
    """How far `day` lies from `today` in continuous days: `há 4 dias`, `ontem`, `hoje`, `amanhã`, `em 6 dias`."""
    distance = (day - today).days
    near = {-1: "ontem", 0: "hoje", 1: "amanhã"}
    if distance in near:
        return near[distance]
    return f"há {-distance} dias" if distance < 0 else f"em {distance} dias"


def number(value: int | Decimal) -> str:
    """`1.787`, `86,5`."""
    if isinstance(value, int):  # most of the numbers of a page, at a fiftieth of the cost
        return f"{value:,}".replace(",", ".")
    return str(format_decimal(value, locale="pt_BR"))


def money(value: Decimal | str | int) -> str:
    """`R$ 1.620.000,00` from reais; what is no number, or no amount anybody has, is given back as it stands."""
    try:
        amount = Decimal(str(value))
        return str(format_currency(amount, "BRL", locale="pt_BR")) if amount.is_finite() else str(value)
    except InvalidOperation:
        return str(value)


def decimal_input(value: Decimal | str | int) -> str:
    """An amount as a person types it: `1620000,00`. What is not a number is given back as it stands."""
    text = str(value)
    try:
        Decimal(text)
    except InvalidOperation:
        return text
    return text.replace(".", ",")


def cpf_masked(cpf: str) -> str:
    """`***.456.789-**`: enough to recognise, not to use. Anything but eleven digits is hidden whole."""
    digits = re.sub(r"\D", "", cpf)
    return f"***.{digits[3:6]}.{digits[6:9]}-**" if len(digits) == 11 else "***"


def cnpj(value: str) -> str:
    """A CNPJ as people write it (`workflows.parties.written`)."""
    return written(value)


def plural(count: int, one: str, many: str) -> str:
    """`1 tarefa`, `5 tarefas`."""
    return f"{number(count)} {one if count == 1 else many}"


def counted(count: int, one: str, many: str, most: int = MOST_COUNTED) -> str:
    """As `plural`, of what is counted no further than `most`: `mais de 1.000 tarefas`."""
    return f"mais de {plural(most, one, many)}" if count > most else plural(count, one, many)


def about_so_many(count: int, most: int = MOST_COUNTED) -> str:
    """`12`, or `1.000+` of what is counted no further than `most`."""
    return f"{number(most)}+" if count > most else number(count)


def ordinal(position: int) -> str:
    """`3º`."""
    return f"{position}º"


def listed(parts: Iterable[str]) -> str:
    """`a, b e c`."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} e {items[-1]}"


def short_hash(digest: str) -> str:
    """`cf1d8b90…f0b91651`; twelve characters or fewer stand whole."""
    return digest if len(digest) <= 20 else f"{digest[:8]}…{digest[-8:]}"


def file_size(size: int) -> str:
    """`412 KB`, `1,4 MB`, in thousands as files are sold."""
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{round(size / 1000)} KB"
    return f"{number((Decimal(size) / 1_000_000).quantize(Decimal('0.1')))} MB"


def file_kind(media_type: str) -> str:
    """The three or four letters on a document's sheet: `PDF` from `application/pdf`."""
    known = {"text/plain": "TXT", "image/jpeg": "JPG", "application/zip": "ZIP", "text/csv": "CSV"}
    return known.get(media_type, media_type.rpartition("/")[2].rpartition(".")[2][:4].upper())


def law(text: str) -> str:
    """The text with no break after `art.`, `§`, `inciso`, `nº` and `R$`."""
    return re.sub(r"(\barts?\.|§§?|\bincisos?|\bnº|R\$) (?=\S)", rf"\1{NBSP}", text)


def capital(text: str) -> str:
    """The text with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter in lower case unless it begins with an acronym."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def bare(title: str) -> str:
    """A title without its article: `Área técnica` from `a Área técnica`."""
    return re.sub(r"^[oa]s? ", "", title)


def of(title: str) -> str:
    """`da Área técnica` from `a Área técnica`; `de` before a title without article."""
    return f"d{title}" if bare(title) != title else f"de {title}"


def to(title: str) -> str:
    """`à Área técnica` from `a Área técnica`, `ao Secretário` from `o Secretário`; `a um sistema` otherwise."""
    match title.partition(" "):
        case ("a" | "as" as article, _, name):
            return f"à{article[1:]} {name}"
        case ("o" | "os", _, _):
            return f"a{title}"
    return f"a {title}"


def alternatives(parts: Iterable[str]) -> str:
    """`a, b ou c`."""
    items = list(parts)
    return " ou ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


FILTERS = {
    "data": date_br,
    "dia_mes": date_short,
    "iso": iso,
    "semana_curta": weekday_short,
    "hora": clock_time,
    "instante": instant_br,
    "lista": listed,
    "hash_curto": short_hash,
    "tipo_de_arquivo": file_kind,
    "lei": law,
    "maiuscula": capital,
    "minuscula": lower_first,
}
