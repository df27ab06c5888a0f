"""What is doubtful in a brief that could be drawn: what an editor looks at before publishing.

The way in this folder: `run` looks the brief's places up and asks each rule; `invented`,
`sources`, `dates`, `journeys`, `gaps`, `places`, `namesakes`, `claims` and `names` hold the rules;
`clock` reckons with days and zones; `wording` reads claims as a whole, `lengths` the distances in
them, `hedges` the words around; `model` is what comes out. docs/check.md tells the rules with
their figures.
"""

from geobrief.check.model import RULES, Doubt, Report
from geobrief.check.run import check_brief

__all__ = ["RULES", "Doubt", "Report", "check_brief"]
