"""Een ronde klaarzetten: to whom, and what is asked; also a question of the trainer's own, with its four answers."""

from dialogues.desk import DeskWorkshop
from dialogues.effects import Choice, Part
from dialogues.inputs import Said
from dialogues.model.rights import Action
from dialogues.round_effects import WriteAnswers, WriteQuestion
from dialogues.session import Session
from dialogues.talks.overlays import lay_over
from dialogues.talks.scene import Context, Question, Scene, Step, rows
from dialogues.talks.trainers.at_desk import (
    NO,
    NO_TRAINER,
    desk,
    draft,
    leave,
    listed,
    no_round,
    only,
    talk,
    told_only,
    with_desk,
    with_draft,
)
from dialogues.trainer_effects import GroupLabel
from dialogues.training import DeskTalk, RoundDraft

KINDS = ("reflectie", "polsslag", "plan", "question")
#: Longest question of a trainer's own, in characters; longest answer, which stands on a button; and how many there are.
LONGEST_QUESTION, LONGEST_ANSWER, ANSWERS = 300, 28, 4
#: Most groups on the list to choose from; with more, a round goes to all of them.
MOST_GROUPS = 20


def start(session: Session, context: Context) -> Step:
    """To which workshop? Whoever is no trainer is told how to become one."""
    if context.desk is None or not context.desk.trainer:
        return Step(None, session, (NO_TRAINER,))
    step = lay_over(session, "open_workshops")
    if not context.desk.workshops:
        return listed(step, context)
    step = listed(step, context)
    return Step(step.move, with_desk(step.session, what="rounds"))


def for_workshop(session: Session, workshop: DeskWorkshop, context: Context) -> Step:
    """A round for this workshop: to which groups, where there is more than one."""
    if not desk(context).may(Action.START_ROUND, workshop.id):
        return leave(session, NO)
    if not workshop.groups:
        return Step(None, session, (Part("rounds.nobody"),))
    groups = tuple(group.id for group in workshop.groups)
    several = 1 < len(groups) <= MOST_GROUPS
    made = RoundDraft(id=desk(context).fresh, groups=groups, at_hand=groups)
    session = session.but(desk=DeskTalk(workshop=workshop.id, draft=made))
    return Step("choose_groups" if several else "choose_what", session)


def _ask_groups(session: Session) -> Question:
    made = draft(session)
    choices = tuple((_group(n, id, id in made.groups),) for n, id in enumerate(made.at_hand, 1))
    return Question((Part("rounds.groups"),), (*choices, *rows("groups_chosen", "no_round")))


def _group(n: int, id: int, chosen: bool) -> Choice:
    return Choice(f"item_{n}", Part("rounds.group", {"name": GroupLabel(id), "chosen": chosen}))


def _groups(session: Session, choice: str, context: Context) -> Step:
    made = draft(session)
    if choice == "no_round":
        return no_round(session)
    if choice == "groups_chosen":
        return Step("choose_what", session) if made.groups else Step(None, session, (Part("rounds.no_group"),))
    id = made.at_hand[int(choice.removeprefix("item_")) - 1]
    groups = tuple(g for g in made.at_hand if (g in made.groups) != (g == id))
    return Step("choose_groups", with_draft(session, groups=groups))


def _ask_what(session: Session) -> Question:
    choices = tuple((Choice(kind, Part(f"rounds.kind_{kind}")),) for kind in KINDS)
    return Question((Part("rounds.what"),), (*choices, *rows("no_round")))


def _what(session: Session, choice: str, context: Context) -> Step:
    if choice == "no_round":
        return no_round(session)
    move = "own_question" if choice == "question" else "what_chosen"
    return Step(move, with_draft(session, what=choice))


def _ask_question(session: Session) -> Question:
    return Question((Part("rounds.question"),), rows("no_round"))


def _away(session: Session, choice: str, context: Context) -> Step:
    return no_round(session)


def _question(session: Session, said: Said, context: Context) -> Step:
    text = " ".join(said.text.split())
    if len(text) > LONGEST_QUESTION:
        return Step(None, session, (Part("rounds.question_too_long", {"most": LONGEST_QUESTION}),), ask=False)
    return Step("question_written", session, (), (WriteQuestion(draft(session).id, talk(session).workshop, text),))


def _ask_answers(session: Session) -> Question:
    return Question((Part("rounds.answers", {"most": LONGEST_ANSWER}),), rows("no_round"))


def _answers(session: Session, said: Said, context: Context) -> Step:
    """Four lines, or one with strokes between them; each has to fit on a button."""
    lines = said.text.splitlines() if "\n" in said.text.strip() else said.text.split("/")
    answers = tuple(" ".join(line.split()) for line in lines if line.strip())
    fit = len(answers) == ANSWERS == len(set(answers)) and max(map(len, answers)) <= LONGEST_ANSWER
    if not fit:
        return Step(None, session, (Part("rounds.answers_do_not_fit", {"most": LONGEST_ANSWER}),), ask=False)
    return Step("what_chosen", session, (), (WriteAnswers(draft(session).id, answers),))


ROUND = Action.START_ROUND
GROUPS = Scene(_ask_groups, only(ROUND, _groups))
WHAT = Scene(_ask_what, only(ROUND, _what))
QUESTION = Scene(_ask_question, only(ROUND, _away), told_only(ROUND, _question))
FOUR_ANSWERS = Scene(_ask_answers, only(ROUND, _away), told_only(ROUND, _answers))
