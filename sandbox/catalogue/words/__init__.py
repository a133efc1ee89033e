"""The vocabulary of the practice catalogue."""

from . import everyday, home, technical  # noqa: F401
from .shapes import KINDS  # noqa: F401
