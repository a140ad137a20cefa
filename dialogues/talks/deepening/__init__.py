"""Verdiepen: eight short talks, one for each model of the slides. Each is a file of questions; one module runs them."""
