"""The only place that knows Telegram, the clock, chance and the network."""
