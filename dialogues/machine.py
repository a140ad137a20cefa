"""The transition table of all talks, and the only thing that changes a state.

Theory of operation. A state is a phase of the conversation: what is being asked. Which kenmerk, which tip, which plan
is data in the session. A scene (`dialogues/talks`) hears the person's answer and names the move that follows from it;
the table says where that move leads; the scene of the new state then asks its question. A move the table does not
have is our mistake: it is refused, and the state stays what it was.

Some states lie over the others (`OVERLAYS`): the talk they interrupt goes on where it was, by `resume_<state>`. What a
trainer does lies over their own talk as coordinator in the same way, and so does joining a workshop.
There is one machine without a model and without callbacks; it is triggered on a small cursor.
"""

from collections.abc import Callable
from enum import StrEnum

from transitions import Machine, MachineError

from dialogues.errors import MoveRefused


class State(StrEnum):
    """Phases of the conversation."""

    WELCOME = "welcome"
    REST = "rest"
    GROUP_CHOICE = "group_choice"
    GROUP_NAME = "group_name"
    GROUP_BRANCH = "group_branch"
    MOMENT = "moment"
    KENMERK = "kenmerk"
    CLARIFY = "clarify"
    MIRROR = "mirror"
    MIRROR_LINE = "mirror_line"
    MIRROR_PHASE = "mirror_phase"
    LEARNING = "learning"
    GROUP_RESULTS = "group_results"
    THEME = "theme"
    TIPS_PHASE = "tips_phase"
    TIP = "tip"
    PLAN_IF = "plan_if"
    PLAN_THEN = "plan_then"
    REHEARSAL = "rehearsal"
    NUDGES = "nudges"
    CHECK_IN = "check_in"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_TELL = "follow_up_tell"
    FOLLOW_UP_NEXT = "follow_up_next"
    LATER = "later"
    AGAIN = "again"
    DEEPENING_CHOICE = "deepening_choice"
    DEEPENING = "deepening"
    UNFINISHED = "unfinished"
    PAUSE = "pause"
    ERASE = "erase"
    CONSENTS = "consents"
    RENEWAL = "renewal"
    BACKGROUND = "background"
    JOINING = "joining"
    JOINING_GROUP = "joining_group"
    JOINING_SAME = "joining_same"
    JOINING_NUDGES = "joining_nudges"
    MAY_COUNT = "may_count"
    OWN_QUESTION = "own_question"
    WORKSHOPS = "workshops"
    WORKSHOP_NAME = "workshop_name"
    WORKSHOP_DATE = "workshop_date"
    WORKSHOP_MOMENTS = "workshop_moments"
    WORKSHOP = "workshop"
    WORKSHOP_SURE = "workshop_sure"
    ROUND_GROUPS = "round_groups"
    ROUND_WHAT = "round_what"
    ROUND_QUESTION = "round_question"
    ROUND_ANSWERS = "round_answers"
    ROUND_FROM = "round_from"
    ROUND_UNTIL = "round_until"
    ROUND_REMINDER = "round_reminder"
    ROUND_CHECK = "round_check"
    ROUNDS = "rounds"
    ROUND = "round"
    ROUND_SURE = "round_sure"
    LEFT_OPEN = "left_open"
    REMINDERS = "reminders"
    REMINDER = "reminder"
    REMINDER_MOVE = "reminder_move"
    PART_OF_DAY = "part_of_day"
    WEEKENDS = "weekends"
    COUNTRY = "country"


S = State
JOINING = (S.JOINING, S.JOINING_GROUP, S.JOINING_SAME, S.JOINING_NUDGES, S.OWN_QUESTION, S.MAY_COUNT)
#: What only trainers do.
AT_DESK = tuple(s for s in S if s.startswith(("workshop", "round")))
#: What is planned, and when somebody likes to be written to.
LISTING = (S.REMINDERS, S.REMINDER, S.REMINDER_MOVE, S.PART_OF_DAY, S.WEEKENDS, S.COUNTRY)
OVERLAYS = (
    *(S.UNFINISHED, S.PAUSE, S.ERASE, S.CONSENTS, S.RENEWAL, S.BACKGROUND, S.LEFT_OPEN),
    *(*JOINING, *AT_DESK, *LISTING),
)
TALKING = tuple(s for s in S if s not in {*OVERLAYS, S.WELCOME, S.REST})
#: Asked unasked, and not answered: no talk.
NUDGED = (S.FOLLOW_UP, S.LATER, S.AGAIN)
#: A talk is being set up: nothing was told yet.
SETTING_UP = (S.GROUP_CHOICE, S.GROUP_NAME, S.GROUP_BRANCH)
#: There is something to lose by another talk.
HALFWAY = tuple(s for s in TALKING if s not in {*SETTING_UP, S.DEEPENING_CHOICE})
#: There is a reflection to go on with.
REFLECTING = (S.MOMENT, S.KENMERK, S.CLARIFY, S.MIRROR, S.MIRROR_LINE, S.MIRROR_PHASE)
#: A theme or a tip is being chosen, of a reflection or not.
CHOOSING_TIPS = (S.THEME, S.TIPS_PHASE, S.TIP)
_PLANNING = (S.PLAN_IF, S.PLAN_THEN, S.REHEARSAL)
_GROUP_KNOWN = (S.WELCOME, S.REST, S.GROUP_CHOICE, S.GROUP_BRANCH, S.AGAIN)
_STARTS = (S.REST, S.UNFINISHED)

