"""The trainers' page: who gets in, who sees what, and how it looks."""
