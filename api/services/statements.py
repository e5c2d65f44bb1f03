"""Statements of a bank as rows of a form: OFX (1.x in SGML, 2.x in XML), CSV and XLSX as banks write them.

A file is read whole or refused with every bad line named. What is no movement is left out: lines of balance and lines
of nothing. Only what is needed of OFX is read: the account and its transactions, closed by their end tags or not.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from api.services.sheets import LARGEST, Rows, Sheet, SheetErrors, SheetProblem, numbered, plain, whole
from api.services.workbooks import Number
from api.strictness import text_fault
from api.typed import read_date, read_decimal

CREDITS = frozenset({"CREDIT", "DEP", "DIRECTDEP", "INT", "DIV"})
DEBITS = frozenset({"DEBIT", "CHECK", "PAYMENT", "FEE", "SRVCHG", "ATM", "POS", "CASH", "DIRECTDEBIT", "REPEATPMT"})
LONGEST = 300
_HEAD = 2000
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9._]*)>([^<]*)")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{4}|\d{6})?(\.\d+)?\s*(\[[^\]]*\])?")
_AMOUNT = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?")
_BRAZILIAN = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d*)?")
WRITTEN = {
    "USASCII": "cp1252", "1252": "cp1252", "WINDOWS-1252": "cp1252", "ISO-8859-1": "cp1252", "8859-1": "cp1252",
    "LATIN1": "cp1252", "NONE": "cp1252", "": "cp1252", "UTF-8": "utf-8", "UTF8": "utf-8", "UNICODE": "utf-8",
}  # fmt: skip
"""What the encodings that banks declare are read as, unless the file reads as UTF-8."""


def read_statement(sheet: Sheet, content: bytes) -> Rows:
    """The rows of a statement; OFX when it begins as one, else a sheet.

    Raises:
        SheetErrors: with all that is wrong, by line; nothing of the file is taken.
    """
    if len(content) > LARGEST:
        raise whole(sheet, f"O arquivo passa de {LARGEST // 1_000_000} MB")
    if is_ofx(content):
        return _ofx(sheet, _decoded(sheet, content))
    return _sheet(sheet, content)


def is_ofx(content: bytes) -> bool:
    """Whether a file begins as OFX does, in either of its versions."""
    head = content[:_HEAD].replace(b"\0", b"").upper()
    return b"OFXHEADER" in head or b"<OFX>" in head


# -- OFX -------------------------------------------------------------------------------------------------------------


@dataclass
class Movement:
    """One transaction: the line on which it begins, the account it is of, its values by tag."""

    line: int
    account: str
    values: dict[str, str] = field(default_factory=dict)


def _decoded(sheet: Sheet, content: bytes) -> str:
    """The text in the encoding in which it is, whatever its head says where it reads as UTF-8."""
    head = content[:_HEAD].decode("latin-1")
    said = re.search(r"CHARSET:\s*([\w-]*)|encoding=[\"']([\w-]+)", head, re.IGNORECASE)
    encoding = re.search(r"ENCODING:\s*([\w-]*)", head)
    named = ((said[1] or said[2] or "") if said else "").upper()
    if named in ("", "NONE") and encoding:
        named = encoding[1].upper()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _as_named(sheet, content, named)
    if fault := text_fault(text):
        raise whole(sheet, fault)
    return text


def _as_named(sheet: Sheet, content: bytes, named: str) -> str:
    codec = WRITTEN.get(named)
    if codec is None:
        raise whole(
            sheet, f"O arquivo diz estar em {named[:40]}, que não se lê; peça ao banco em UTF-8 ou Windows-1252"
        )
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        raise whole(sheet, f"O arquivo diz estar em {named or 'Windows-1252'} e não está; baixe-o de novo") from None


def _ofx(sheet: Sheet, text: str) -> Rows:
    found = tuple(_movements(text))
    problems: list[SheetProblem] = []
    if "<BANKTRANLIST>" not in text.upper():
        raise whole(sheet, "O OFX não tem a lista de lançamentos de uma conta bancária")
    if not re.search(r"</OFX>\s*$", text, re.IGNORECASE):
        problems.append(
            SheetProblem(sheet.title, text.count("\n") + 1, "", "O arquivo acaba antes do fim; baixe-o de novo")
        )
    rows, lines = [], []
    for one in found:
        wrong = [SheetProblem(sheet.title, one.line, column, said) for column, said in _faults(one)]
        problems += wrong
        if not wrong and Decimal(str(ofx_amount(one.values["TRNAMT"]))):
            rows.append(_row(one))
            lines.append(one.line)
    if problems:
        raise SheetErrors(problems)
    return Rows(tuple(rows), tuple(lines))


def _movements(text: str) -> Iterator[Movement]:
    """Each transaction, whether or not its tags are closed."""
    account, current = "", None
    line, seen = 1, 0
    for found in _TAG.finditer(text):
        line, seen = line + text.count("\n", seen, found.start()), found.start()
        closing, tag, value = found[1], found[2].upper(), html.unescape(found[3]).strip()
        if tag in ("STMTTRN", "BANKTRANLIST"):
            if current is not None:
                yield current
            current = Movement(line, account) if tag == "STMTTRN" and not closing else None
        elif closing:
            continue
        elif current is not None:
            current.values.setdefault(tag, value)
        elif tag == "ACCTID":
            account = value
    if current is not None:
        yield current


def _faults(one: Movement) -> Iterator[tuple[str, str]]:
    """What is wrong in a transaction: the column, and a sentence."""
    if "DTPOSTED" not in one.values:
        yield "Data", "Falta a data (DTPOSTED)"
    elif ofx_day(one.values["DTPOSTED"]) is None:
        yield "Data", f"“{one.values['DTPOSTED'][:40]}” não é uma data"
    amount = ofx_amount(one.values.get("TRNAMT", ""))
    if amount is None:
        yield (
            "Valor",
            f"“{one.values['TRNAMT'][:40]}” não é um valor" if "TRNAMT" in one.values else "Falta o valor (TRNAMT)",
        )
        return
    kind = one.values.get("TRNTYPE", "").upper()
    if (kind in DEBITS and amount > 0) or (kind in CREDITS and amount < 0):
        yield "Valor", f"O banco diz {kind} e o sinal do valor diz o contrário"


def ofx_day(text: str) -> str | None:
    """The day of `20260310120000[-3:BRT]`, in ISO: the one of the bank's own clock; also as people write it."""
    found = _DAY.fullmatch(text.strip())
    said = f"{found[1]}-{found[2]}-{found[3]}" if found else read_date(text)
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return None


