"""What the Tab key offers as the value of an option, where only some words will do."""

__all__ = ["borders", "formats", "sizes", "themes"]


def themes(incomplete: str) -> list[str]:
    """Return the themes that begin so."""
    from geobrief.cli.formats import THEMES  # noqa: PLC0415 - only when Tab is pressed

    return [name for name in THEMES if name.startswith(incomplete.lower())]


def sizes(incomplete: str) -> list[str]:
    """Return the names of sizes that begin so."""
    from geobrief.cli.formats import SIZES  # noqa: PLC0415 - see above

    return [name for name in SIZES if name.startswith(incomplete.lower())]


def borders(incomplete: str) -> list[str]:
    """Return the points of view that begin so."""
    from geobrief.cli.formats import BORDERS  # noqa: PLC0415 - see above

    return [name for name in BORDERS if name.startswith(incomplete.lower())]


def formats(incomplete: str) -> list[str]:
    """Return what the list of formats that was begun may go on with."""
    from geobrief.cli.formats import FORMATS  # noqa: PLC0415 - see above

    *begun, last = incomplete.lower().split(",")
    return [
        ",".join([*begun, name]) for name in FORMATS if name.startswith(last) and name not in begun
    ]
