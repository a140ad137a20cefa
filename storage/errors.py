"""What can be wrong with a database, each in one line that a person can act on."""


class StorageError(Exception):
    """The root of what `storage` raises."""


class DatabaseUnknown(StorageError):
    """The address names no database we can use."""


class DatabaseInUse(StorageError):
    """Another process has this SQLite file."""


class DatabaseOutOfReach(StorageError):
    """The database cannot be opened or does not answer."""


class DatabaseNewer(StorageError):
    """A newer version of the program has migrated this database."""


class GroupUnknown(StorageError):
    """No group has this join code, or the person has no group under this number."""