def ofx_amount(text: str) -> Decimal | None:
    """The amount, with its sign: `-1812.40`, as the format has it, or `-1.812,40`, as some banks write it."""
    bare = re.sub(r"R\$|\s", "", text)
    if "," in bare and _BRAZILIAN.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return Decimal(bare.replace(",", "")) if _AMOUNT.fullmatch(bare) else None


def _row(one: Movement) -> dict[str, Any]:
    values = one.values
    said = {
        "historico": " ".join(dict.fromkeys(values[tag] for tag in ("NAME", "MEMO") if values.get(tag))),
        "documento": values.get("CHECKNUM") or values.get("REFNUM", ""), "identificador": values.get("FITID", ""),
        "conta": one.account,
    }  # fmt: skip
    row = {"data": ofx_day(values["DTPOSTED"]), "valor": str(ofx_amount(values["TRNAMT"]))}
    return row | {name: " ".join(text.split())[:LONGEST] for name, text in said.items() if text.strip()}


# -- Sheets ----------------------------------------------------------------------------------------------------------

TITLES = {
    "data": ("data", "data movimento", "data do movimento", "data lançamento", "data do lançamento", "dt. movimento"),
    "historico": ("histórico", "historico", "descrição", "descricao", "lançamento", "lancamento"),
    "documento": (
        "documento", "nº documento", "número do documento", "numero do documento", "nr. doc.", "nº doc", "doc", "docto."
    ),
    "identificador": ("identificador", "fitid", "id"),
    "valor": ("valor", "valor (r$)", "valor r$"),
    "credito": ("crédito", "credito", "crédito (r$)", "entradas", "entrada"),
    "debito": ("débito", "debito", "débito (r$)", "saídas", "saidas", "saída"),
    "sinal": ("d/c", "c/d", "deb/cred", "deb_cred", "tipo", "natureza", "inf."),
    "conta": ("conta", "conta corrente"),
    "": ("saldo", "saldo (r$)", "dependência origem", "dependencia origem", "data do balancete", "agência", "agencia"),
}  # fmt: skip
"""How banks call what a statement has; under no name, what is not taken."""
KNOWN = {plain(title): name for name, titles in TITLES.items() for title in titles}
CREDITED, DEBITED = frozenset({"c", "crédito", "credito", "+"}), frozenset({"d", "débito", "debito", "-"})
TEXTS = ("historico", "documento", "identificador", "conta")
SHOWN = {"credito": "Crédito", "debito": "Débito", "sinal": "D/C"}


