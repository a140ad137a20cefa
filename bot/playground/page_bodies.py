"""What the POSTs of the chat page hold; `page_api` says what each is for."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.playground.state import Kind, Role


class Body(BaseModel):
    """What a POST must hold; other fields are refused, and a number is a number."""

    model_config = ConfigDict(strict=True, extra="forbid")


class InChat(Body):
    person: int
    chat: int


class Send(InChat):
    text: str


class Edit(InChat):
    message: int
    text: str


class Press(InChat):
    message: int
    data: str = Field(min_length=1, max_length=64)


class WebApp(InChat):
    message: int
    web_app: str


class Attach(InChat):
    kind: Kind


class Block(Body):
    person: int
    blocked: bool


class Newcomer(Body):
    first_name: str
    role: Role
    chat: int | None = None


class JoinLink(Body):
    person: int
    link: str


class Move(Body):
    advance_seconds: float | None = Field(default=None, gt=0, le=366 * 86_400)
    to_next: Literal[True] | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> "Move":
        if (self.advance_seconds is None) == (self.to_next is None):
            raise ValueError("give advance_seconds or to_next")
        return self
