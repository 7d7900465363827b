"""Word classes for the speaker rules: verbs of saying, roles, bodies, places, words that end a phrase.

Closed classes and common words only, drawn up from grammars and style guides of news writing, not from one corpus.
"""

import re

from . import titles
from .calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTH_ABBREVIATIONS


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Verbs whose object is the reported words: a clause with or without "that".
SAYING = _words(
    "said says say tell tells told announced announces added adds argued argues claimed claims confirmed confirms "
    "insisted insists stated states stressed stresses warned warns noted notes explained explains reported reports "
    "reiterated reiterates declared declares maintained maintains alleged alleges admitted admits acknowledged "
    "acknowledges asserted asserts predicted predicts pledged pledges promised promises suggested suggests tweeted "
    "tweets wrote writes posted replied replies responded responds recalled recalls revealed reveals conceded concedes "
    "concluded concludes commented comments remarked remarks observed observes emphasised emphasized emphasises "
    "emphasizes underlined underlines underscored underscores vowed vows denied denies complained complains testified "
    "testifies cautioned cautions hinted contended contends affirmed affirms disclosed indicated indicates estimated "
    "estimates repeated repeats proclaimed swore swears clarified clarifies mentioned believes believed thinks thought "
    "hoped hopes feared fears ruled found boasted boasts lamented laments retorted confessed confesses "
    "informed informs assured assures countered counters counselled advised advises"
)
# Verbs that occur with quoted words, but rarely have a whole reported clause as their object.
QUOTING = _words(
    "called calls described describes dubbed dubs termed labelled labeled branded asked asks demanded demands urged "
    "urges hailed hails praised praises criticised criticized criticises criticizes slammed slams condemned condemns "
    "spoke speaks referred refers expressed expresses accused accuses welcomed welcomes cited cites denounced blasted "
    "joked jokes quipped quips shouted shouts cried exclaimed whispered screamed yelled continued continues went "
    "answered answers read reads began begins ordered used uses mocked dismissed dismisses rejected rejects compared "
    "blamed blames characterised characterized likened thanked begged pleaded wondered quoted defended defends "
    "apologised apologized texted captioned signed sang signalled signaled gave gives voiced "
    "recounted recounts smiled laughed sighed mused reflected enthused gushed fumed raged bragged divulged professed summarised "
    "appealed appeals quotes remembered remembers admonished admonishes stuttered stammered muttered mumbled murmured "
    "interjected interrupted chimed piped pipes chirped snapped snaps barked roared bellowed beamed shrugged teased "
    "teases jested reasoned "
    "reasons elaborated elaborates ventured opined opines grumbled moaned moans ranted rants railed protested objected "
    "agreed agrees concurred echoed gushes enthuses fumes quipping implored pleads exclaims laughs sighs reckons reckoned "
    "tells recollected cautions counsels rejoined deadpanned cracked sneered scoffed cooed wept sobbed "
    "likens describe call warn insist claim argue speak ask demand "
    "urge hail denounce condemn praise accuse mock blame"
)
# The same verbs as participles: their subject is the sentence's.
SAYING_ING = _words(
    "saying adding telling warning arguing claiming insisting stating stressing noting explaining announcing declaring "
    "writing tweeting calling describing asking urging replying responding confirming alleging suggesting pointing "
    "remarking commenting vowing pledging denying predicting emphasising emphasizing shouting dubbing labelling "
    "labeling branding citing accusing referring maintaining asserting joking quipping"
)
CUES = SAYING | QUOTING | SAYING_ING
# Cues that are nouns or adjectives as often as verbs: they count only next to a quotation or "that".
DOUBTFUL = _words(
    "claims reports states notes comments estimates promises calls praises answers demands urges orders hopes fears "
    "found ruled used uses read reads went gave gives began begins thought hoped signed repeated "
    "mentioned labels writes cited cites posted found speaks spoke indicated indicates quoted responded appeals pledged "
    "pledges advised cautions reasons agreed agrees laughs laughed cracked wept sobbed moans reckons teased teases "
    "snapped interrupted echoed protested objected barked roared remembered remembers ventured counters swears sang "
    "remarks charged believed estimated alleged "
    "describe call warn insist claim argue speak ask demand urge hail denounce condemn praise accuse mock blame quotes"
)
_WORD = re.compile(r"(?<![\w-])(?:[Aa]ccording to|puts? it|[A-Za-z]{3,13})(?![\w-])")


_CUES = CUES | {"according to", "puts it", "put it"}


def cues(text: str) -> list[re.Match[str]]:
    """Return the matches of every verb of saying in a text, in order.

    Words are looked up in a set: an alternation of 300 words takes five times as long.
    """
    return [word for word in _WORD.finditer(text) if word.group().lower() in _CUES]


PRONOUNS = _words("he she they it who we i you")
# Words that begin a noun phrase; a word before one belongs to the phrase only if a preposition joins it.
DETERMINERS = _words(
    "a an the his her its their our my this that these those one two three four five several many some another any "
    "other no both all each every most more few us"
)
# Words that may join a noun phrase to the words before it.
JOINING = _words("of for in at from to with on under into near outside inside")
# Words that end a noun phrase when it is read backwards.
BARRIERS = _words(
    "that but as when while because if after before where since although though who which whose until unless than so "
    "or nor then whether is was are were be been being will would could should can may might must has have had do does "
    "did not how what why by also during following amid despite without about over between against through"
)
# Words between subject and verb that say nothing about the speaker.
BETWEEN = _words(
    "also has had have then later however reportedly recently further once again even still since just first now "
    "earlier already himself herself themselves itself is was been being always often never today yesterday tonight "
    "both both all simply only instead meanwhile therefore thus soon"
)
WEEKDAYS = frozenset(ENGLISH_WEEKDAYS)
MONTHS = frozenset((*ENGLISH_MONTHS, *MONTH_ABBREVIATIONS))

