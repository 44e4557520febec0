"""Turning pages."""

import calendar
from datetime import date, timedelta


def turned(day: date, by: int, *, weekly: bool) -> date:
    """The day `by` weeks or months on; the 31st becomes the last day of a shorter month."""
    if weekly:
        return day + timedelta(days=7 * by)
    months = day.year * 12 + day.month - 1 + by
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
