"""What Bruis does for trainers: workshops, and rounds to those who take part in them."""
