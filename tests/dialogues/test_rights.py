"""Every cell of the table of rights, written out a second time as people would say it."""

import pytest

from dialogues.desk import Desk, DeskWorkshop
from dialogues.model.rights import Action, Role, may
from tests.dialogues.coached import MONDAY

#: A row an action, a column a role in the order of Role: owner, second, trainer, coordinator, stranger.
WRITTEN_OUT = """
make_workshop    yes yes yes no  no
invite_trainer   yes yes yes no  no
see_workshop     yes yes no  no  no
share_link       yes yes no  no  no
renew_link       yes no  no  no  no
add_trainer      yes yes no  no  no
leave_workshop   yes yes no  no  no
close_workshop   yes no  no  no  no
start_round      yes yes no  no  no
manage_round     yes yes no  no  no
see_result       yes yes no  no  no
start_in_chat    yes yes yes yes no
join             yes yes yes yes no
answer_round     yes yes yes yes no
"""
ROWS = {row.split()[0]: row.split()[1:] for row in WRITTEN_OUT.strip().splitlines()}
CELLS = [(action, role) for action in Action for role in Role]


def test_every_action_is_written_out() -> None:
    """A new action is thought about for every role."""
    assert {action: len(cells) for action, cells in ROWS.items()} == dict.fromkeys(Action, len(Role))


@pytest.mark.parametrize(("action", "role"), CELLS)
def test_a_cell(action: Action, role: Role) -> None:
    """Who may do this, and nobody else."""
    assert may(role, action) == (ROWS[action][list(Role).index(role)] == "yes")


@pytest.mark.parametrize(
    ("desk", "workshop", "expected"),
    [
        (Desk(MONDAY.date()), 0, Role.COORDINATOR),
        (Desk(MONDAY.date()), 1, Role.COORDINATOR),
        (Desk(MONDAY.date(), trainer=True), 1, Role.TRAINER),
        (Desk(MONDAY.date(), True, 0, (DeskWorkshop(1, Role.OWNER, 1, MONDAY.date()),)), 1, Role.OWNER),
        (Desk(MONDAY.date(), True, 0, (DeskWorkshop(1, Role.SECOND, 2, MONDAY.date()),)), 1, Role.SECOND),
        (Desk(MONDAY.date(), True, 0, (DeskWorkshop(1, Role.OWNER, 1, MONDAY.date()),)), 2, Role.TRAINER),
        (Desk(MONDAY.date(), False, 0, (DeskWorkshop(1, Role.OWNER, 1, MONDAY.date()),)), 1, Role.COORDINATOR),
    ],
)
def test_a_role(desk: Desk, workshop: int, expected: Role) -> None:
    """What somebody is to a workshop comes from their own desk; who is no trainer any more is a coordinator."""
    assert desk.role(workshop) == expected
