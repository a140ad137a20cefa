"""`bruis texts check`: the texts are in order, and whatever a writer breaks is found and named."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import run
from bot.texts_checks.saying import OWN, Reached
from bot.texts_command import check, walk
from bot.trainers.chats import KINDS
from coaching_texts.texts import Texts
from dialogues.engine import Engine
from dialogues.exploring import ReadsReplies, explore
from dialogues.hours import BELGIUM

ROOT = Path(__file__).parents[2]
NL = ROOT / "coaching_texts" / "nl"
#: One thing broken per case: the file, what stands there, what is put there, and the fault that is told.
BROKEN = [
    ("talks/plan.toml", 'you_may = "Ja', 'you_may = Ja', r"talks/plan.toml: is no TOML .*"),
    ("talks/plan.toml", "{{ keep_days }}", "{{ keep_days }", r"talks/plan.toml show: is no template .*"),
    ("kenmerken/taken.toml", 'name = "Taken"\n', "", r"kenmerken/taken.toml name: Field required"),
    ("kenmerken/taken.toml", 'name = "Taken"', 'naam = "x"\nname = "Taken"', r"kenmerken/taken.toml naam: Extra .*"),
    ("kenmerken/taken.toml", "[mirror]\nstartend", "[mirror]\nstarten", r"kenmerken/taken.toml mirror: no words .*"),
    ("models/lights.toml", "[wat]", "[waarom]", r"models/lights: no words for wat"),
    ("talks/rest.toml", "Wat wil je doen?", "Wat wilt u doen?", r"talks/rest.toml menu: says “u”, better “je, jij”"),
    ("talks/rest.toml", "Wat wil je doen?", "Geef feedback.", r"talks/rest.toml menu: says “feedback”, .*"),
    ("talks/rest.toml", "Wat wil je doen?", "Zo'n dag.", r"talks/rest.toml menu: has a straight apostrophe, .*"),
    ("talks/rest.toml", "Wat wil je doen?", "heel " * 21 + "lang", r"talks/rest.toml menu: a sentence of 22 words, .*"),
    ("talks/rest.toml", "Wat wil je doen?", "", r"talks/rest.toml menu: is empty"),
    ("talks/rest.toml", "Wat wil je doen?", "{{ wat }}", r"talks/rest.toml menu: does not render: 'wat' is undefined"),
    ("talks/rest.toml", "Wat wil je doen?", "Kies <nu>.", r"talks/rest.toml menu: Telegram .*Unsupported.*"),
    ("talks/rest.toml", "Wat wil je doen?", "Kies nu. " * 500, r"rest.menu: a message of \d+ characters, at most 4026"),
    ("talks/rest.toml", 'menu = "', 'munu = "', r"rest.menu: is said, and is not in the texts"),
    ("talks/rest.toml", 'menu = "', 'over = "Ooit."\nmenu = "', r"talks/rest.toml over: nothing says it"),
    ("talks/groups.toml", "{{ name or 'je groep' }}", "{{ name }}", r"talks/groups.toml branch: says “None” .*"),
    ("talks/groups.toml", "{{ name or 'je groep' }}", "{{ name | safe }}", r"talks/groups.toml branch: Telegram .*"),
    ("talks/common.toml", "Dat had ik al genoteerd.", "Genoteerd. " * 20, r"talks/common.toml double_tap: a toast .*"),
    ("talks/commands.toml", "Een tijdje geen berichten", "Stil. " * 50, r"talks/commands.toml menu_pauze: .*"),
    ("buttons.toml", '"Sla over"', '"Ik sla deze vraag vandaag liever over"', r"buttons.toml skip: 37 characters .*"),
    ("buttons.toml", '"Sla over"', '""', r"buttons.toml skip: 0 characters on a button, .*"),
    ("typed.toml", "skip = [", "skop = [", r"typed.toml skop: no button offers this"),
    ("tips/openheid/startend-drie-plekken.toml", '"startend"', '"strtend"', r"tips/.*: phase strtend is not known"),
    ("tips/openheid/startend-drie-plekken.toml", 'title = "', 'title = "Nu! ', r"tips/openheid/.*: cheers: .*"),
]  # fmt: skip


@pytest.fixture(scope="module")
def said() -> Reached:
    """What the talks say with the real texts: a broken text changes nothing in where they lead."""
    return walk(Texts("nl", keep_days=30, group_minimum=5))


@pytest.fixture
def nl(tmp_path: Path) -> Path:
    """A copy of the texts to break."""
    return Path(shutil.copytree(NL, tmp_path / "nl"))


def test_the_walk_is_always_the_same() -> None:
    """Two walks come to the same turns, so that a check that fails here fails everywhere."""
    engine = Engine(ReadsReplies(), Texts("nl", keep_days=30, group_minimum=5), BELGIUM)
    assert list(explore(engine, most=40)) == list(explore(engine, most=40))


def test_the_texts_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """`bruis texts check` finds nothing, and counts what there is: at least four tips in every cell."""
    status = run(["texts", "check"])
    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    assert [line.split()[0] for line in printed.out.splitlines()[-3:]] == [
        "openheid",
        "vernieuwing",
        "verantwoordelijkheid",
    ]
    assert min(int(n) for line in printed.out.splitlines()[-3:] for n in line.split()[1:]) >= 4


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken[0]}-{broken[2][:16]}")
def test_what_is_broken_is_found(nl: Path, said: Reached, broken: tuple[str, str, str, str]) -> None:
    """One thing broken is told where it is broken, in one line."""
    file, old, new, fault = broken
    text = (nl / file).read_text(encoding="utf-8")
    assert old in text
    (nl / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = check(nl, said)
    assert [line for line in found if re.fullmatch(fault, line)] != [], found[:5]


def test_two_tips_alike_are_found(nl: Path, said: Reached) -> None:
    """A tip copied under another name is no other tip."""
    theme = nl / "tips" / "openheid"
    shutil.copy(theme / "startend-drie-plekken.toml", theme / "startend-vier-plekken.toml")
    assert "tips: startend-drie-plekken and startend-vier-plekken are alike" in check(nl, said)


def test_too_few_tips_are_found(nl: Path, said: Reached) -> None:
    """Three tips for a phase in a theme are too few."""
    for path in sorted((nl / "tips" / "vernieuwing").glob("startend-*"))[3:]:
        path.unlink()
    assert [line for line in check(nl, said) if re.fullmatch(r"tips/vernieuwing: \d for startend, .*", line)] != []


def test_a_kenmerk_without_words_is_found(nl: Path) -> None:
    """A file that is gone is missed before anything builds on it."""
    (nl / "kenmerken" / "taken.toml").unlink()
    assert check(nl) == ["kenmerken: no words for taken"]


def _sources() -> Iterator[str]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if path.parent.name != "texts_checks":
            yield path.read_text(encoding="utf-8")


def test_the_bot_says_itself_what_it_is_said_to_say() -> None:
    """Every text that is declared the bot's own is named in its code, and no text that it names is left out.

    The mirror of a group and the trainers' page have their own lists, of all that they can say (bot/texts_checks).
    """
    calls = r'(?:render|label|_say|_replace|_button)\([^"()]*f?"([a-z_]+\.[a-z_]+)"?'
    named = {k for source in _sources() for k in re.findall(calls, source) if k != "chats."}
    named = {key for key in named if not key.startswith(("group_mirror.", "page."))}
    named |= {f"chats.{kind}" for kind in KINDS}  # named for the kind of round it starts
    assert {key if ".menu_" not in key else "commands.menu_" for key in OWN} == named
