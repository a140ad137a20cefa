"""What Bruis costs and how fast it is, measured against a local Bot API beside two bots that promise less."""
