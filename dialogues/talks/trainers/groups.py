"""De groepen van een trainer: which take part in each workshop, and of which there are enough for a mirror."""

from dialogues.effects import Part
from dialogues.session import Session
from dialogues.talks.scene import Context, Step
from dialogues.talks.trainers.at_desk import MOST_LISTED, NO_TRAINER
from dialogues.trainer_effects import GroupLabel, WorkshopCard

#: Most groups that are listed of one workshop.
MOST_GROUPS = 20


def groups_of_workshops(session: Session, context: Context) -> Step:
    """A list to look at; whoever is no trainer is told how to become one."""
    desk = context.desk
    if desk is None or not desk.trainer:
        return Step(None, session, (NO_TRAINER,))
    listed = [
        {
            "workshop": WorkshopCard(workshop.id),
            "groups": [{"name": GroupLabel(g.id), "members": g.members} for g in workshop.groups[:MOST_GROUPS]],
            "more": max(len(workshop.groups) - MOST_GROUPS, 0),
        }
        for workshop in desk.workshops[:MOST_LISTED]
    ]
    return Step(None, session, apart=(Part("rounds.list_of_groups", {"workshops": listed}),))
