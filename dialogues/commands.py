"""Commands work at any moment; the talk that was going on goes on where it was."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from dialogues import consents
from dialogues.effects import Forget, GroupName, Kept, Part, SendData
from dialogues.guessing import too_many, wrong
from dialogues.inputs import Command, Invitation
from dialogues.machine import CHOOSING_TIPS, HALFWAY, OVERLAYS, SETTING_UP, TALKING, State, move
from dialogues.session import Session, TalkKind
from dialogues.talks import answering, background, browsing, groups, joining, my_consents, reminders
from dialogues.talks.deepening import running
from dialogues.talks.looking_back import plan_parts, profile_parts
from dialogues.talks.overlays import lay_over, lift
from dialogues.talks.scene import Context, Step
from dialogues.talks.trainers import managing, rounds, workshops
from dialogues.talks.trainers.becoming import become
from dialogues.talks.trainers.groups import groups_of_workshops

Handler = Callable[[Session, Command, Context], Step]

#: Commands that only look at something.
LOOKING = {"profiel", "plan", "help", "privacy", "mijngegevens", "achtergrond"}
#: After this long the question about which group is not asked again of who only looks at something.
LEFT_OPEN = timedelta(hours=1)


def obey(session: Session, command: Command, context: Context) -> Step:
    """What a command does; an unknown one gets a kind answer."""
    handler = COMMANDS.get(command.name) or FOR_TRAINERS.get(command.name)
    if handler is None:
        return Step(None, session, (Part("commands.unknown"),))
    if not session.agreed and command.name not in BEFORE_CONSENT:
        return Step(None, session)
    if command.name in LOOKING and _set_up_left(session, command):
        state = move(session.state, "set_up_later")
        session = session.but(state=state, asked=session.asked + 1, asked_at=command.at)
    return handler(session, command, context)


def _set_up_left(session: Session, command: Command) -> bool:
    """Whether the question about which group was left open too long ago to come back to unasked."""
    asked = session.asked_at
    return session.state is State.GROUP_CHOICE and asked is not None and command.at - asked > LEFT_OPEN


def _start(session: Session, command: Command, context: Context) -> Step:
    if command.invitation is not None:
        return _followed(session, command.invitation, context)
    if command.argument:
        key = "commands.many_links" if too_many(session, command.at) else "commands.unknown_link"
        return Step(None, wrong(session, command.at), (Part(key),))
    if not session.agreed:
        return Step(None, session, whole=True)
    if session.state in OVERLAYS:
        return lift(session, Part("commands.hello_again"))
    return Step(None, session, (Part("commands.hello_again"),))


def _followed(session: Session, invitation: Invitation, context: Context) -> Step:
    """A link was followed; before the yes to the talk it is only remembered."""
    if not session.agreed:
        return Step(None, _remembered(session, invitation), whole=True)
    match invitation.kind:
        case "workshop":
            return joining.start(session, invitation)
        case "trainer":
            over = lay_over(session, "open_workshops")
            return become(over.session, invitation, context.desk, "open_workshops")
        case "group":
            return _invited(session, invitation)
        case _:
            return answering.start(session, invitation, context)


def _remembered(session: Session, invitation: Invitation) -> Session:
    match invitation.kind:
        case "workshop":
            return session.but(joining=joining.invited_to(invitation))
        case "trainer":
            return session.but(trainer_code=invitation.code)
        case "round":
            return session.but(answering=answering.asked_by(invitation))
        case "group":
            return session.but(invited=groups.invited_to(invitation))
        case _:
            return session


def _invited(session: Session, invitation: Invitation) -> Step:
    at_hand = session.about
    session, effects = groups.join(session, groups.invited_to(invitation))
    joined = Part("groups.joined", {"name": GroupName(session.about)})
    if _at_hand(session) in TALKING:
        session = session.but(about=at_hand)
    return Step(None, session, (joined,), effects)


def _at_hand(session: Session) -> State:
    """The state of the talk itself, also where something lies over it."""
    return session.interrupted or State.REST if session.state in OVERLAYS else session.state


def _begin(kind: TalkKind) -> Handler:
    def begin(session: Session, command: Command, context: Context) -> Step:
        at_hand, session = _at_hand(session), session.but(wants=kind, instead=None)
        if at_hand in SETTING_UP:
            return lift(session) if session.state in OVERLAYS else Step(None, session)
        if at_hand in HALFWAY:
            return lay_over(session, "unfinished")
        return groups.start(session.but(state=State.REST), kind)

    return begin


def _deepen(session: Session, command: Command, context: Context) -> Step:
    at_hand = _at_hand(session)
    if at_hand is State.DEEPENING_CHOICE:
        return lift(session) if session.state in OVERLAYS else Step(None, session)
    if at_hand in HALFWAY:
        return lay_over(session.but(instead="verdiep"), "unfinished")
    return running.start(session.but(state=State.REST))


def _tips(session: Session, command: Command, context: Context) -> Step:
    at_hand = _at_hand(session)
    if at_hand in CHOOSING_TIPS:
        return lift(session) if session.state in OVERLAYS else Step(None, session)
    if at_hand in HALFWAY:
        return lay_over(session.but(instead="tips"), "unfinished")
    return browsing.start(session.but(state=State.REST))


def _background(session: Session, command: Command, context: Context) -> Step:
    return background.start(session)


def _help(session: Session, command: Command, context: Context) -> Step:
    trainer = context.desk is not None and context.desk.trainer
    texts = (Part("commands.help"), Part("workshops.help")) if trainer else (Part("commands.help"),)
    return Step(None, session, ask=session.agreed, apart=texts)


def _privacy(session: Session, command: Command, context: Context) -> Step:
    told = (Part("commands.privacy"),)
    return my_consents.start(session, told) if session.agreed else Step(None, session, apart=told)


def _my_data(session: Session, command: Command, context: Context) -> Step:
    return Step(None, session, effects=(SendData(),), apart=(Part("data.kept", {"kept": Kept()}),))


def _profile(session: Session, command: Command, context: Context) -> Step:
    return Step(None, session, apart=profile_parts(session, context.now))


def _plan(session: Session, command: Command, context: Context) -> Step:
    return Step(None, session, apart=plan_parts(session, context.now))


def _reminders(session: Session, command: Command, context: Context) -> Step:
    return reminders.start(session, command)


def _stop(session: Session, command: Command, context: Context) -> Step:
    """Who never agreed to anything has nothing to stop, and nothing is remembered of it."""
    session, effects = consents.stop_coming_back(session) if session.consents else (session, ())
    return Step(None, session, (Part("commands.stopped"),), effects, ask=False)


def _pause(session: Session, command: Command, context: Context) -> Step:
    return lay_over(session, "ask_pause")


def _erase(session: Session, command: Command, context: Context) -> Step:
    if session.state is State.WELCOME:
        return Step(None, session, (Part("overlays.erased"),), (Forget(),), ask=False)
    return lay_over(session, "ask_erase")


def _workshop(session: Session, command: Command, context: Context) -> Step:
    return workshops.start(session, context)


def _round(session: Session, command: Command, context: Context) -> Step:
    return rounds.start(session, context)


def _groups(session: Session, command: Command, context: Context) -> Step:
    return groups_of_workshops(session, context)


#: Commands of trainers, in the order in which they are shown, after those for everyone.
FOR_TRAINERS: Mapping[str, Handler] = {
    "workshop": _workshop,
    "ronde": _round,
    "rondes": managing.start,
    "groepen": _groups,
}

#: Every command for everyone, in the order in which they are shown.
COMMANDS: Mapping[str, Handler] = {
    "start": _start,
    "reflectie": _begin("reflectie"),
    "polsslag": _begin("polsslag"),
    "verdiep": _deepen,
    "tips": _tips,
    "profiel": _profile,
    "plan": _plan,
    "achtergrond": _background,
    "herinneringen": _reminders,
    "pauze": _pause,
    "stop": _stop,
    "privacy": _privacy,
    "mijngegevens": _my_data,
    "wis": _erase,
    "help": _help,
}

BEFORE_CONSENT = {"start", "help", "privacy", "mijngegevens", "wis", "stop"}
