"""Who lives in the playground from the start. Ids are beyond 32 bits, as real ones can be, and never change."""

from bot.playground.state import Chat, Person, State

COORDINATORS = {7_000_000_001: "An", 7_000_000_002: "Mohamed", 7_000_000_003: "Godelieve"}
TRAINERS = {7_000_000_004: "Tine"}
GROUP = -4_000_000_001


def starting_state() -> State:
    """Three coordinators, a trainer, and a group with all of them and the bot."""
    state = State()
    for person_id, name in COORDINATORS.items():
        settle(state, Person(id=person_id, first_name=name, role="coordinator"))
    for person_id, name in TRAINERS.items():
        settle(state, Person(id=person_id, first_name=name, role="trainer"))
    state.chats[GROUP] = Chat(id=GROUP, type="group", title="Buurthuis De Linde", members=list(state.people))
    return state


def settle(state: State, person: Person) -> Chat:
    """Give a person a place and a private chat with the bot."""
    state.people[person.id] = person
    chat = Chat(id=person.id, type="private", title=person.first_name, members=[person.id])
    state.chats[chat.id] = chat
    return chat
