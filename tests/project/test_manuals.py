"""The manuals name what there is: buttons, commands of the chat and of the program, and what a proxy has to pass on."""

import re
import tomllib

import pytest

from bot.__main__ import _parser
from bot.settings import Settings
from bot.trainers.page.site import PATH
from dialogues.commands import COMMANDS, FOR_TRAINERS
from tests.project import ROOT

MANUALS = [*sorted((ROOT / "docs/handleiding").glob("*.md")), ROOT / "docs/beheer.md"]
OF_EACH = pytest.mark.parametrize("text", [file.read_text() for file in MANUALS], ids=[file.stem for file in MANUALS])
WORDS = ROOT / "coaching_texts/nl"


def _said() -> set[str]:
    """All that the program says in one piece, which buttons are as well."""
    files = [tomllib.loads(file.read_text()) for file in [WORDS / "buttons.toml", *WORDS.glob("talks/**/*.toml")]]
    return {text for file in files for text in file.values() if isinstance(text, str)}


@OF_EACH
def test_every_button_is_there(text: str) -> None:
    """What a reader is told to tap on is written as they see it."""
    named = re.findall(r"(?:\b[Tt]ik\b[^«.,]*|\bknop |\b[Mm]et |\bNa |\ben )«([^»]+)»", " ".join(text.split()))
    assert set(named) - _said() == set()


@OF_EACH
def test_every_command_is_there(text: str) -> None:
    """In the chat and on the command line; and every setting that is named is one."""
    in_chat = set(re.findall(r"`/([a-z]+)`", text)) - {"healthz", "readyz", "metrics", "trainer", "revoke", "newbot"}
    on_line = set(re.findall(r"bin/bruis ([a-z]+)", text))
    (commands,) = (action.choices for action in _parser()._actions if action.choices)
    settings = {name.removesuffix("=").lower() for name in re.findall(r"\bBRUIS_([A-Z_]+=?)", text)}
    unknown = (
        in_chat - {*COMMANDS, *FOR_TRAINERS},
        on_line - set(commands),
        settings - set(Settings.model_fields) - {"domain"},
    )
    assert unknown == (set(), set(), set())


def test_both_proxies_pass_on_what_the_bot_awaits() -> None:
    """The webhook, the trainers' page and what is below it, at the port of BRUIS_LISTEN."""
    manual = (ROOT / "docs/beheer.md").read_text()
    (webhook,) = re.findall(r"^BRUIS_WEBHOOK_URL=https://[a-z.]+(/\w+)$", manual, re.MULTILINE)
    listen = Settings.model_fields["listen"].default
    assert re.findall(r"@bruis path (.+)", manual) == [f"{webhook} {PATH} {PATH}/*"]
    assert re.findall(r"reverse_proxy (.+)", manual) == [listen]
    passed_on = re.findall(r"location (.+) \{ proxy_pass http://(.+); \}", manual)
    assert passed_on == [(f"= {webhook}", listen), (f"= {PATH}", listen), (f"{PATH}/", listen)]
