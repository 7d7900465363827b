"""Classes of English words, by lemma, that decide what an omitted word does to the words that it governs.

A class has the words whose effect does not depend on context beyond what the rules look at. A verb in no class is
transparent: what it governs is taken as stated. The classes were drawn up from grammars' lists of negative, factive, modal and
reporting words, and completed with words missed in the development half of open news and transcripts.
"""

from typing import Final


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIVE_ADVERBS: Final = _words("not n't n’t never no hardly scarcely barely rarely seldom nowhere neither nor")
NEGATIVE_NOUNS: Final = _words("nobody none nothing neither no-one noone")

# "He denied that …", "It is a myth that …": what follows "that" is not so.
DENIES_THAT: Final = _words(
    "deny dispute refute disprove rebut reject disbelieve dismiss debunk discount doubt contradict challenge disagree "
    "false untrue wrong incorrect inaccurate impossible unlikely improbable inconceivable unthinkable doubtful unfounded "
    "baseless groundless ridiculous absurd ludicrous lie myth hoax fiction fabrication falsehood nonsense fantasy "
    "illusion delusion misconception fallacy invention untruth denial fake mistaken"
)
# "It is wrong to say that …"
ERRORS: Final = DENIES_THAT | _words(
    "mistake error naive foolish premature dishonest misleading exaggeration stretch unfair silly stupid hard difficult "
    "misguided folly irresponsible simplistic"
)
# "It is not … to say that": it is not so.
RIGHT: Final = _words(
    "true right correct accurate fair just honest justified reasonable legitimate sensible valid sound wise safe"
)
POSSIBLE: Final = _words("possible tempting conceivable plausible")
# "He falsely said that …"
WRONGLY: Final = _words(
    "falsely wrongly mistakenly incorrectly erroneously untruthfully dishonestly inaccurately mendaciously wrongfully"
)
# "He refused to …", "We are unable to …", "kept him from …": what follows "to", "from" or as "-ing" does not happen.
PREVENTS: Final = _words(
    "refuse decline fail neglect omit forget avoid prevent stop cease quit forbid ban bar prohibit exclude preclude "
    "hesitate resist oppose abandon refrain abstain block discourage dissuade deter deny reject unable unwilling "
    "reluctant incapable impossible unlikely loath hesitant refusal failure inability unwillingness reluctance "
    "impossibility far short"
)
# "We have no intention of …"
NO_SUCH: Final = _words(
    "intention plan desire wish need reason way chance right interest intent ambition mandate authority power appetite"
)
# "There is no doubt that …"
UNDENIED: Final = _words("doubt question denial secret wonder surprise coincidence")
# "Nobody knew that …" leaves what was not known as true as it was.
FACTIVE: Final = _words(
    "know realise realize notice regret forget remember recall recognise recognize discover learn see care matter mind "
    "surprise surprised aware glad sorry proud happy ignore overlook mention reveal disclose acknowledge admit appreciate "
    "like love hate resent understand accident coincidence secret surprising"
)
# Of these what follows "that" is taken for granted, whatever denies or doubts them.
GRANTED: Final = _words("know realise realize understand forget regret remember notice ignore aware fact reality")
HEDGING: Final = _words(
    "seem appear hope wish fear suspect guess suppose imagine pretend dream doubt worry pray suggest assume presume "
    "speculate bet reckon gamble fantasise fantasize possible probable likely conceivable plausible unclear uncertain "
    "doubtful hopeful afraid possibility probability chance likelihood impression risk danger prospect question "
    "assumption hypothesis scenario worried concerned suspicion speculation odds unconfirmed unproven arguable debatable "
    "sceptical skeptical unsure optimistic pessimistic dare"
)
HEDGING_TO: Final = _words(
    "seem appear pretend likely possible rumored rumoured alleged believed supposed purport reputed said"
)
HEDGING_ADVERBS: Final = _words(
    "perhaps maybe possibly probably allegedly reportedly supposedly purportedly apparently ostensibly seemingly "
    "presumably conceivably arguably potentially hopefully theoretically hypothetically almost nearly virtually likely"
)
HEDGING_ADJECTIVES: Final = _words("alleged supposed purported possible fake suspected potential")
# Nouns of claims of which nothing says whether they are so.
CLAIMS: Final = _words(
    "claim allegation rumour rumor assertion contention insinuation accusation story theory charge gossip hearsay "
    "narrative pretence pretense suggestion notion idea legend talk whisper complaint slogan propaganda"
)
CLAIM_VERBS: Final = _words(
    "claim allege purport pretend insinuate accuse assert contend speculate rumour rumor suggest hint imply"
)
SAYS: Final = CLAIM_VERBS | _words(
    "say tell report announce state write argue insist add explain warn declare stress maintain predict remark comment "
    "complain cry shout swear promise vow reply respond answer repeat reiterate mention publish charge concede testify "
    "read inform assure remind teach advise hear brief propose estimate emphasise emphasize indicate posit opine joke "
    "boast brag protest object"
)
BELIEVES: Final = _words(
    "think believe feel consider assume suspect figure reckon suppose fear hope wish imagine judge deem calculate"
)
ASKS: Final = _words("ask wonder inquire enquire question doubt debate")
SAID_TO: Final = _words("say allege report rumour rumor claim")
# Sources that are nobody in particular: dropping them makes a claim of theirs a fact even in a reporter's sentence.
NOBODY_IN_PARTICULAR: Final = _words(
    "critic opponent some many other others sceptic skeptic detractor people supporter rumour rumor rival adversary enemy "
    "foe proponent advocate pundit commentator conspiracy several few most observer cynic defender gossip"
)
# "Word has it that …"
HEARSAY: Final = _words("word story tale rumour rumor legend tradition gossip")
SELF: Final = _words("i we me us")
# "In their view …"
VIEWS: Final = _words(
    "view opinion account telling words version reading mind eyes estimation judgement judgment eye estimate narrative "
    "logic book understanding interpretation imagination dream theory perspective standpoint reckoning"
)

