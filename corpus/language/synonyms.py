"""Synonyms in news reports: general English, our own list, deliberately short and limited to close synonyms."""

from collections.abc import Iterable
from functools import cache

from .terms import terms

_GROUPS = """say tell state declare announce add note remark comment mention explain affirm assert report reveal disclose
claim allege maintain contend insist assert|ask request call urge appeal|demand require insist|agree accept consent
approve endorse back support favour|reject refuse decline turn|oppose resist object|deny dispute refute|begin start launch
commence initiate open|end finish conclude complete close cease|stop halt cease suspend pause|continue proceed carry persist
resume restart|increase rise grow climb soar surge jump|decrease fall drop decline sink slump dip slide reduce|raise lift hike
cut reduce lower slash trim|help assist aid support|aid assistance relief help|meet gather convene assemble
meeting talks session gathering summit|talk discussion negotiation dialogue conversation|discuss negotiate debate
visit trip tour|travel go journey|arrive reach land|leave depart exit quit|return come|send dispatch deploy
receive get obtain|give provide supply grant deliver hand|buy purchase acquire|sell|show demonstrate display reveal indicate
find discover detect identify uncover|think believe consider deem regard view see|expect anticipate foresee
plan intend aim propose scheme|want wish seek desire|try attempt seek effort|kill slay murder|die perish|dead killed
death fatality|wound injure hurt|injury wound|attack assault strike raid|strike raid bombardment|bomb shell|war conflict fighting
fight battle clash combat|soldier troop serviceman|army military|force troop|police officer|gunman shooter attacker
arrest detain apprehend capture|free release liberate|hostage captive|prisoner detainee inmate|prison jail
sentence jail|court tribunal|judge justice|lawyer attorney|accuse blame charge|admit confess acknowledge concede
government administration|leader head chief|boss chief head|president leader|official functionary|envoy emissary representative
delegate representative|delegation team|spokesman spokesperson spokeswoman|minister secretary|deputy vice|group organisation body
faction group movement|committee panel commission body|party side|ally partner|country nation state|people population citizen
resident inhabitant|person individual|child kid youngster|woman female|man male|home house residence|building structure
road street|town city|area region zone district territory|border frontier|crossing gate|place site location spot
deal agreement accord pact|truce ceasefire|treaty convention|proposal plan initiative|condition term|rule regulation
law legislation|decision ruling|choose select pick|appoint name designate|elect vote|vote ballot|win triumph|victory win
lose|money fund cash|cost price|pay spend|firm company business corporation|maker manufacturer producer
worker employee staff|job post position|work labour|create establish form set found|build construct erect
make produce manufacture|destroy demolish ruin wreck|damage harm|fix repair mend|rebuild reconstruct|reconstruction rebuilding
keep retain hold|protect defend guard|threat danger menace risk|risk danger|problem issue difficulty|crisis emergency
fear worry concern|warn caution alert|support backing|criticise condemn denounce slam|praise commend hail laud|welcome hail
important significant key crucial vital major|big large huge great massive giant|small little tiny|new fresh recent
old former|fast quick rapid swift|early initial|main chief principal primary|final last|whole entire full complete
several various numerous|many numerous|common widespread|difficult hard tough|easy simple|rich wealthy affluent|poor needy
show exhibit|car vehicle automobile|pickup truck|truck lorry|plane aircraft jet airliner|ship vessel boat|film movie
picture photo photograph image|video footage clip|doctor physician medic|illness disease sickness|medicine drug
yearly annual|daily everyday|month|anniversary|roughly approximately about around|almost nearly|also too|fully completely entirely
secretly covertly clandestinely surreptitiously discreetly quietly|publicly openly|quickly rapidly swiftly promptly
use employ utilise|need require|ban prohibit bar outlaw forbid|allow permit let enable|prevent block|enter join
remove delete erase|withdraw pull|move shift transfer relocate|store keep|join enter|lead head chair|host hold|hold stage
protest demonstration rally|protester demonstrator activist|activist campaigner|supporter backer|rebel insurgent fighter militant
weapon arms|disarm|missile rocket|food|goal aim objective|result outcome consequence|cause reason|chance opportunity
response reaction reply|reply respond answer react|effort attempt|step measure move action|talks negotiations
share stake|sharp steep|pound kilogram|test trial|speak talk|film movie|sea ocean|teenager teen|mum mother mom|dad father
pal friend|tot toddler|partner spouse|schoolgirl schoolboy pupil|student pupil|pupil learner|fan supporter|match game fixture
topic subject theme|striker forward|coach manager|side team club|injury|record|score net|title crown championship"""


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, group in enumerate(_GROUPS.replace("\n", "|").split("|")):
        for word in group.split():
            found.setdefault("".join(terms(word)), set()).add(f"={number}")
    return {term: frozenset(labels) for term, labels in found.items()}


def groups(term: str) -> frozenset[str]:
    """Return the labels of the synonym groups of a term; labels begin with `=`, so no label is a term."""
    return _groups().get(term, frozenset())


def with_groups(found: Iterable[str]) -> frozenset[str]:
    """Return terms with the labels of their synonym groups, as `covered` needs them."""
    own = frozenset(found)
    return own.union(*map(groups, own))


def covered(term: str, available: frozenset[str]) -> bool:
    """Whether a term or one of its synonyms is in a set of terms and group labels."""
    return term in available or not available.isdisjoint(groups(term))
