"""Names to points: every name of a brief is looked up once, and all failures are told at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from geobrief import gazetteer
from geobrief.errors import BriefError, InputError, PlaceError
from geobrief.files import slug
from geobrief.layers.namesakes import beside_the_story
from geobrief.model import Basis, Label, Location
from geobrief.model.naming import name_key
from geobrief.model.parse import problem_at
from geobrief.progress import tracked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geobrief.errors import Problem
    from geobrief.model import Brief, Claim, Item, Movement, Origin, Place

__all__ = [
    "Gathered",
    "ResolvedPlace",
    "look_up",
    "origin_of",
    "resolve",
    "ways",
    "without_the",
]

BRIEF_SOURCE = "the brief"
"""The source of coordinates that the brief itself gives."""

_GIVEN = frozenset({Basis.BRIEF, Basis.COORDINATES})
"""What a point rests on that was not looked up."""

_POLE_DEG = 90.0
_CODE_LENGTH = 2
_MENTIONS_TOLD = 5
_MOST_EXPLAINED = 25
"""Of more names than these that fail, the rest is told without what may be meant instead."""
_STORY_PLACES = 500
"""So many of the other places order the candidates of an ambiguous name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedPlace:
    """A name of the brief, its point, and what the brief itself says of it."""

    id: str
    name: str
    location: Location
    entry: Place | None
    show: bool

    @property
    def label(self) -> Label:
        """What stands at the marker: what the editor wrote, or the name."""
        label = self.entry.label if self.entry else Label()
        return label if label.text else replace(label, text=self.name)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All places of a brief, in order: its own list first, then as its records name them."""

    places: Mapping[str, ResolvedPlace]
    also: Mapping[str, str] = field(default_factory=dict)
    """Keys of names that are another's with or without "the", to that one's key."""

    def __getitem__(self, name: str) -> ResolvedPlace:
        key = name_key(name)
        return self.places[self.also.get(key, key)]

    def __contains__(self, name: str) -> bool:
        key = name_key(name)
        return self.also.get(key, key) in self.places


@dataclass(slots=True)
class _Mention:
    """One name, from all the fields that use it."""

    name: str
    entry: Place | None
    show: bool
    origins: list[Origin]


def origin_of(brief: Brief, path: str, item: Item | None = None) -> Origin:
    """Return where a field was written, as exactly as it is known."""
    known = brief.origins.get(path)
    if known is not None:
        return known
    if item is None or not str(item.origin):
        return replace(brief.origin, field=path)
    # A row's field is a column; and in what is left of a flawed brief, entries have other numbers.
    _, dot, name = path.rpartition(".")
    parts = (item.origin.field, name) if dot else (item.origin.field,)
    return replace(item.origin, field=".".join(part for part in parts if part))


def ways(brief: Brief) -> Iterator[tuple[str, Movement | Claim]]:
    """Yield everything that leads from one place to another, with its path in the brief."""
    for index, movement in enumerate(brief.movements):
        yield f"movements[{index}]", movement
    for index, claim in enumerate(brief.distances):
        yield f"distances[{index}]", claim


def resolve(brief: Brief) -> Gathered:
    """Look up every name that the brief uses.

    Raises:
        BriefError: lists every name that does not become one point, with its origin.
    """
    gathered, problems = look_up(brief)
    if problems:
        raise BriefError(problems)
    return gathered


def look_up(brief: Brief) -> tuple[Gathered, list[Problem]]:
    """Look up every name that the brief uses; names that become no point are told as problems."""
    mentions, problems = _mentions(brief)
    located, failures = _located(mentions)
    problems += [*failures, *_exchanged(brief)]
    also = _with_the(mentions, located)
    for key, first in also.items():
        mentions[first].show |= mentions[key].show and mentions[first].entry is None
    places: dict[str, ResolvedPlace] = {}
    ids: set[str] = set()
    for key, location in located.items():
        if key in also:
            continue
        mention = mentions[key]
        places[key] = ResolvedPlace(
            id=_unused_id(mention.name, ids),
            name=mention.name,
            location=_rounded(location),
            entry=mention.entry,
            show=mention.show,
        )
    return Gathered(places, also), problems


def _with_the(mentions: Mapping[str, _Mention], located: Mapping[str, Location]) -> dict[str, str]:
    """Return the names that are an earlier one with or without "the", and were found at it.

    Two entries of the brief's own list stay two: they may say different things.
    """
    firsts: dict[str, str] = {}
    also = {}
    for key, location in located.items():
        first = firsts.setdefault(without_the(key), key)
        if first == key or mentions[key].entry is not None:
            continue
        if location.basis not in _GIVEN and _as_found(location) == _as_found(located[first]):
            also[key] = first
    return also


def without_the(key: str) -> str:
    """Return a name's key without a leading "the"."""
    return key.removeprefix("the ")