# Words with a capital before a name; the name is what follows the last of them.
TITLES = titles.TITLES | titles.OCCUPATIONS
# Lower-case head nouns of a role: "Fatah spokesman", "UN relief chief", "the official Egyptian source".
ROLES = TITLES | _words(
    "official officials source sources spokesmen spokespeople minister ministers diplomat diplomats negotiator "
    "negotiators participants participant delegation leaders aide aides member members founder boss owner resident "
    "residents witness witnesses expert experts researcher researchers scientist scientists police ministry government "
    "agency army military authorities office department company firm group organisation organization statement report "
    "study union court council committee commission mother father brother sister son daughter wife husband widow girlfriend "
    "boyfriend partner friend friends neighbour neighbor neighbours neighbors family relative relatives uncle aunt "
    "cousin grandmother grandfather teacher student students doctors doctor nurse surgeon physician driver pilot player "
    "striker midfielder defender goalkeeper captain star actor actress singer presenter writer journalist reporter "
    "photographer artist designer chef farmer fisherman soldier officer officers veteran victim survivor suspect "
    "defendant juror lawyers attorney attorneys prosecutors prosecutor barrister solicitor critic critics supporters "
    "supporter opponents protesters demonstrators organisers organizers campaigner campaigners activists rebels fighters "
    "militants separatists investigators investigator detectives firefighters rescuers worker workers employee customer "
    "passenger passengers tourist historian archaeologist astronomer biologist psychologist professor lecturer dean "
    "principal headteacher headmaster chairman chairperson president presidency faction factions "
    "invitation forward broadcaster newspaper magazine website "
    "outlet station channel network insider man woman boy girl teenager couple parents parent people person user users "
    "fan fans 'year-old' lawmaker lawmakers legislator legislators candidate politician politicians cleric priest monk "
    "nun vicar hostage prisoner mediator mediators analysts economists envoys body bodies party side letter document "
    "announcement text communiqué readout memo email post tweet message verdict judges jury club team league federation "
    "charity foundation institute centre center university school hospital bank airline operator watchdog regulator "
    "operative guard guards captor trainer jockey producer secretary clerk mom mum dad child children grandson "
    "director-general secretary-general attorney-general solicitor-general vice-president vice-chancellor vice-chairman "
    "co-founder co-author co-owner co-director co-chair co-star ex-boss ex-minister ex-president commuter caller viewer "
    "shopper reveller pensioner retiree spokesperson columnist novelist poet painter sculptor musician rapper guitarist "
    "drummer comedian magician broadcaster physicist chemist geologist meteorologist paediatrician pediatrician "
    "psychiatrist therapist midwife dentist vet optician paramedic carer nanny plumber electrician carpenter builder "
    "engineer technician programmer developer entrepreneur businessman businesswoman tycoon billionaire millionaire "
    "landlord landlady tenant butcher baker barber waiter waitress bartender punter bettor gambler boxer golfer cyclist "
    "sprinter swimmer skier jockey wrestler batsman bowler cricketer footballer winger goalscorer quarterback linebacker "
    "granddaughter nephew niece fiancé fiancee ex-wife ex-husband colleague colleagues veterans anchor host"
)
# Words that occur in names of bodies, not of people.
BODIES = _words(
    "ministry department agency commission council committee court bank university college institute party union "
    "association organisation organization federation league club united nations house senate parliament congress "
    "government police force forces army navy group company corporation corp inc ltd plc news times post press daily "
    "guardian mail mirror telegraph journal reuters afp ap bbc cnn tass xinhua anadolu asharq al-awsat radio television "
    "tv network authority office bureau center centre foundation fund watch international nato eu un who unicef unrwa "
    "hamas fatah hezbollah jihad front movement coalition state states kingdom republic emirates street road city county "
    "hospital school airport airlines airways museum society service services board assembly administration command "
    "guard corps facebook twitter google apple microsoft instagram youtube white pentagon kremlin cogat centcom"
)
# Parties, written before the name of a member.
PARTIES = _words(
    "conservative conservatives labour tory tories ukip republican republicans democrat democrats democratic liberal "
    "liberals green greens independent socialist communist likud"
)
# Countries, cities and regions that a name may follow; they are listed, since they follow no rule.
PLACES = _words(
    "afghanistan albania algeria argentina armenia australia austria azerbaijan bahrain bangladesh belarus belgium "
    "bolivia bosnia brazil britain bulgaria canada chad chile china colombia croatia cuba cyprus denmark ecuador egypt "
    "england eritrea estonia ethiopia finland france georgia germany ghana greece hungary iceland india indonesia iran "
    "iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan lebanon libya lithuania "
    "malaysia mali malta mexico moldova mongolia montenegro morocco myanmar nepal netherlands nigeria norway oman "
    "pakistan palestine panama peru philippines poland portugal qatar romania russia rwanda scotland senegal serbia "
    "singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tajikistan tanzania thailand "
    "tunisia turkey türkiye turkmenistan uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia zimbabwe "
    "gaza cairo london washington moscow beijing paris berlin geneva jerusalem ankara tehran riyadh doha brussels york "
    "europe africa asia america california texas florida jersey carolina virginia ramallah"
)
# Particles inside names, in lower case.
PARTICLES = _words(
    "al el bin ibn bint abu abd ben de la le da dos du van von der den di del della y e ter ten zu ul ur"
)
