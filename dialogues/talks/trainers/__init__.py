"""What trainers do, over whatever talk of their own: workshops, and rounds to those who take part in them."""
