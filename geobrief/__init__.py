"""geobrief: from the records of a news story to layers, distances and a map."""
