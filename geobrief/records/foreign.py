"""Files that people have and geobrief does not read, and how to save each as one that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["EXCEL_CALLS_IT", "FOREIGN_SUFFIXES", "how_to_save"]

EXCEL_CALLS_IT = '"CSV UTF-8 (Comma delimited)"'
"""The kind to choose in Excel's dialogue for saving."""

_NOT_READ = "which geobrief does not read"
_WORKBOOK = f"is an Excel workbook, {_NOT_READ}; in Excel choose File, Save As, {EXCEL_CALLS_IT}"
_DOCUMENT = (
    f"is a document, {_NOT_READ}; put its records into a spreadsheet saved as CSV (UTF-8), "
    "or into a brief (YAML)"
)
_GEODATA = f"is geodata of a kind {_NOT_READ}; export its points as GeoJSON in WGS 84 (EPSG:4326)"
_ARCHIVE = "is an archive; unpack it, and give the file in it"
_PICTURE = f"is a picture, {_NOT_READ}; it reads YAML, JSON, CSV and GeoJSON"

_HOW = {
    **dict.fromkeys((".xls", ".xlsb", ".xlsm", ".xlsx"), _WORKBOOK),
    ".ods": (
        f"is a spreadsheet, {_NOT_READ}; in LibreOffice choose File, Save As, "
        '"Text CSV", with the character set Unicode (UTF-8)'
    ),
    ".numbers": (
        f"is a spreadsheet, {_NOT_READ}; in Numbers choose File, Export To, CSV, "
        "with the text encoding Unicode (UTF-8)"
    ),
    ".gsheet": (
        "is only a link to a spreadsheet; in Google Sheets choose File, Download, "
        '"Comma Separated Values (.csv)"'
    ),
    **dict.fromkeys((".doc", ".docx", ".odt", ".pages", ".pdf", ".rtf"), _DOCUMENT),
    **dict.fromkeys((".htm", ".html", ".md", ".xml"), _DOCUMENT),
    **dict.fromkeys((".gpkg", ".gpx", ".kml", ".kmz", ".shp"), _GEODATA),
    **dict.fromkeys((".7z", ".gz", ".rar", ".tar", ".zip"), _ARCHIVE),
    **dict.fromkeys((".gif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff"), _PICTURE),
}

FOREIGN_SUFFIXES = frozenset(_HOW)


def how_to_save(path: Path) -> str:
    """Say what a file is by its name, and how to save it for geobrief; empty if it may be read."""
    return _HOW.get(path.suffix.lower(), "")
