"""Files are written whole or not at all; and the one rule for where outputs go.

names (what outputs are called), targets (where they may be written), workshop (where they are made,
out of sight), whole (how they take their places).
"""

from geobrief.files.names import (
    is_device,
    is_plain,
    layers_dir,
    page_path,
    slug,
    story_name,
    story_stem,
)
from geobrief.files.targets import check_targets
from geobrief.files.whole import stop_writing, together, whole_file, write_whole

__all__ = [
    "check_targets",
    "is_device",
    "is_plain",
    "layers_dir",
    "page_path",
    "slug",
    "stop_writing",
    "story_name",
    "story_stem",
    "together",
    "whole_file",
    "write_whole",
]
