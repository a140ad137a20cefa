"""The talks: for every state of the table the scene that asks its question and hears the answer."""

from collections.abc import Mapping

from dialogues.machine import State
from dialogues.talks import (
    background,
    browsing,
    follow_up,
    groups,
    joining,
    kenmerken,
    mirror,
    moment,
    my_consents,
    overlays,
    permissions,
    plan,
    rest,
    tips,
    welcome,
)
from dialogues.talks.deepening import running
from dialogues.talks.scene import Scene
from dialogues.talks.trainers import workshop, workshops

SCENES: Mapping[State, Scene] = {
    State.WELCOME: welcome.SCENE,
    State.REST: rest.SCENE,
    State.GROUP_CHOICE: groups.CHOICE,
    State.GROUP_NAME: groups.NAME,
    State.GROUP_BRANCH: groups.BRANCH,
    State.MOMENT: moment.SCENE,
    State.KENMERK: kenmerken.SCENE,
    State.CLARIFY: kenmerken.CLARIFY,
    State.MIRROR: mirror.SCENE,
    State.MIRROR_LINE: mirror.LINE,
    State.MIRROR_PHASE: mirror.PHASE,
    State.LEARNING: permissions.LEARNING,
    State.GROUP_RESULTS: permissions.GROUP_RESULTS,
    State.THEME: tips.THEME,
    State.TIPS_PHASE: browsing.PHASE,
    State.TIP: tips.TIP,
    State.PLAN_IF: plan.IF,
    State.PLAN_THEN: plan.THEN,
    State.REHEARSAL: plan.REHEARSAL,
    State.NUDGES: plan.NUDGES,
    State.CHECK_IN: plan.CHECK_IN,
    State.FOLLOW_UP: follow_up.SCENE,
    State.FOLLOW_UP_NEXT: follow_up.NEXT,
    State.DEEPENING_CHOICE: running.CHOICE,
    State.DEEPENING: running.SCENE,
    State.UNFINISHED: overlays.UNFINISHED,
    State.PAUSE: overlays.PAUSE,
    State.ERASE: overlays.ERASE,
    State.CONSENTS: my_consents.SCENE,
    State.RENEWAL: my_consents.RENEWAL,
    State.BACKGROUND: background.SCENE,
    State.JOINING: joining.SCENE,
    State.JOINING_GROUP: joining.GROUP,
    State.JOINING_SAME: joining.SAME,
    State.JOINING_NUDGES: joining.NUDGES,
    State.WORKSHOPS: workshops.LIST,
    State.WORKSHOP_NAME: workshops.NAME,
    State.WORKSHOP_DATE: workshops.DAY,
    State.WORKSHOP_MOMENTS: workshops.MOMENTS,
    State.WORKSHOP: workshop.SCENE,
    State.WORKSHOP_SURE: workshop.SURE,
}
