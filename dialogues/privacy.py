"""Hears what is too private to be said again: health, family, money trouble, ways to reach a person.

It is for what Bruis quotes. Hearing too much costs only a quote, so it is quick to hear.
"""

import re

from dialogues.reading.words import plain

#: Ways to reach or identify someone, in the text as typed.
_REACHED = re.compile(
    r"\S@\S"  # an e-mail address, or a name on a network
    r"|(?<!\w)@\w{3,}"
    r"|https?://|\bwww\.|\bt\.me/"
    r"|(?:\+|\b0)\d(?:[ ./-]?\d){6,}\b"  # a telephone number; years and amounts are shorter
    r"|\bBE ?\d\d(?: ?\d{4}){3}\b"  # a bank account
    r"|\b\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}\b"  # a national number
    r"|\b\w+(?:straat|laan|plein|dreef|steenweg) \d+",  # an address
    re.IGNORECASE,
)
_WHOSE = r"(?:mijn|zijn|haar|hun|je|jullie|ons|onze)"
_FAMILY = (
    r"(?:man|vrouw|vent|echtgeno\w+|partner|vriendin?|lief|ex|kind\w*|zoon\w*|dochter\w*|vader|moeder|papa|mama|"
    r"(?:schoon|groot|stief|plus|pleeg)\w+|oma|opa|broer\w*|zus\w*|nicht\w*|neef\w*|neven|tante|nonkel|gezin|huwelijk)"
)
#: Somebody's health, in plain words.
_HEALTH = (
    r"(?:ziek|zieke|ziekte\w*|ziekenhuis|kliniek|hospitaal|kanker\w*|chemo\w*|tumor\w*|hartaanval|hartinfarct|operatie"
    r"|geopereerd|dementie|dement\w*|alzheimer|parkinson|diabetes|suikerziekte|epilep\w+|autis\w+|adhd|psychi\w+"
    r"|psycholo\w+|depress\w+|burn ?outs?|medicatie|medicijnen|antidepressiva|pillen|diagnose|revalidatie|beroerte"
    r"|hiv|aids|zwanger\w*|miskraam\w*|abortus|handicap|verslaafd|verslaving|alcoholis\w+|drinkt te veel|drugs)"
)
_ILL = re.compile(rf"\b{_HEALTH}\b")
#: Health and what happens at home.
_SPOKEN = re.compile(
    rf"\b(?:{_WHOSE} (?:oudste |jongste |eigen |ex )?{_FAMILY}|{_HEALTH}"
    r"|gescheiden|scheiding|overleden|gestorven|begrafenis|rouw\w*|schulden|schuldbemiddeling|ocmw|leefloon|dakloos"
    r"|(?:zijn|haar|geen) papieren|asiel\w*|gevangenis|veroordeeld|homo|lesbisch|transgender)\b"
)


def private(text: str) -> bool:
    """Whether the text says something of health, family or money trouble, or how to reach a person."""
    return bool(_REACHED.search(text) or _SPOKEN.search(plain(text)))


def of_health(text: str) -> bool:
    """Whether the text says something of somebody's health; slower to hear than what is only not quoted."""
    return bool(_ILL.search(plain(text)))
