"""Partnerships as the public list finds them: derived from their cases by `activities.records.partnerships`."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from activities.records.tables.base import Table


class PartnershipRow(Table, table=True):
    """A partnership as its cases tell it of the days from `since` to the one before `till`.

    `key` is its key in the registers of the body, `id` the case whose page tells of it. `last_day` is its last day as
    alterations and its end make it on those days, `signed_in` the year of `signed_on`. `search` is number, object,
    organisation and CNPJ, lower-cased and without accents.
    """

    __tablename__ = "partnerships"

    key: str = Field(primary_key=True)
    since: date = Field(primary_key=True)
    till: date
    id: str
    party: str
    signed_on: date
    signed_in: int
    last_day: date
    search: str

    __table_args__ = (
        Index(None, "signed_on", "id"),
        Index(None, "signed_in", "last_day"),
        Index("ix_partnerships_last_day", "last_day"),
        Index(None, "party"),
        Index(None, "id"),
    )
