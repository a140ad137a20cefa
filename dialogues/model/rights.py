"""Who may do what with workshops and rounds: one table of roles and actions, and nothing else decides."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to a workshop: its first trainer, one of its other trainers, a trainer of other workshops,
    somebody who talks with Bruis, or somebody who did not say yes to that yet.
    """

    OWNER = "owner"
    SECOND = "second"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    STRANGER = "stranger"


class Action(StrEnum):
    """What can be done; an action on a workshop is one on its groups and its rounds as well."""

    MAKE_WORKSHOP = "make_workshop"
    INVITE_TRAINER = "invite_trainer"
    SEE_WORKSHOP = "see_workshop"
    SHARE_LINK = "share_link"
    RENEW_LINK = "renew_link"
    ADD_TRAINER = "add_trainer"
    LEAVE_WORKSHOP = "leave_workshop"
    CLOSE_WORKSHOP = "close_workshop"
    START_ROUND = "start_round"
    MANAGE_ROUND = "manage_round"
    SEE_RESULT = "see_result"
    START_IN_CHAT = "start_in_chat"
    JOIN = "join"
    ANSWER_ROUND = "answer_round"


_TRAINERS = frozenset({Role.OWNER, Role.SECOND, Role.TRAINER})
_OF_WORKSHOP = frozenset({Role.OWNER, Role.SECOND})
_AGREED = frozenset(set(Role) - {Role.STRANGER})

#: The roles that have each right. A link is renewed and a workshop closed by its first trainer alone; a round in a chat
#: is besides for an administrator of that chat alone, which Telegram tells.
RIGHTS: Mapping[Action, frozenset[Role]] = {
    Action.MAKE_WORKSHOP: _TRAINERS,
    Action.INVITE_TRAINER: _TRAINERS,
    Action.SEE_WORKSHOP: _OF_WORKSHOP,
    Action.SHARE_LINK: _OF_WORKSHOP,
    Action.RENEW_LINK: frozenset({Role.OWNER}),
    Action.ADD_TRAINER: _OF_WORKSHOP,
    Action.LEAVE_WORKSHOP: _OF_WORKSHOP,
    Action.CLOSE_WORKSHOP: frozenset({Role.OWNER}),
    Action.START_ROUND: _OF_WORKSHOP,
    Action.MANAGE_ROUND: _OF_WORKSHOP,
    Action.SEE_RESULT: _OF_WORKSHOP,
    Action.START_IN_CHAT: _AGREED,
    Action.JOIN: _AGREED,
    Action.ANSWER_ROUND: _AGREED,
}


def may(role: Role, action: Action) -> bool:
    """Whether somebody in this role has the right to do this."""
    return role in RIGHTS[action]
