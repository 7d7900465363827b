"""Date expressions in English and Arabic text: their offsets, the days that they name, and how these were resolved.

One grammar (`grammar`) finds the expressions, one set of rules (`resolution`) turns each into days. `dates` gives every
date of a text, planned ones included; `days` the single days, for comparison; `said_on` the day on which words were said.
"""

from .expressions import dates, days, said_on
from .resolution import DateMention, Precision

__all__ = ["DateMention", "Precision", "dates", "days", "said_on"]
