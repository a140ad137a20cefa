"""What goes out unasked: one contact policy for all of it."""