Row = tuple[str, State, State]

_TALK_ROWS: tuple[Row, ...] = (
    # welkom
    ("agreed", S.WELCOME, S.GROUP_NAME),
    # de groep
    *(("first_group", s, S.GROUP_NAME) for s in _STARTS),
    *(("which_group", s, S.GROUP_CHOICE) for s in _STARTS),
    ("new_group", S.GROUP_CHOICE, S.GROUP_NAME),
    ("named", S.GROUP_NAME, S.GROUP_BRANCH),
    ("back_to_name", S.GROUP_BRANCH, S.GROUP_NAME),
    ("set_up_later", S.GROUP_CHOICE, S.REST),
    *(("branch_unknown", s, S.GROUP_BRANCH) for s in (S.WELCOME, S.REST, S.GROUP_CHOICE)),
    *(("group_settled", s, S.MOMENT) for s in _GROUP_KNOWN),
    *(("group_settled_short", s, S.KENMERK) for s in _GROUP_KNOWN),
    # een moment
    ("moment_told", S.MOMENT, S.KENMERK),
    # de kenmerken
    ("answered", S.KENMERK, S.KENMERK),
    ("answered", S.CLARIFY, S.KENMERK),
    *(("doubtful", s, S.CLARIFY) for s in (S.KENMERK, S.CLARIFY)),
    ("went_back", S.KENMERK, S.KENMERK),
    ("went_back", S.CLARIFY, S.KENMERK),
    *(("back_to_moment", s, S.MOMENT) for s in (S.KENMERK, S.CLARIFY)),
    *(("all_answered", s, S.MIRROR) for s in (S.KENMERK, S.CLARIFY)),
    *(("nothing_to_mirror", s, S.REST) for s in (S.KENMERK, S.CLARIFY)),
    # de spiegel
    ("correct", S.MIRROR, S.MIRROR_LINE),
    ("line_chosen", S.MIRROR_LINE, S.MIRROR_PHASE),
    ("corrected", S.MIRROR_PHASE, S.MIRROR),
    *(("nothing_to_correct", s, S.MIRROR) for s in (S.MIRROR_LINE, S.MIRROR_PHASE)),
    ("recognised", S.MIRROR, S.THEME),
    ("recognised_short", S.MIRROR, S.REST),
    ("ask_learning", S.MIRROR, S.LEARNING),
    *(("ask_counting", s, S.GROUP_RESULTS) for s in (S.MIRROR, S.LEARNING)),
    *(("permissions_settled", s, S.THEME) for s in (S.LEARNING, S.GROUP_RESULTS)),
    *(("permissions_settled_short", s, S.REST) for s in (S.LEARNING, S.GROUP_RESULTS)),
    # een thema, een tip
    *(("browse", s, S.THEME) for s in (*_STARTS, S.FOLLOW_UP_NEXT)),
    ("theme_chosen", S.THEME, S.TIP),
    ("phase_unknown", S.THEME, S.TIPS_PHASE),
    ("phase_told", S.TIPS_PHASE, S.TIP),
    ("other_theme", S.TIPS_PHASE, S.THEME),
    ("enough", S.TIPS_PHASE, S.REST),
    ("enough", S.THEME, S.REST),
    ("another_tip", S.TIP, S.TIP),
    ("other_theme", S.TIP, S.THEME),
    ("tip_taken", S.TIP, S.PLAN_IF),
    ("enough", S.TIP, S.REST),
    # een plan
    ("if_told", S.PLAN_IF, S.PLAN_THEN),
    ("whole_plan_told", S.PLAN_IF, S.REHEARSAL),
    ("then_told", S.PLAN_THEN, S.REHEARSAL),
    ("rewrite", S.REHEARSAL, S.PLAN_IF),
    ("back_to_if", S.PLAN_THEN, S.PLAN_IF),
    ("back_to_tip", S.PLAN_IF, S.TIP),
    *(("no_plan", s, S.REST) for s in _PLANNING),
    ("rehearsed", S.REHEARSAL, S.NUDGES),
    ("rehearsed_and_agreed", S.REHEARSAL, S.CHECK_IN),
    ("nudges_yes", S.NUDGES, S.CHECK_IN),
    ("nudges_no", S.NUDGES, S.REST),
    ("moment_said", S.CHECK_IN, S.CHECK_IN),
    ("check_in_set", S.CHECK_IN, S.REST),
    # weken later
    ("plan_due", S.REST, S.FOLLOW_UP),
    ("again_due", S.REST, S.AGAIN),
    *(("unanswered", s, S.REST) for s in NUDGED),
    ("outcome_told", S.FOLLOW_UP, S.FOLLOW_UP_TELL),
    ("told_more", S.FOLLOW_UP_TELL, S.FOLLOW_UP_TELL),
    ("all_told", S.FOLLOW_UP_TELL, S.FOLLOW_UP_NEXT),
    *(("not_now", s, S.LATER) for s in (S.FOLLOW_UP, S.AGAIN)),
    ("moment_said", S.LATER, S.LATER),
    ("later_set", S.LATER, S.REST),
    ("keep_plan", S.FOLLOW_UP_NEXT, S.CHECK_IN),
    ("next_step", S.FOLLOW_UP_NEXT, S.PLAN_THEN),
    ("adapt_plan", S.FOLLOW_UP_NEXT, S.PLAN_IF),
    ("drop_plan", S.FOLLOW_UP_NEXT, S.REST),
    # verdiepen
    *(("deepen", s, S.DEEPENING_CHOICE) for s in _STARTS),
    *(("deepening_begun", s, S.DEEPENING) for s in (S.REST, S.DEEPENING_CHOICE)),
    ("deepening_answered", S.DEEPENING, S.DEEPENING),
    ("went_back", S.DEEPENING, S.DEEPENING),
    ("back_to_choice", S.DEEPENING, S.DEEPENING_CHOICE),
    ("deepened", S.DEEPENING, S.REST),
    *(("enough", s, S.REST) for s in (S.DEEPENING_CHOICE, S.DEEPENING)),
)


