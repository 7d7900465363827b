"""Tables, pages, Markdown, mails, captions, texts and feeds made to exhaust time or memory; see `hostile`."""

from itertools import pairwise

from tests.corpus.readers.inputs import ENGLISH, of


def csv_of_a_huge_field(size: float = 1.0) -> bytes:
    """A field of 100 MB."""
    return b'id,text\n1,"' + b"word " * of(20_000_000, size) + b'"\n2,after\n'


def csv_of_an_open_quotation(size: float = 1.0) -> bytes:
    """A quotation mark that is never closed, over 50 MB of rows."""
    return b'id,text\n1,"open\n' + b"2,the talks go on\n" * of(3_000_000, size)


def csv_of_empty_rows(size: float = 1.0) -> bytes:
    """A million empty rows."""
    return b"id,text\n" + b",\n" * of(1_000_000, size) + b"2,after\n"


def csv_of_bad_rows(size: float = 1.0) -> bytes:
    """A million rows with too many cells."""
    return b"id,text\n" + b"1,2,3\n" * of(1_000_000, size) + b"2,after\n"


def csv_of_many_columns(size: float = 1.0) -> bytes:
    """A million columns."""
    count = of(1_000_000, size)
    return b"text," + b",".join(b"c%d" % n for n in range(count)) + b"\nthe talks go on," + b",".join([b"x"] * count)


def json_of_nested_lists(size: float = 1.0) -> bytes:
    """Lists nested 100,000 deep."""
    count = of(100_000, size)
    return b'{"text": ' + b"[" * count + b"]" * count + b"}"


def json_of_nested_objects(size: float = 1.0) -> bytes:
    """Objects nested 100,000 deep."""
    count = of(100_000, size)
    return b'[{"text": "the talks go on", "metadata": ' + b'{"a":' * count + b"1" + b"}" * count + b"}]"


def json_of_many_items(size: float = 1.0) -> bytes:
    """A list of five million empty objects."""
    return b"[" + b"{}," * of(5_000_000, size) + b"{}]"


def jsonl_of_a_huge_line(size: float = 1.0) -> bytes:
    """A line of 200 MB."""
    return b'{"text": "' + b"word " * of(40_000_000, size) + b'"}\n{"text": "after"}\n'


def jsonl_of_bad_lines(size: float = 1.0) -> bytes:
    """A million lines that are not JSON."""
    return b"{\n" * of(1_000_000, size) + b'{"text": "after"}\n'


def html_of_nested_tags(size: float = 1.0) -> bytes:
    """Tags nested 100,000 deep."""
    return b"<!DOCTYPE html><body>" + b"<div>" * of(100_000, size) + b"<p>The talks go on."


def html_of_unclosed_formatting(size: float = 1.0) -> bytes:
    """A hundred thousand formatting tags that are never closed, in paragraphs."""
    return b"<!DOCTYPE html><body>" + b"<p><b><i><a href=x>The talks go on." * of(100_000, size)


def html_of_many_paragraphs(size: float = 1.0) -> bytes:
    """A page of 50 MB."""
    paragraph = f"<p>{ENGLISH}</p>\n".encode()
    return b"<!DOCTYPE html><body>" + paragraph * (of(50_000_000, size) // len(paragraph) + 1)


def html_of_many_attributes(size: float = 1.0) -> bytes:
    """A tag with a million attributes."""
    return b"<!DOCTYPE html><body><p " + b" ".join(b"a%d=1" % n for n in range(of(1_000_000, size))) + b">Talks"


def html_of_hidden_tags(size: float = 1.0) -> bytes:
    """A million hidden tags among words."""
    return b"<!DOCTYPE html><body>" + b"<p hidden>x</p>y" * of(1_000_000, size)


def html_of_entities(size: float = 1.0) -> bytes:
    """A million entities, and comments that are never closed."""
    return b"<!DOCTYPE html><body><p>" + b"&amp;&lt;" * of(1_000_000, size) + b"<!--" * of(1_000_000, size)


def markdown_of_nested_quotes(size: float = 1.0) -> bytes:
    """Block quotations nested 100,000 deep."""
    return b">" * of(100_000, size) + b" The talks go on."


def markdown_of_nested_lists(size: float = 1.0) -> bytes:
    """Lists nested 100,000 deep on one line."""
    return b"- " * of(100_000, size) + b"The talks go on."


def markdown_of_brackets(size: float = 1.0) -> bytes:
    """A hundred thousand open brackets."""
    return b"The talks go on " + b"[" * of(100_000, size) + b"x" + b"]" * of(100_000, size)


def markdown_of_links(size: float = 1.0) -> bytes:
    """A hundred thousand beginnings of links."""
    return b"The talks go on " + b"[a](<b" * of(100_000, size)


def markdown_of_stars(size: float = 1.0) -> bytes:
    """A hundred thousand signs of emphasis that open and never close."""
    return b"The talks go on " + b"*a **b _c `d ~" * of(100_000, size)


def markdown_of_aliases(size: float = 1.0) -> bytes:
    """Front matter in which each of nine lists has nine times the one before."""
    names = "abcdefghi"[: of(9, max(size, 0.5))]
    lists = [f'{names[0]}: &{names[0]} ["x","x","x","x","x","x","x","x","x"]']
    for before, name in pairwise(names):
        lists.append(f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]")
    return ("---\n" + "\n".join(lists) + "\n---\nThe talks go on.").encode()


def markdown_of_rules(size: float = 1.0) -> bytes:
    """Front matter that is never closed."""
    return b"---\n" + b"- - - a: b\n" * of(500_000, size)


def mail_of_nested_parts(size: float = 1.0) -> bytes:
    """Parts nested 10,000 deep."""
    head = b"Subject: Talks\nFrom: a@b.example\nMIME-Version: 1.0\n"
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(of(10_000, size)))
    return head + b"".join(parts) + b"\nThe talks go on."