FOCUS: Final = _words("only solely exclusively merely purely strictly")
OF_ALL: Final = _words("all both each every everyone everybody everything many most rest")
QUANTITIES: Final = _words(
    "none few some half part most many much little majority minority third quarter fraction handful number portion "
    "percent % bulk dozen hundred thousand couple several neither either one any"
)
LIMITING_DETERMINERS: Final = _words("few fewer little")
UNIVERSAL: Final = _words("no any every all each only whatever whichever")
EVERYBODY: Final = _words("anyone anybody anything everyone everybody everything nobody nothing")
# "Under no circumstances …"
IN_NO: Final = _words("circumstance way point account condition case means sense stage moment event respect")

CONDITIONAL: Final = _words("if unless provided providing assuming supposing lest")
TEMPORAL: Final = _words("when whenever once until till before after")
FUTURE: Final = _words("will would shall ’ll 'll can could must should may might wo ca ’d 'd")
PROVISOS: Final = _words("condition proviso caveat understanding assumption premise reservation stipulation")
# "on condition of anonymity" says how something was told, not on what condition it holds.
ANONYMITY: Final = _words("anonymity confidentiality")
# "without doubt", "without delay": nothing is limited.
SURE: Final = _words("doubt question exception delay hesitation fail warning notice fear precedent comment incident")
# After "but" or "though" they take back what was said before.
TAKES_BACK: Final = _words("not only never without hardly except just merely barely")
# Conditions of speaking, not of what is said.
IF_PHRASES: Final = (
    "if necessary", "if possible", "if anything", "if any", "if ever", "if at all", "if you will", "if you like", "if i may",
    "if you ask", "if you look", "if you think", "if you remember", "if you recall", "if i remember", "if i recall", "if i can",
    "if not", "if need be", "if you don't mind", "if memory", "if you please", "if you want", "if so", "if only because",
)  # fmt: skip