def resuming(state: State) -> str:
    """The move by which an overlay gives way to the talk it interrupted."""
    return f"resume_{state}"


#: What can lie under an overlay that does not lie over every talk, and over none.
_UNDER = {S.UNFINISHED: HALFWAY, S.LEFT_OPEN: REFLECTING}
_OVERLAY_ROWS: tuple[Row, ...] = (
    *(("unfinished", s, S.UNFINISHED) for s in HALFWAY),
    *(("ask_pause", s, S.PAUSE) for s in (*TALKING, S.REST)),
    *(("ask_erase", s, S.ERASE) for s in (*TALKING, S.REST)),
    *(("ask_consents", s, S.CONSENTS) for s in (*TALKING, S.REST)),
    ("consent_changed", S.CONSENTS, S.CONSENTS),
    *(("ask_again", s, S.RENEWAL) for s in (*TALKING, S.REST)),
    *(("ask_background", s, S.BACKGROUND) for s in (*TALKING, S.REST)),
    ("read", S.BACKGROUND, S.BACKGROUND),
    *(("left_open", s, S.LEFT_OPEN) for s in REFLECTING),
    # herinneringen
    *(("ask_reminders", s, S.REMINDERS) for s in (*TALKING, S.REST)),
    ("item_chosen", S.REMINDERS, S.REMINDER),
    ("move_item", S.REMINDER, S.REMINDER_MOVE),
    ("moment_said", S.REMINDER_MOVE, S.REMINDER_MOVE),
    *(("back_to_list", s, S.REMINDERS) for s in (S.REMINDER, S.REMINDER_MOVE, S.WEEKENDS)),
    *(("ask_part", s, S.PART_OF_DAY) for s in (S.CHECK_IN, S.REMINDERS)),
    ("ask_country", S.PART_OF_DAY, S.COUNTRY),
    ("country_told", S.COUNTRY, S.PART_OF_DAY),
    ("part_told", S.PART_OF_DAY, S.WEEKENDS),
    *((resuming(s), o, s) for o in OVERLAYS for s in _UNDER.get(o, (*TALKING, S.REST))),
    # een workshop waaraan iemand meedoet
    *(("ask_joining", s, S.JOINING) for s in (S.WELCOME, *TALKING, S.REST)),
    ("joins", S.JOINING, S.JOINING_GROUP),
    ("same_name", S.JOINING_GROUP, S.JOINING_SAME),
    ("other_name", S.JOINING_SAME, S.JOINING_GROUP),
    *(("ask_coming_back", s, S.JOINING_NUDGES) for s in (S.JOINING_GROUP, S.JOINING_SAME)),
    # de workshops van een trainer
    *(
        ("open_workshops", s, S.WORKSHOPS)
        for s in (S.WELCOME, *TALKING, S.REST, S.WORKSHOPS, S.WORKSHOP_NAME, S.WORKSHOP)
    ),
    ("make_workshop", S.WORKSHOPS, S.WORKSHOP_NAME),
    ("workshop_named", S.WORKSHOP_NAME, S.WORKSHOP_DATE),
    ("back_to_name", S.WORKSHOP_DATE, S.WORKSHOP_NAME),
    ("day_told", S.WORKSHOP_DATE, S.WORKSHOP_MOMENTS),
    ("other_day", S.WORKSHOP_MOMENTS, S.WORKSHOP_DATE),
    ("moments_told", S.WORKSHOP_MOMENTS, S.WORKSHOP_MOMENTS),
    *(("open_workshop", s, S.WORKSHOP) for s in (S.WORKSHOPS, S.WORKSHOP_MOMENTS, S.WORKSHOP_SURE)),
    ("ask_sure", S.WORKSHOP, S.WORKSHOP_SURE),
    # een ronde klaarzetten
    *(("choose_groups", s, S.ROUND_GROUPS) for s in (S.WORKSHOPS, S.WORKSHOP, S.ROUND_GROUPS)),
    *(("choose_what", s, S.ROUND_WHAT) for s in (S.WORKSHOPS, S.WORKSHOP, S.ROUND_GROUPS)),
    ("own_question", S.ROUND_WHAT, S.ROUND_QUESTION),
    ("question_written", S.ROUND_QUESTION, S.ROUND_ANSWERS),
    *(("what_chosen", s, S.ROUND_FROM) for s in (S.ROUND_WHAT, S.ROUND_ANSWERS, S.ROUND)),
    ("from_told", S.ROUND_FROM, S.ROUND_UNTIL),
    ("until_told", S.ROUND_UNTIL, S.ROUND_REMINDER),
    ("drafted", S.ROUND_REMINDER, S.ROUND_CHECK),
    # een ronde die loopt
    *(("open_rounds", s, S.ROUNDS) for s in (*TALKING, S.REST, S.ROUND, S.ROUNDS)),
    *(("open_round", s, S.ROUND) for s in (*TALKING, S.REST, S.ROUNDS, S.ROUND, S.ROUND_CHECK, S.ROUND_SURE)),
    ("ask_sure", S.ROUND, S.ROUND_SURE),
    # een ronde beantwoorden
    *(("ask_own_question", s, S.OWN_QUESTION) for s in (S.WELCOME, *TALKING, S.REST)),
    *(("ask_to_count", s, S.MAY_COUNT) for s in (S.REST, S.OWN_QUESTION)),
    ("plan_due", S.MAY_COUNT, S.FOLLOW_UP),
)

#: Every move there is: (move, from, to).
TABLE: tuple[Row, ...] = (*_TALK_ROWS, *_OVERLAY_ROWS)

_MACHINE = Machine(
    model=None,
    states=[str(s) for s in S],
    transitions=[[move, str(source), str(dest)] for move, source, dest in TABLE],
    initial=str(S.WELCOME),
    auto_transitions=False,
)


def _unseen(row: Row) -> None:
    """Nobody asks which moves are made."""


#: Hears of every move that is made: for whoever asks which of them are never made at all.
made: Callable[[Row], object] = _unseen


class _Cursor:
    def __init__(self, state: State) -> None:
        self.state: str = str(state)


def move(state: State, trigger: str) -> State:
    """Where `trigger` leads from `state`; MoveRefused where the table does not have it."""
    cursor = _Cursor(state)
    try:
        _MACHINE.events[trigger].trigger(cursor)
    except (KeyError, MachineError):
        raise MoveRefused(f"no move {trigger!r} from {state!r}") from None
    made((trigger, state, State(cursor.state)))
    return State(cursor.state)
