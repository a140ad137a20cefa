"""The rehearsal: its time, its checks, and one of it."""
