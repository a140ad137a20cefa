"""What Bruis does for trainers."""
