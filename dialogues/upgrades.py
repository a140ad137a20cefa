"""Snapshots of earlier releases, brought up to date one version after the other."""

from collections.abc import Callable, Mapping
from typing import Any

Kept = dict[str, Any]


def _contacts_by_what_they_are_about(kept: Kept) -> Kept:
    """A check-in is known by its plan, and no more by a number of its own."""
    plans = {name: _without(kept[name], "contact") for name in ("plan", "draft") if kept.get(name)}
    return _without(kept, "contacts") | plans


def _without(kept: Kept, name: str) -> Kept:
    return {key: value for key, value in kept.items() if key != name}


#: What leads from each version to the next.
_UPGRADES: Mapping[int, Callable[[Kept], Kept]] = {1: _contacts_by_what_they_are_about}


def upgraded(kept: Kept) -> Kept:
    """The snapshot as this release would have written it."""
    version = kept["version"]
    while version in _UPGRADES:
        kept = _UPGRADES[version](kept)
        version += 1
    return kept | {"version": version}
