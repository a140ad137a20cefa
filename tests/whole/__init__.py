"""The whole program: real processes, real HTTP, real databases."""
