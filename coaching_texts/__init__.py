"""Words only: what the coach says, and the words people type."""