def mail_of_nested_mails(size: float = 1.0) -> bytes:
    """Mails forwarded in mails, 10,000 deep."""
    head = b"Subject: Talks\nFrom: a@b.example\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head * of(10_000, size) + b"Subject: Talks\n\nThe talks go on."


def mail_of_many_parts(size: float = 1.0) -> bytes:
    """A hundred thousand attachments."""
    head = b"Subject: Talks\nFrom: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    part = b"--b\nContent-Disposition: attachment; filename=a.txt\n\nThe talks go on.\n"
    return head + part * of(100_000, size) + b"--b--\n"


def mail_of_long_headers(size: float = 1.0) -> bytes:
    """A million encoded words and addresses in the headers."""
    words = b"=?utf-8?q?talks?= " * of(500_000, size)
    return b"From: " + b"a <a@b.example>, (" * of(500_000, size) + b"\nSubject: " + words + b"\n\nThe talks go on."


def vtt_of_many_cues(size: float = 1.0) -> bytes:
    """A million cues."""
    return b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n<v Ann>The talks go on.\n\n" * of(1_000_000, size)


def srt_of_many_cues(size: float = 1.0) -> bytes:
    """A million cues."""
    return b"1\n00:00:01,000 --> 00:00:02,000\nANN: The talks go on.\n\n" * of(1_000_000, size)


def srt_of_arrows(size: float = 1.0) -> bytes:
    """A million beginnings of cues."""
    return b"1\n00:00:01,000 --> 00:00:02,000\nx\n" + b"9" * of(1_000_000, size) + b"00:00:" * of(100_000, size)


def text_of_combining_marks(size: float = 1.0) -> bytes:
    """A letter with a million combining marks, in an order that has to be sorted."""
    return ("The talks go on a" + "\u0301\u0323" * of(500_000, size)).encode()


def text_of_one_line(size: float = 1.0) -> bytes:
    """A line of 100 MB without spaces."""
    return b"The talks go on. " + b"x" * of(100_000_000, size)


def text_of_line_ends(size: float = 1.0) -> bytes:
    """Fifty million empty lines with spaces around them."""
    return b"The talks" + b" \n \r" * of(12_000_000, size) + b"go on."


def text_of_short_lines(size: float = 1.0) -> bytes:
    """Ten million wrapped lines."""
    line = b"the talks in Cairo went on for the whole of the day, and the minis-\n"
    return line * of(3_000_000, size)


def text_of_an_old_encoding(size: float = 1.0) -> bytes:
    """A text of 50 MB in an encoding that has to be guessed."""
    return b"Les n\xe9gociations ont repris \xe0 Paris. " * of(1_500_000, size)


def feed_of_many_entries(size: float = 1.0) -> bytes:
    """As many entries as are fetched, 250,000; for a web server, since feeds are read from there only."""
    entry = b"<item><title>Talks</title><description>The talks go on.</description></item>"
    return b'<rss version="2.0"><channel><title>Wire</title>' + entry * of(250_000, size) + b"</channel></rss>"


def feed_of_entities(size: float = 1.0) -> bytes:
    """A billion laughs in a feed."""
    count = of(10, max(size, 0.3))
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, count))
    head = b'<!DOCTYPE rss [<!ENTITY e0 "laughs">' + entities + b']><rss version="2.0"><channel><title>Wire</title>'
    return head + b"<item><description>&e%d;</description></item></channel></rss>" % (count - 1)
