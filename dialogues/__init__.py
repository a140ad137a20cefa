"""The dialogues: pure. No I/O, no clock, no chance, no wording, no Telegram."""
