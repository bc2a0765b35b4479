"""Offering records in the rows of a form that refer to others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from screens.records.form_rows import ChoiceRow, FieldRow, SeveralReferencesRow
from store.records.marks import Reference
from tui.forms.offers import Offers, offers_for
from tui.widgets.page import Page


async def offer_records(page: Page[Any], rows: Iterable[FieldRow]) -> None:
    """Offer the records that the rows of a form may refer to.

    Args:
        page: the form.
        rows: its rows.
    """
    referring = [(row, row.mark.record) for row in rows if isinstance(row.mark, Reference)]
    wanted = {record for _row, record in referring}
    offers: Offers = await page.shell.read(offers_for, page.shell.opened, wanted)
    for row, record in referring:
        if isinstance(row, ChoiceRow):
            row.offer(offers.of(record))
        elif isinstance(row, SeveralReferencesRow):
            await row.offer(offers.of(record))
