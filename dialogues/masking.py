"""Takes out of a text what reaches or identifies a person: mail addresses, telephone, national and account numbers.

Nobody needs those to look at a group, so they go before anything is written down. Names and health cannot be found so
surely: of those people are warned.
"""

import re

from phonenumbers import PhoneNumberMatcher

#: What stands where something was taken out.
MASK = "•••"
#: Numbers without a country are read as Belgian.
_COUNTRY = "BE"
_MAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z]{4})?(?:[ .-]?\d{1,4}){3,8}\b", re.IGNORECASE)
#: 85.07.30-033.28, or its eleven digits with any or no marks between.
_NATIONAL = re.compile(r"(?<!\d)\d{2}[ ./-]?\d{2}[ ./-]?\d{2}[ ./-]{0,3}\d{3}[ ./-]?\d{2}(?!\d)")
#: Of a text that is all digits no more candidates are looked at than this.
_MOST_TRIES = 500
#: Fewer digits than a telephone number has need no closer look, which costs more.
_DIGITS = re.compile(r"(?:\d\D{0,4}){8}")


def masked(text: str) -> str:
    """The text with a mask in place of each such address or number. Any text is fine."""
    text = _MAIL.sub(MASK, text) if "@" in text else text
    if not _DIGITS.search(text):
        return text
    text = _NATIONAL.sub(MASK, _ACCOUNT.sub(MASK, text))
    found = list(PhoneNumberMatcher(text, _COUNTRY, max_tries=_MOST_TRIES))
    for match in reversed(found):
        text = text[: match.start] + MASK + text[match.end :]
    return text
