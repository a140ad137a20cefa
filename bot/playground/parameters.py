"""The parameters of a call, however they came: query, form, multipart or JSON; every value is a string."""

import json
from dataclasses import dataclass, field

from aiohttp import web

from bot.playground.errors import bad_request


@dataclass(frozen=True)
class Upload:
    """A file that came along."""

    name: str
    content: bytes


@dataclass
class Parameters:
    values: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def number(self, name: str, default: int = 0, lowest: int | None = None, highest: int | None = None) -> int:
        """The leading digits, as the server reads them; anything else is 0. Clamped, never refused."""
        found = to_integer(self.values[name]) if name in self.values else default
        return max(found if lowest is None else lowest, min(found, found if highest is None else highest))

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def upload(self, name: str) -> Upload | None:
        """The file under this name, or the one its value points to as attach://other."""
        return self.uploads.get(self.text(name).removeprefix("attach://") or name)


def to_integer(text: str) -> int:
    """-12 of "-12abc"; 0 where there is no digit."""
    text = text.strip()
    digits = text.removeprefix("-")
    end = next((i for i, c in enumerate(digits) if not ("0" <= c <= "9")), len(digits))
    return (-1 if text.startswith("-") else 1) * int(digits[:end] or "0")


async def read(request: web.Request) -> Parameters:
    """All parameters; ApiError 400 for a body that is not what its content type says."""
    parameters = Parameters(dict(request.query))
    if request.content_type == "application/json":
        parameters.values |= _from_json(await request.read())
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                parameters.uploads[name] = Upload(value.filename, value.file.read())
            else:
                parameters.values[name] = value if isinstance(value, str) else bytes(value).decode()
    return parameters


def _from_json(body: bytes) -> dict[str, str]:
    if not body:
        return {}
    try:
        found = json.loads(body)
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_request("Strings must be encoded in UTF-8") from None
    except ValueError:
        raise bad_request("can't parse parameter value") from None
    if not isinstance(found, dict):
        raise bad_request("JSON object expected")
    return {k: v if isinstance(v, str) else json.dumps(v) for k, v in found.items() if v is not None}
