"""Every colour of every theme can be told from its ground, and sides from one another."""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest

from geobrief.style import THEMES, Theme, side_look, theme
from geobrief.style.contrast import MARKS_RATIO, TEXT_RATIO, contrast, parse_color
from geobrief.style.sides import HEADS, MOST_SIDES
from geobrief.style.theme import COLORS

NAMES = tuple(THEMES)
SIDES = tuple(side_look(number).color for number in range(1, MOST_SIDES + 1))
TEXTS = ("ink", "quiet", "country", "region", "water", "city", "mover", "ruler", *SIDES)
MARKS = ("ink", "move", "declined", "ruler", "area_edge", "leader", "disc", *SIDES)
GROUNDS = ("land", "sea")
OTHER_TEXTS = (
    ("ink", "paper"),
    ("quiet", "paper"),
    ("ink", "key_ground"),
    ("quiet", "key_ground"),
    ("ink", "callout"),
    ("quiet", "callout"),
    ("area_name", "area"),
    ("area_name", "land"),
    ("ink", "area"),
    ("country", "area"),
    ("city", "area"),
    ("city", "urban"),
    ("ink", "urban"),
    ("mover", "area"),
    ("disc_ink", "disc"),
)
OTHER_MARKS = (
    *((key, "key_ground") for key in ("move", "declined", "ruler", *SIDES)),
    *((key, "area") for key in ("ink", "move", "declined", *SIDES)),
    *((key, "urban") for key in ("ink", "move", *SIDES)),
    ("focus", "paper"),
    ("focus", "land"),
    ("focus", "sea"),
)
FAINT = (
    ("coast", "sea", 1.3),
    ("border", "land", 1.5),
    ("land", "sea", 1.04),
    ("river", "land", 1.3),
)
"""What must be seen and not be loud: the basemap."""

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A physiologically-based model for simulation
# of color vision deficiency, IEEE TVCG 15 (2009): severity 1, applied to linear RGB.
MACHADO = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
TOLD_APART, TOLD_APART_BY_ALL = 11.0, 20.0
"""CIEDE2000: 2.3 is just noticeable beside each other; here are thin lines far apart."""


def lab(color: str, matrix: np.ndarray) -> tuple[float, float, float]:
    """Return CIELAB of a colour as someone sees it."""
    share = np.array(parse_color(color)[:3]) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(matrix @ linear, 0, 1) / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return float(116 * f[1] - 16), float(500 * (f[0] - f[1])), float(200 * (f[1] - f[2]))


def ciede2000(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the difference of two colours (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0.0
    elif abs(turn) > 180:
        turn -= math.copysign(360, turn)
    big_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    level, chroma, hue = (l1 + l2) / 2, (c1 + c2) / 2, h1 + h2
    if c1 * c2 != 0:
        hue = hue / 2 if abs(h1 - h2) <= 180 else (hue + 360) / 2 if hue < 360 else (hue - 360) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    s_l = 1 + 0.015 * (level - 50) ** 2 / math.sqrt(20 + (level - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    r_c = 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    r_t = -math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2)))) * r_c
    d_l, d_c, d_h = (l2 - l1) / s_l, (c2 - c1) / s_c, big_h / s_h
    return math.sqrt(d_l**2 + d_c**2 + d_h**2 + r_t * d_c * d_h)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Sharma, Wu and Dalal 2005, table 1: pairs 1, 7, 17 and 25.
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_measure_of_difference_is_right(
    one: tuple[float, float, float], other: tuple[float, float, float], expected: float
) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.478), ("#fff", "#FFFFFF", 1.0)],
)
def test_known_contrasts(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=1e-3)
    assert contrast(other, one) == pytest.approx(expected, abs=1e-3)


PAIRS = [
    *((text, ground, TEXT_RATIO) for text in TEXTS for ground in GROUNDS),
    *((mark, ground, MARKS_RATIO) for mark in MARKS for ground in GROUNDS),
    *((text, ground, TEXT_RATIO) for text, ground in OTHER_TEXTS),
    *((mark, ground, MARKS_RATIO) for mark, ground in OTHER_MARKS),
    *FAINT,
]


@pytest.mark.parametrize("name", NAMES)
def test_contrast(name: str) -> None:
    colors = theme(name).colors
    ratios = {(key, ground): contrast(colors[key], colors[ground]) for key, ground, _ in PAIRS}
    low = [
        f"{key} on {ground}: {ratios[key, ground]:.2f}, {least} is asked for"
        for key, ground, least in PAIRS
        if ratios[key, ground] < least
    ]
    assert not low, "\n".join(low)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("eyes", MACHADO)
def test_sides_are_told_apart(name: str, eyes: str) -> None:
    colors = theme(name).colors
    seen = {key: lab(colors[key], MACHADO[eyes]) for key in SIDES}
    least = TOLD_APART_BY_ALL if eyes == "all colours" else TOLD_APART
    close = [
        f"{one} and {other}: {ciede2000(seen[one], seen[other]):.1f}"
        for one, other in combinations(SIDES, 2)
        if ciede2000(seen[one], seen[other]) < least
    ]
    assert not close, "\n".join(close)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("eyes", MACHADO)
def test_two_sides_are_told_apart_at_a_glance(name: str, eyes: str) -> None:
    colors = theme(name).colors
    one, other = (lab(colors[key], MACHADO[eyes]) for key in SIDES[:2])
    assert ciede2000(one, other) > 30


def test_in_print_sides_differ_in_grey() -> None:
    colors = theme("print").colors
    levels = sorted(lab(colors[key], MACHADO["all colours"])[0] for key in SIDES)
    assert min(b - a for a, b in pairwise(levels)) > 5


def test_print_is_grey_on_white_but_for_sides() -> None:
    printed = theme("print")
    for key in set(COLORS) - set(SIDES):
        red, green, blue, _ = parse_color(getattr(printed, key))
        assert red == green == blue, key
    assert printed.land == printed.paper == "#ffffff"


@pytest.mark.parametrize("name", NAMES)
def test_every_side_has_its_own_head(name: str) -> None:
    looks = [side_look(number) for number in range(1, MOST_SIDES + 1)]
    assert len({look.head for look in looks}) == len(looks) == len(HEADS)
    assert {look.path for look in looks} == {path for path, _, _ in HEADS.values()}
    assert all(look.color in theme(name).colors for look in looks)


def test_no_side_looks_as_before() -> None:
    look = side_look(0)
    assert (look.color, look.head) == ("move", "plain")


def test_many_sides_still_differ() -> None:
    looks = [(side_look(number).color, side_look(number).head) for number in range(1, 37)]
    assert len(set(looks)) == len(looks)
    with pytest.raises(ValueError, match="from 1 on"):
        side_look(-1)


@pytest.mark.parametrize("name", NAMES)
def test_css(name: str) -> None:
    css = theme(name).css()
    assert css.startswith(":root{--sea:")
    assert css.endswith("}")
    assert all(f"--{key.replace('_', '-')}:" in css for key in COLORS)
    for old in ("sea", "land", "coast", "border", "country", "water", "ink", "move", "halo"):
        assert f"--{old}:" in css


def test_every_colour_can_be_read() -> None:
    for one in THEMES.values():
        assert isinstance(one, Theme)
        for key, value in one.colors.items():
            assert parse_color(value).css == value, f"{one.name} {key}"
