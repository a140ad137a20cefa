"""Calls any method of the Bot API by name and keeps all that an error says."""

import json
from collections.abc import Mapping
from typing import Any

from telegram.error import NetworkError

from bot.telegram.transport import NO_FILES, AiohttpRequest
from storage.messages import File

Params = Mapping[str, Any]


class ApiError(Exception):
    """The Bot API refused: HTTP code, its description, and `parameters` (retry_after, migrate_to_chat_id).

    The library's own exception classes lose the code and alter the description.
    """

    def __init__(self, code: int, description: str, parameters: Params) -> None:
        super().__init__(f"{code} {description}")
        self.code, self.description, self.parameters = code, description, parameters

    def number(self, name: str) -> int | None:
        """A whole number among the parameters, None where it is not there."""
        value = self.parameters.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


class BotApi:
    """`<base_url>/bot<token>/<method>`, answered with the raw result."""

    def __init__(self, request: AiohttpRequest, base_url: str, token: str) -> None:
        self._request = request
        self.base_url = base_url.rstrip("/")
        self._token = token

    async def call(
        self,
        method: str,
        params: Params | None = None,
        *,
        read: float | None = None,
        files: Mapping[str, File] = NO_FILES,
    ) -> Any:
        """The `result` of a method; `read` is how many seconds to wait for it, `files` go along as uploads.

        Raises ApiError where the Bot API refused, NotSent where the request never left, and another NetworkError
        where nobody knows, also when what answered is not the Bot API.
        """
        url = f"{self.base_url}/bot{self._token}/{method}"
        status, body = await self._request.submit(url, params or {}, read=read, files=files)
        answer = _answer(status, body)
        if answer.get("ok") is True and "result" in answer:
            return answer["result"]
        parameters = answer.get("parameters")
        raise ApiError(
            _code(answer, status),
            str(answer.get("description", "")),
            parameters if isinstance(parameters, dict) else {},
        )


def _answer(status: int, body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body.decode(errors="replace"))
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        raise NetworkError(f"HTTP {status} that is no answer of a Bot API")
    return answer


def _code(answer: Params, status: int) -> int:
    code = answer.get("error_code")
    return code if isinstance(code, int) else status