def _as_found(location: Location) -> tuple[object, ...]:
    """Return what was found, however it was asked for."""
    point = (location.lon_deg, location.lat_deg)
    return location.basis, location.geonameid, location.country, *point


def _located(mentions: Mapping[str, _Mention]) -> tuple[dict[str, Location], list[Problem]]:
    """Look each name up; then explain the first of those that failed.

    To find out what may be meant takes a hundred times as long as to look a name up, so of very
    many only the first are explained. Where several places may be meant, the others order them.
    """
    located: dict[str, Location] = {}
    failures: dict[str, InputError] = {}
    for key, mention in tracked(mentions.items(), "looking up places", total=len(mentions)):
        try:
            located[key] = _locate(mention.name, mention.entry, explained=False)
        except InputError as error:
            failures[key] = error
    story = tuple(islice(located.values(), _STORY_PLACES))
    for key in tracked(list(failures)[:_MOST_EXPLAINED], "looking for what may be meant"):
        try:
            _locate(mentions[key].name, mentions[key].entry, story=story)
        except InputError as error:
            failures[key] = error
    return beside_the_story(located), [
        _problem(mentions[key], str(error), of_country=_is_of_country(error))
        for key, error in failures.items()
    ]


def _mentions(brief: Brief) -> tuple[dict[str, _Mention], list[Problem]]:
    """Gather names by key; an entry of the brief's own list decides what is shown."""
    mentions: dict[str, _Mention] = {}
    problems = []
    for index, entry in enumerate(brief.places):
        origin = origin_of(brief, f"places[{index}].name", entry)
        known = mentions.setdefault(
            name_key(entry.name), _Mention(entry.name, entry, entry.show, [])
        )
        known.origins.append(origin)
        if known.entry != entry:
            what = f"the place {entry.name!r} is listed twice, and not alike; keep one of them"
            problems.append(problem_at(origin, what))
    for name, origin, show in _uses(brief):
        mention = mentions.setdefault(name_key(name), _Mention(name, None, False, []))
        mention.origins.append(origin)
        mention.show = mention.show or (show and mention.entry is None)
    return mentions, problems


def _uses(brief: Brief) -> Iterator[tuple[str, Origin, bool]]:
    """Yield each name that a record or the view uses, its origin, and whether it is drawn."""
    for index, sighting in enumerate(brief.sightings):
        path = f"sightings[{index}].at"
        yield sighting.at, origin_of(brief, path, sighting), sighting.show
    for path, way in ways(brief):
        for end, name in (("from", way.from_), ("to", way.to)):
            yield name, origin_of(brief, f"{path}.{end}", way), way.show
    if brief.view is not None:
        yield brief.view.center, origin_of(brief, "view.center"), False


