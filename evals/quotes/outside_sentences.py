"""Sentences that no indexed report has: those written for this suite, and those from reports that the user names.

Half of the written ones are about talks, as the bundled briefs are.
"""

from collections.abc import Iterable
from pathlib import Path

from ...corpus.readers import read
from ...corpus.segment import segment
from ...corpus.types import Document

SENTENCES: tuple[str, ...] = tuple(
    line.strip()
    for line in """
    The negotiators left the monastery by the side door so as not to meet the photographers.
    Our delegation was given eleven minutes, and we used nine of them.
    No map was unrolled in that room, whatever the newspapers print tomorrow.
    The foreign secretary of Freedonia called the cup of tea the only success of the afternoon.
    We will sign when the ink is dry on the pages that matter to fishermen.
    An envoy who asked to be called the postman carried three letters across the river.
    The ceasefire on the Orlan plateau held for the length of a football match.
    She said the islanders would rather lose the lighthouse than the school.
    Each side counted its prisoners twice and came to a different sum each time.
    The mediators drew lots to decide who would speak first after the soup.
    There can be no bridge where there is no road, the minister of works replied.
    Observers in the valley reported two shots and a great many barking dogs.
    The treaty of the four rivers was translated into seven languages and read in none.
    I would trade every seat in this assembly for one honest customs officer.
    The rebels of the northern quarry asked for seed potatoes rather than medals.
    Snow closed the pass before the second round of talks could be adjourned.
    The ambassador kept the draft in a hatbox until the wedding was over.
    Grain convoys crossed the salt flats under the flag of the lighthouse company.
    We have buried our quarrel in the orchard and we know under which tree.
    The president's brother denied that the yacht had ever been in neutral waters.
    Thirty schoolteachers walked to the frontier with chalk in their pockets.
    The commission on lost archives met on the first Sunday after the flood.
    Her government would recognise the border of the old almanac, and no other.
    The blockade of the copper harbour ended as quietly as it had begun.
    A clause on bees was added to the annex at the request of the mountain cantons.
    The governor promised that the well would be dug before the statue was paid for.
    Nothing was agreed, and everything was photographed.
    The two generals exchanged recipes for quince and, it is said, a list of mines.
    Refugees from the delta are to receive tents of the colour they prefer.
    The parliament of the archipelago rejected the pact by a single, sleeping vote.
    You cannot arm a village and then ask it to forget how to aim.
    The hotline between the two capitals rang on a Tuesday, and a cleaner answered it.
    The price of bread is the only ministry that everybody understands.
    Pilots from the neutral republic flew the wounded out in a mail plane.
    The clerks kept two calendars, one for the treaty and one for the truth.
    Their spokesman would confirm the handshake but not the hands.
    The railway to the eastern mines reopened with a brass band and no passengers.
    He told the tribunal that the orders had come by carrier pigeon.
    The sanctions on amber and sealskin lapse at midnight on the solstice.
    Peace was declared in the theatre, since the palace had no roof.
    The glacier lost eleven metres in a single summer, the hut keeper wrote.
    Violins from that workshop are known by the knot in the maple.
    The recipe asks for saffron, patience and a heavy lid.
    A comet that nobody had ordered crossed the sky above the shipyard.
    The goalkeeper saved two penalties with the same bruised knee.
    Her thesis on lichens was examined by a botanist, a priest and a plumber.
    The tram depot grew tomatoes on its roof during the strike.
    Beavers built their dam across the outfall and the engineers gave up.
    The novel has no second chapter because the printer lost it.
    Volcanic ash coloured the laundry of the whole southern district.
    Every third lamp in the arcade is lit by gas and by sentiment.
    The cartographer left a blank for the lake that dries up in leap years.
    The orchestra tuned for so long that the audience applauded.
    His grandmother repaired radios by listening to their silence.
    The bakery sells yesterday's rolls to the zoo for a song.
    A flock of parakeets settled in the bell tower in October and stayed.
    The chess club voted to admit the caretaker's parrot as a spectator.
    The dye was made from walnut husks and a little iron.
    Nine divers searched the reservoir for a wedding ring and found a tram.
    The museum keeps the meteorite in a cupboard with the brooms.
    Wool from the high pasture is spun wet and dried over juniper smoke.
    The translator refused to render the pun and resigned over the footnote.
    An otter was seen on the steps of the central library at noon.
    The patent describes a lock which opens to the smell of rosemary.
    The marathon was won by the man who had been hired to sweep the course.
    Teachers at the night school repair bicycles between two lessons of algebra.
    The lighthouse lens was cut in one piece and carried by forty porters.
    The river changed its bed and left the mill to the frogs.
    The choir rehearses in the ice house for the sake of the echo.
    A surgeon from the coast taught the shepherds how to set a broken horn.
    """.splitlines()
    if line.strip()
)
"""Invented sentences; nobody said them."""


def sentences(sources: Iterable[str | Path]) -> list[str]:
    """Return every sentence of the files, folders or addresses.

    Raises:
        UnreadableSource: a source has no text.
    """
    found = []
    for source in sources:
        for document in read(source):
            if not isinstance(document, Document):
                raise document
            found += [span.of(document.text) for span in segment(document.text).sentences]
    return found
