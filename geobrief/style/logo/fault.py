"""What is wrong with a logo, and what shape one has."""

from __future__ import annotations

__all__ = ["LogoError", "check_shape", "cut"]

_MOST_TIMES = 20
"""As wide as high, or the reverse: beyond, nothing of it is seen in the room that a logo has."""


class LogoError(ValueError):
    """A file is no logo that can be used; the message tells why and what to do."""


def check_shape(width: float, height: float, what: str) -> None:
    """Refuse a shape that no logo has; `what` begins the message.

    Raises:
        LogoError: it is far wider than high, or the reverse.
    """
    if max(width, height) > _MOST_TIMES * min(width, height):
        longer, other = ("wide", "high") if width > height else ("high", "wide")
        message = (
            f"{what}, more than {_MOST_TIMES} times as {longer} as {other}; export the logo with "
            "its page fitted to the drawing"
        )
        raise LogoError(message)


def cut(text: str) -> str:
    """Return as much of a text as a message needs, in quotes."""
    plain = " ".join(text.split())
    return repr(plain if len(plain) <= 40 else f"{plain[:40]}...")  # noqa: PLR2004 - enough to find it
