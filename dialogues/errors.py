"""Our own mistakes. A person's odd answer is never one of these: it is a turn of the conversation."""


class DialogueError(Exception):
    """Something in the dialogues is wrong; the turn does not count and the session is as it was."""


class MoveRefused(DialogueError):
    """The table has no such move from this state."""


class SnapshotTooNew(DialogueError):
    """A session written by a later release than this one."""
