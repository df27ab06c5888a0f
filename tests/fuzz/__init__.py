"""Fuzzing: what a reader or an escaper is given, what must hold, and how it is run for a while."""
