"""The trainers' page: what the chat shows them, for a laptop or a beamer, with the same rights."""
