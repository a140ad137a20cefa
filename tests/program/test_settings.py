"""Settings are checked at the start, and what is wrong is said in one line without the values."""

from datetime import time
from pathlib import Path

import pytest

from bot.settings import WrongSettings, read_settings
from dialogues.hours import QuietHours


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without a .env file."""
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_those_of_the_contract() -> None:
    """Scripts outside the project rely on them."""
    settings = read_settings()
    assert settings.telegram_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///data/bruis.db"
    assert settings.quiet_hours == QuietHours(time(21), time(8, 30))
    figures = (settings.sends_per_second, settings.group_minimum, settings.keep_text_days)
    assert figures == (30, 5, 30)
    assert (settings.timezone, settings.listen, settings.log_level) == ("Europe/Brussels", "127.0.0.1:8080", "INFO")


def test_a_dotenv_file_counts_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As every such program does it."""
    (tmp_path / ".env").write_text("BRUIS_TRAINERS=1, 2\nBRUIS_KEEP_TEXT_DAYS=7\n")
    monkeypatch.setenv("BRUIS_KEEP_TEXT_DAYS", "9")
    settings = read_settings()
    assert (settings.trainers, settings.keep_text_days) == (frozenset({1, 2}), 9)


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("GROUP_MINIMUM", "2", "BRUIS_GROUP_MINIMUM: Input should be greater than or equal to 3"),
        ("QUIET_HOURS", "nacht", "BRUIS_QUIET_HOURS: must look like 21:00-08:30"),
        ("TIMEZONE", "Mars", "BRUIS_TIMEZONE: must be a time zone such as Europe/Brussels"),
        ("TRAINERS", "1,Tine", "BRUIS_TRAINERS: must be Telegram user ids with commas between them"),
        (
            "HELPLINES",
            "112; 1813",
            "BRUIS_HELPLINES: must be four numbers with ; between: danger; suicide; somebody who listens; violence",
        ),
        ("ORGANISATION", "a\nb", "BRUIS_ORGANISATION: must be one line of at most 120 characters"),
        ("LISTEN", "8080", "BRUIS_LISTEN: must look like 127.0.0.1:8080"),
        ("LOG_LEVEL", "luid", "BRUIS_LOG_LEVEL: must be DEBUG, INFO, WARNING, ERROR or CRITICAL"),
        ("WEBHOOK_URL", "http://bruis.be/x", "BRUIS_WEBHOOK_URL: must be a public https address"),
        (
            "WEBHOOK_URL",
            "https://bruis.be/x",
            "BRUIS_WEBHOOK_URL and BRUIS_WEBHOOK_SECRET go together: set both or neither",
        ),
    ],
)
def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str) -> None:
    """An operator reads what to do."""
    monkeypatch.setenv(f"BRUIS_{name}", value)
    with pytest.raises(WrongSettings) as error:
        read_settings()
    assert str(error.value) == line


def test_the_token_is_not_in_its_own_settings_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that prints settings shows it."""
    monkeypatch.setenv("BRUIS_TOKEN", "4242:geheim-geheim-geheim")
    assert "geheim" not in repr(read_settings())


@pytest.mark.parametrize("name", ["TOKEN", "WEBHOOK_SECRET", "DATABASE_URL"])
def test_a_secret_can_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """Whoever lists processes or their environment does not see it; where it cannot be had, that is one line."""
    file = tmp_path / "geheim"
    monkeypatch.setenv(f"BRUIS_{name}_FILE", str(file))
    monkeypatch.setenv("BRUIS_WEBHOOK_URL", "https://bruis.be/x" if name == "WEBHOOK_SECRET" else "")
    said = []
    for content in (None, b"\xff", b" \n", b"sqlite:///x\n"):
        if content is not None:
            file.write_bytes(content)
        try:
            value = getattr(read_settings(), name.lower())
        except WrongSettings as error:
            said.append(str(error))
    assert said == [
        f"BRUIS_{name}_FILE cannot be read (FileNotFoundError)",
        f"BRUIS_{name}_FILE cannot be read (UnicodeDecodeError)",
        f"BRUIS_{name}_FILE is empty",
    ]
    assert (value if isinstance(value, str) else value.get_secret_value()) == "sqlite:///x"
    monkeypatch.setenv(f"BRUIS_{name}", "sqlite:///y")
    with pytest.raises(WrongSettings, match=f"BRUIS_{name} and BRUIS_{name}_FILE: set one of both"):
        read_settings()
