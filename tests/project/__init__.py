"""What a stranger relies on around the code."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
