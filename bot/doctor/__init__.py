"""`bruis doctor`: says what is wrong with the set-up, one line each, and what to do about it."""
