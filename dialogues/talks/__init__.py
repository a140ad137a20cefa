"""The talks, one file each."""