def _sheet(sheet: Sheet, content: bytes) -> Rows:
    titles = {one.name: one.title for one in sheet.columns} | SHOWN
    lines = numbered(sheet, content)
    line, head = next(lines, (1, []))
    columns = _columns(sheet, line, head)
    rows, places, problems = [], [], []
    for place, cells in lines:
        told = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell.strip()}
        if any(cell.strip() for cell in cells[len(columns) :]):
            problems.append(
                SheetProblem(sheet.title, place, "", "Há uma célula fora das colunas; confira os separadores")
            )
        if not told or plain(told.get("historico", "")).replace(" ", "").startswith("saldo"):
            continue
        amount, wrong = _amount(told)
        if wrong:
            problems.append(SheetProblem(sheet.title, place, titles[wrong[0]], wrong[1]))
            continue
        day = told.get("data", "")
        if amount:
            said = {name: told[name].strip()[:LONGEST] for name in TEXTS if name in told}
            rows.append({"data": day.day if isinstance(day, Number) else read_date(day), "valor": str(amount), **said})
            places.append(place)
    if problems:
        raise SheetErrors(problems)
    return Rows(tuple(rows), tuple(places))


def _columns(sheet: Sheet, line: int, head: Sequence[str]) -> list[str]:
    """The name of the field of each column. Raises `SheetErrors` for columns unknown, missing or twice there."""
    found = [KNOWN.get(plain(title)) if title.strip() else "" for title in head]
    problems = [
        SheetProblem(sheet.title, line, title.strip()[:100], "Esta coluna não se conhece; tire-a, ou use as do modelo")
        for title, name in zip(head, found, strict=True)
        if name is None
    ]
    names = [name or "" for name in found]
    problems += [
        SheetProblem(sheet.title, line, title.strip(), "A coluna aparece mais de uma vez")
        for title, name in zip(head, names, strict=True)
        if name and names.count(name) > 1
    ]
    if "data" not in names:
        problems.append(SheetProblem(sheet.title, line, "Data", "Falta esta coluna"))
    if "valor" not in names and not {"credito", "debito"} <= set(names):
        told = "Falta esta coluna, ou as duas de crédito e débito"
        problems.append(SheetProblem(sheet.title, line, "Valor", told))
    if problems:
        raise SheetErrors(problems)
    return names


def _amount(told: Mapping[str, str]) -> tuple[Decimal | None, tuple[str, str] | None]:
    """The signed amount of a line, and what is wrong in it, by column."""
    given = {name: _decimal(told[name]) for name in ("valor", "credito", "debito") if name in told}
    for name, amount in given.items():
        if amount is None:
            return None, (name, f"“{told[name].strip()[:40]}” não é um valor")
    credit, debit = given.get("credito") or Decimal(0), given.get("debito") or Decimal(0)
    if credit and debit:
        return None, ("debito", "A linha tem crédito e débito; cada lançamento tem um dos dois")
    if "valor" not in given:
        return (abs(credit) - abs(debit), None) if given else (None, ("valor", "Falta o valor"))
    amount = given["valor"] or Decimal(0)
    if "sinal" not in told:
        return amount, None
    said = plain(told["sinal"])
    if said not in CREDITED | DEBITED:
        return None, ("sinal", "Escreva C, de crédito, ou D, de débito")
    if amount < 0 and said in CREDITED:
        return None, ("sinal", "O valor tem sinal de menos e a linha diz crédito")
    return (abs(amount) if said in CREDITED else -abs(amount)), None


def _decimal(text: str) -> Decimal | None:
    """The amount that a cell holds, with its sign before or after it."""
    if isinstance(text, Number):
        return Decimal(str(text))
    bare = text.strip()
    if bare.endswith(("-", "+")):
        bare = bare[-1] + bare[:-1]
    read = read_decimal(bare.replace("\u2212", "-"))
    return Decimal(read) if re.fullmatch(r"[+-]?\d+(\.\d+)?", read) else None