def _exchanged(brief: Brief) -> list[Problem]:
    """Tell of coordinates that lie outside their country, and within if lat and lon change places.

    How far outside that is, and what counts as within, `basemap.countries.outside` says.
    """
    pairs = [
        (index, entry.lat_deg, entry.lon_deg, code)
        for index, entry, code in _in_countries(brief)
        if entry.lat_deg is not None
        and entry.lon_deg is not None
        and abs(entry.lon_deg) <= _POLE_DEG
    ]
    if not pairs:
        return []
    from geobrief.basemap.countries import outside, whose  # noqa: PLC0415 - heavy

    _, lat, lon, codes = zip(*pairs, strict=True)
    strays = [pair for pair, is_out in zip(pairs, outside(lon, lat, codes), strict=True) if is_out]
    if not strays:
        return []
    _, lat, lon, codes = zip(*strays, strict=True)
    told = zip(strays, whose(lon, lat), whose(lat, lon), ~outside(lat, lon, codes), strict=True)
    return [
        problem_at(
            origin_of(brief, f"places[{index}].lat", brief.places[index]),
            _told_exchanged(lat_deg, lon_deg, there.name, here.name or brief.places[index].country),
        )
        for (index, lat_deg, lon_deg, _), there, here, is_wrong in told
        if is_wrong
    ]


def _in_countries(brief: Brief) -> Iterator[tuple[int, Place, str]]:
    """Yield the listed places whose country is known, with its code."""
    codes: dict[str, str] = {}
    for index, entry in enumerate(brief.places):
        if not entry.country.strip():
            continue
        if entry.country not in codes:
            codes[entry.country] = gazetteer.country_code(entry.country)
        if codes[entry.country]:
            yield index, entry, codes[entry.country]


def _told_exchanged(lat_deg: float, lon_deg: float, there: str, here: str) -> str:
    where = f"in {there}" if there else "at sea"
    return (
        f"lat and lon look exchanged: {lat_deg:.10g}, {lon_deg:.10g} lies {where}, "
        f"and {lon_deg:.10g}, {lat_deg:.10g} in {here}; exchange them, or correct the country"
    )


def _locate(
    name: str,
    entry: Place | None,
    *,
    story: Sequence[Location] = (),
    explained: bool = True,
) -> Location:
    if entry is None:
        return gazetteer.geocode(name, story=story, explained=explained)
    if entry.lat_deg is not None and entry.lon_deg is not None:
        return _from_entry(entry, entry.lat_deg, entry.lon_deg)
    if entry.geonameid is not None:
        return replace(gazetteer.by_geonameid(entry.geonameid), query=name)
    return gazetteer.geocode(name, country=entry.country, story=story, explained=explained)


def _from_entry(entry: Place, lat_deg: float, lon_deg: float) -> Location:
    is_code = len(entry.country) == _CODE_LENGTH
    return Location(
        query=entry.name,
        name=entry.name,
        lon_deg=lon_deg,
        lat_deg=lat_deg,
        basis=Basis.BRIEF,
        source=BRIEF_SOURCE,
        country=entry.country.upper() if is_code else "",
        country_name="" if is_code else entry.country,
        geonameid=entry.geonameid,
    )


def _rounded(location: Location) -> Location:
    """Keep a centimetre (1e-7 degrees): what is measured is what will be written."""
    return replace(
        location,
        lon_deg=round(location.lon_deg, 7) + 0.0,  # + 0.0 turns -0.0 into 0.0
        lat_deg=round(location.lat_deg, 7) + 0.0,
    )


def _is_of_country(error: InputError) -> bool:
    """Tell whether a look-up failed for its country, before the name was looked at."""
    return not isinstance(error, PlaceError)


def _problem(mention: _Mention, what: str, *, of_country: bool = False) -> Problem:
    """Tell one name's failure where it is first used, and where else to mend it."""
    first, *others = mention.origins
    if of_country:
        stem = first.field.rpartition(".")[0]
        first = replace(first, field=f"{stem}.country" if stem else "country")
    fields = list(dict.fromkeys(str(replace(origin, file="")) for origin in others))
    if fields:
        more = len(fields) - _MENTIONS_TOLD
        told = "; ".join(fields[:_MENTIONS_TOLD]) + (f"; and {more} more" if more > 0 else "")
        what = f"{what} (named again: {told})"
    return problem_at(first, what)


def _unused_id(name: str, used: set[str]) -> str:
    """Return a stable id; names whose slugs agree are numbered in order."""
    stem = candidate = f"place-{slug(name)}"
    number = 1
    while candidate in used:
        number += 1
        candidate = f"{stem}-{number}"
    used.add(candidate)
    return candidate
