"""Antonyms, hedges and words that limit a number; general English, our own list."""

import re
from functools import cache

from .terms import terms

_OPPOSITES = """accept/reject|accept/refuse|accept/decline|agree/disagree|agree/refuse|agree/reject|allow/ban allow/forbid
allow/prevent|permit/prohibit|permit/ban|approve/reject|approve/oppose|support/oppose|back/oppose|welcome/condemn
praise/criticise|praise/condemn|confirm/deny|admit/deny|acknowledge/deny|begin/end|start/end|start/stop|start/finish
begin/finish|open/close|open/shut|launch/end|continue/stop|continue/halt|resume/suspend|resume/halt|increase/decrease
increase/reduce|increase/cut|rise/fall|rise/drop|rise/decline|grow/shrink|gain/lose|gain/loss|raise/lower|raise/cut
expand/shrink|expand/reduce|strengthen/weaken|improve/worsen|improve/deteriorate|win/lose|victory/defeat|success/failure
succeed/fail|arrive/leave|arrive/depart|enter/leave|enter/exit|join/leave|come/go|send/receive|give/take|buy/sell
import/export|lend/borrow|attack/defend|war/peace|arrest/release|detain/release|detain/free|arrest/free|imprison/free
hostage/captor|alive/dead|live/die|kill/save|kill/rescue|birth/death|survive/die|before/after|earlier/later|early/late
first/last|former/current|former/present|previous/next|past/future|ancient/modern|old/new|old/young|oldest/youngest
older/younger|north/south|northern/southern|east/west|eastern/western|left/right|inside/outside|indoor/outdoor|upper/lower
up/down|above/below|over/under|top/bottom|high/low|higher/lower|highest/lowest|large/small|larger/smaller|big/small
largest/smallest|biggest/smallest|great/small|long/short|longer/shorter|wide/narrow|deep/shallow|heavy/light|thick/thin
fast/slow|faster/slower|quick/slow|rapid/slow|hot/cold|warm/cool|wet/dry|hard/soft|hard/easy|difficult/easy|strong/weak
stronger/weaker|rich/poor|wealthy/poor|cheap/expensive|full/empty|good/bad|best/worst|better/worse|positive/negative
optimistic/pessimistic|happy/sad|love/hate|like/hate|true/false|right/wrong|correct/incorrect|safe/dangerous|safe/unsafe
guilty/innocent|convict/acquit|legal/illegal|public/private|official/unofficial|foreign/domestic|international/domestic
national/international|local/national|local/foreign|male/female|man/woman|men/women|boy/girl|son/daughter|father/mother
brother/sister|husband/wife|uncle/aunt|king/queen|major/minor|majority/minority|maximum/minimum|most/least|more/less|more/fewer
many/few|all/none|all/some|every/no|some/none|both/neither|always/never|often/rarely|often/seldom|frequently/rarely
common/rare|usual/unusual|everything/nothing|everyone/nobody|everyone/someone|all/few|all/most|direct/indirect
temporary/permanent|partial/complete|partial/full|total/partial|voluntary/mandatory|voluntary/forced|optional/mandatory
general/specific|generic/specific|abstract/concrete|simple/complex|near/far|close/distant|present/absent|attend/miss
attend/boycott|remember/forget|build/destroy|create/destroy|construct/demolish|repair/damage|protect/endanger|push/pull
lead/follow|ally/enemy|ally/rival|friend/enemy|unite/divide|unity/division|connect/separate|include/exclude|accuse/defend
encourage/discourage|urge/dissuade|advantage/disadvantage|profit/loss|surplus/deficit|income/expense|hire/fire|hire/dismiss
appoint/dismiss|promote/demote|elect/oust|advance/retreat|deploy/withdraw|occupy/withdraw|escalate/de-escalate|escalate/ease
tighten/ease|tighten/loosen|impose/lift|ratify/reject|sign/reject|honour/violate|comply/violate|respect/violate|keep/break
morning/evening|morning/night|day/night|today/yesterday|today/tomorrow|yesterday/tomorrow|summer/winter|spring/autumn
teacher/student|employer/employee|buyer/seller|victim/attacker|winner/loser|optimism/pessimism|hope/fear|calm/violent
peaceful/violent|democratic/authoritarian|independent/dependent|civilian/military|tragic/comic|fail/pass|conceal/reveal
hide/reveal|hide/show|trust/distrust|satisfied/dissatisfied|sure/unsure|lucky/unlucky|add/remove|attach/detach
ceasefire/war|truce/war|innocence/guilt|demand/supply|question/answer|ask/answer|ahead/behind|forward/backward|front/back
minimum/most|part/whole|half/whole|single/several|few/several|single/multiple|likely/unlikely|possible/impossible"""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "de")
# Words that count here although search ignores them as stop words: they say how many, how much or when.
SETTING = frozenset(
    """all some none both neither every each few many most more less fewer least before after above below under over only
    up down in out first last never always""".split()
)  # fmt: skip
_HEDGE = re.compile(
    r"\b(?:may|might|could|would|should|if|whether|unless|possibl[ey]|perhaps|reportedly|allegedly|apparently|probably|likely"
    r"|potential(?:ly)?|(?:plan|propos|threaten|hop|want|urg|expect|anticipat|suggest|recommend|consider|aim|intend|offer|wish"
    r"|call)(?:s|e|es|ed|ned|ing|ning|al|als)?|sought|seek(?:s|ing)?|set to|due to|about to|ready to|willing to|able to|can)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:(?P<more>(?:more|greater|higher|larger|longer|older) than|at least|over|above"
    r"|exceed(?:s|ed|ing)?|upwards of|a minimum of)"
    r"|(?P<less>(?:less|fewer|lower|smaller|shorter|younger) than|at most|under|below|up to|nearly|almost|a maximum of)"
    r"|(?P<about>about|around|some|roughly|approximately|nearly|almost))\s+(?:[$€£]|an?\s)?(?=[\d]|[a-z]+)",
    re.IGNORECASE,
)  # fmt: skip


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in re.split(r"[|\s]+", _OPPOSITES.strip()):
        one, other = ("".join(terms(word)) for word in pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {term: frozenset(others) for term, others in found.items()}


def opposite(one: str, other: str) -> bool:
    """Whether two terms are antonyms: listed as such, or one is the other with a negating prefix."""
    if other in _opposites().get(one, frozenset()):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and any(long == prefix + short for prefix in _PREFIXES)


def limit(text: str, number_start: int) -> str:
    """Return how the words before the number at `number_start` limit it: `more`, `less`, `about` or an empty string."""
    before = text[max(0, number_start - 24) : number_start]
    last = None
    for match in _LIMIT.finditer(before + "9"):
        if match.end() >= len(before) - 1:
            last = match
    return (last.lastgroup or "") if last else ""


def hedges(text: str) -> bool:
    """Whether a claim says that something may, should or will be the case, rather than that it is."""
    return bool(_HEDGE.search(text))
