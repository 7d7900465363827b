"""Detect prompt injection: text that gives instructions to a language model. Such sentences are never shown to one.

Reports seldom address their reader outside quotation marks, and never a machine. This is the second line of defence; the
first is that claims are checked against evidence and addresses are removed, whatever a model was made to write. The rules
match wordings, so they can be evaded, and they sometimes exclude a harmless sentence. Answers that quote do not use them.
"""

import re
import unicodedata

_QUOTED = re.compile(r"“[^“”]{0,400}”|\"[^\"]{0,400}\"|«[^«»]{0,400}»|„[^„“”]{0,400}[“”]")
_FRAMES = re.compile(
    # Markup of chats, evidence lists and documents; it counts inside quotation marks too.
    r"<\|[^|]*\|>|\[/?INST\]|<</?SYS>>|</?(?:start|end)_of_turn|#{3,}|^\s*##|</?[a-z!][^>]{0,200}>|&(?:lt|#60|#x3c);|!\[|\]\s*\("
    r"|\[[^\]]{1,30}\]:|[\"'](?:ids?|claims|words|role|content)[\"']\s*:|```|(?:^|[.!?]\s)\s*\[\d+\]\s+[A-Z]",
    re.IGNORECASE | re.MULTILINE,
)
_COMMANDS = (
    "answer|reply|respond|write|say|state|output|print|repeat|quote|cite|claim|pretend|act|imagine|simulate|translate|append|"
    "list|reveal|encode|add|include|insert|put|attribute|invent|use|replace|double|leave|swap|mark|show|treat|combine|tell|ask|"
    "give|visit|click|copy|send|take|store|connect|call|stop|end|close"
)
_ORDERS = re.compile(
    r"(?:^|\W)(?:system|assistant|user|human|model)\s*(?:message|prompt|turn)?\s*:|\bids?\s*[=:]|\bids?\s+-?\d|\bsentences? \d+\b"
    # The text addresses a machine or the reader.
    r"|\b(?:language model|chat ?bot|bot|ai (?:model|assistant)|system prompt|developer mode|the (?:assistant|model|prompt)|"
    r"whoever (?:reads|summari[sz]es)|(?:the|this) reader|this corpus|"
    r"the (?:next )?(?:answer|reply|question|ids?) (?:is|was|must|has|shall|that)"
    r"|questions about|if asked|every (?:claim|answer|quotation)|good answers|you|your|yours|please)\b"
    # Instructions to abandon the task.
    r"|\b(?:ignore|disregard|forget|override|bypass|skip|drop|reveal|obey)\s+(?:all|any|every|everything|the|these|those|previous|"
    r"prior|earlier|above|what|other)\b"
    # A command verb where an English sentence has no bare verb: at its beginning, or before a colon.
    rf"|(?:^|[.!?]\s+)(?:{_COMMANDS})\b(?! (?:of|by|was|were|is|are|has|have|had)\b)"
    rf"|(?:[;:,]\s*|\b(?:and|then|must|only|instead|that) )(?:{_COMMANDS})s?\b[^.:]{{0,40}}:"
    # "Ignore", "write" and "answer" as imperatives in other languages.
    r"|\b(?:ignor(?:ez|iere|a|e)|oubliez|vergiss|olvida|esque[cç]a|dimentica|antworte|schreib|écrivez|répondez|responde|escreva|"
    r"escribe|scrivi|rispondi|yok say|yaz)\b"
    r"|تجاهل|اكتب\s*:|أجب\s*:|התעלם|כתוב\s*:|\bзабудь|\bигнорируй|忽略|无视|نادیده بگیر|अनदेखा",
    re.IGNORECASE | re.MULTILINE,
)


def gives_orders(text: str) -> bool:
    """Whether the text gives instructions to its reader, or imitates a part of a chat or of the list of evidence.

    Words inside quotation marks are a speaker's: in them only such imitations count.
    """
    text = unicodedata.normalize("NFKC", text)
    return bool(_FRAMES.search(text) or _ORDERS.search(_QUOTED.sub(" “” ", text)))
