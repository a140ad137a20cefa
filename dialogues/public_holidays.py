"""The public holidays of Belgium, by name, and the two Sundays among them.

Royal decree of 18 April 1974 on the act of 4 January 1974 on public holidays, article 1. The library `holidays` knows
them too, and the tests and `bruis rehearse` go by it; a bot that runs does without, for it loads every country of the
world, which is 12 MB.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

_FIXED = {
    "Nieuwjaar": (1, 1),
    "Dag van de Arbeid": (5, 1),
    "Nationale feestdag": (7, 21),
    "O. L. V. Hemelvaart": (8, 15),
    "Allerheiligen": (11, 1),
    "Wapenstilstand": (11, 11),
    "Kerstmis": (12, 25),
}
_DAYS_AFTER_EASTER = {
    "Pasen": 0,
    "Paasmaandag": 1,
    "O. L. H. Hemelvaart": 39,
    "Pinksteren": 49,
    "Pinkstermaandag": 50,
}


@cache
def public_holidays(year: int) -> Mapping[str, date]:
    """All twelve of a year. Two may fall on the same day, as on 1 May 2008."""
    fixed = {name: date(year, month, day) for name, (month, day) in _FIXED.items()}
    return fixed | {name: easter(year) + timedelta(days=days) for name, days in _DAYS_AFTER_EASTER.items()}


def is_holiday(day: date) -> bool:
    """Whether it is one of them."""
    return day in public_holidays(day.year).values()
