"""A rehearsal: people over weeks of moved time on the real program, and then the question what did not hold."""
