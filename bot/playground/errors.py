"""What the Bot API answers when it refuses: a code, the real server's own sentence, sometimes parameters."""

from typing import Any


class ApiError(Exception):
    """A refusal by the Bot API; `description` is the whole sentence, with its prefix ("Bad Request: ...")."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON object that goes out."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> ApiError:
    """A 400; the first letter is lowered unless the second one is a capital or "_" (Client.cpp:190)."""
    keep = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    return ApiError(400, "Bad Request: " + (reason if keep else reason[:1].lower() + reason[1:]))


def forbidden(reason: str) -> ApiError:
    """A 403."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many(seconds: int) -> ApiError:
    """A 429."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
