"""Files made to exhaust time or memory, for tests of readers, of whole services and for fuzzing.

`make(name, folder, size)` writes one of `HOSTILE` and returns its path. Size 1 is the full attack; a hundredth of it is
harmless and quick to make, and still shows growth that is worse than linear.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.corpus.readers import hostile_archives as archives
from tests.corpus.readers import hostile_documents as documents
from tests.corpus.readers import hostile_texts as texts

SPARSE = "sparse.txt"
"""A text of 1 GB that takes no room on the disk: its bytes are not in `HOSTILE`, only `make` writes it."""

HOSTILE: Mapping[str, Callable[[float], bytes]] = {
    "huge-member.zip": archives.zip_of_a_huge_member,
    "full-members.zip": archives.zip_of_full_members,
    "lying-member.zip": archives.zip_of_a_lying_member,
    "many-members.zip": archives.zip_of_many_members,
    "zip-in-zips.zip": archives.zip_in_zips,
    "zip-of-zips.zip": archives.zip_of_zips,
    "overlapping-members.zip": archives.zip_of_overlapping_members,
    "bomb.txt.gz": archives.gzip_bomb,
    "rows.jsonl.gz": archives.gzip_of_a_table,
    "huge-field.csv": texts.csv_of_a_huge_field,
    "open-quotation.csv": texts.csv_of_an_open_quotation,
    "empty-rows.csv": texts.csv_of_empty_rows,
    "bad-rows.csv": texts.csv_of_bad_rows,
    "many-columns.csv": texts.csv_of_many_columns,
    "nested-lists.json": texts.json_of_nested_lists,
    "nested-objects.json": texts.json_of_nested_objects,
    "many-items.json": texts.json_of_many_items,
    "huge-line.jsonl": texts.jsonl_of_a_huge_line,
    "bad-lines.jsonl": texts.jsonl_of_bad_lines,
    "nested-tags.html": texts.html_of_nested_tags,
    "unclosed-formatting.html": texts.html_of_unclosed_formatting,
    "many-paragraphs.html": texts.html_of_many_paragraphs,
    "many-attributes.html": texts.html_of_many_attributes,
    "hidden-tags.html": texts.html_of_hidden_tags,
    "entities.html": texts.html_of_entities,
    "nested-quotes.md": texts.markdown_of_nested_quotes,
    "nested-lists.md": texts.markdown_of_nested_lists,
    "brackets.md": texts.markdown_of_brackets,
    "links.md": texts.markdown_of_links,
    "stars.md": texts.markdown_of_stars,
    "aliases.md": texts.markdown_of_aliases,
    "rules.md": texts.markdown_of_rules,
    "many-pages.pdf": documents.pdf_of_many_pages,
    "bomb.pdf": documents.pdf_of_a_bomb,
    "nested-bombs.pdf": documents.pdf_of_nested_bombs,
    "operators.pdf": documents.pdf_of_operators,
    "looping-tables.pdf": documents.pdf_of_looping_tables,
    "looping-pages.pdf": documents.pdf_of_looping_pages,
    "bomb.docx": documents.docx_of_a_bomb,
    "long-word.docx": documents.docx_of_a_long_word,
    "entities.docx": documents.docx_of_entities,
    "nested-tables.docx": documents.docx_of_nested_tables,
    "shallow-tables.docx": documents.docx_of_shallow_tables,
    "nested-parts.eml": texts.mail_of_nested_parts,
    "nested-mails.eml": texts.mail_of_nested_mails,
    "many-parts.eml": texts.mail_of_many_parts,
    "long-headers.eml": texts.mail_of_long_headers,
    "many-cues.vtt": texts.vtt_of_many_cues,
    "many-cues.srt": texts.srt_of_many_cues,
    "arrows.srt": texts.srt_of_arrows,
    "combining-marks.txt": texts.text_of_combining_marks,
    "one-line.txt": texts.text_of_one_line,
    "line-ends.txt": texts.text_of_line_ends,
    "short-lines.txt": texts.text_of_short_lines,
    "old-encoding.txt": texts.text_of_an_old_encoding,
    "many-entries.xml": texts.feed_of_many_entries,
    "entities.xml": texts.feed_of_entities,
}
"""The makers by file name; each takes the share of the full attack and returns the file's bytes."""

NAMES = (*HOSTILE, SPARSE)
"""The names of all hostile files."""


def make(name: str, folder: Path, size: float = 1.0) -> Path:
    """Write the hostile file of this name (a key of `HOSTILE`) into a folder; `size` is the share of the full attack."""
    path = folder / name
    if name == SPARSE:
        with path.open("wb") as sparse:
            sparse.write(b"The talks go on.\n")
            sparse.truncate(int(2**30 * size))
    else:
        path.write_bytes(HOSTILE[name](size))
    return path
