"""From a Scene to what readers see."""
