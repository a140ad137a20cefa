"""The bots Bruis is measured against: short talks on the frameworks' own state and nothing of ours."""
