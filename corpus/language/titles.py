"""English words before the names of people: forms of address, offices, ranks, occupations; in lower case."""

FORMS_OF_ADDRESS = frozenset("mr mrs ms miss mx dr sir dame prof professor shri shrimati smt herr frau".split())
"""Forms of address; the next word is a surname even if it is also a title ("Ms King")."""

TITLES = FORMS_OF_ADDRESS | frozenset(
    # Nobility and clergy
    "lord lady king queen prince princess emir sultan sheikh shaikh pope cardinal bishop archbishop rabbi imam ayatollah "
    "reverend rev father sister "
    # Offices
    "president minister secretary chancellor premier senator sen congressman congresswoman representative rep gov governor "
    "mayor councillor ambassador envoy commissioner judge justice deputy vice chief director chairman chairwoman spokesman "
    "spokeswoman spokesperson leader head undersecretary coordinator adviser advisor hon honourable "
    # Ranks
    "general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm commander brigadier marshal "
    "inspector detective constable officer coach".split()
)
"""Titles that rarely mean anything else before a name."""

OCCUPATIONS = frozenset(
    "pastor reps sens councilman brig cmdr corporal private superintendent supt sheriff pc dc det ds attorney prosecutor "
    "doctor baroness baron count duke duchess chair speaker manager cllr mp mep ceo editor correspondent commentator "
    "analyst economist author activist lawyer foreman coroner magistrate".split()
)
"""Occupations, abbreviations, and titles that are also other words or names ("count", "duke")."""
