"""The day of a web page's report: its own, or none."""

from datetime import date

import pytest

from tests.corpus.readers.inputs import document

FIRST = "<p>The harbour board of Lindal met for the fourth time since spring and went through the list of berths one by one.</p>"
SECOND = "<p>“Two of them are empty,” the chairwoman, Mira Stoll, told the reporters who had waited at the gate until dusk.</p>"
TITLE = "Berths of Lindal"
DAY, CHANGE = date(2023, 5, 4), date(2023, 5, 9)


def page(head: str = "", top: str = "", bottom: str = "", language: str = "en") -> str:
    """A page whose article has `top` below its headline and `bottom` below its last paragraph."""
    return (
        f"<!doctype html><html lang='{language}'><head><title>{TITLE} | The Gazette</title>{head}</head><body><nav>Home</nav>"
        f"<article><h1>{TITLE}</h1>{top}{FIRST}{SECOND}{bottom}</article><footer>The Gazette</footer></body></html>"
    )


def linked(data: str) -> str:
    return f"<script type='application/ld+json'>{data}</script>"


OWN = '{"@type": "NewsArticle", "headline": "Berths of Lindal", "datePublished": "2023-05-04T23:30:00-07:00"}'
OTHER = '{"@type": "NewsArticle", "headline": "Gull steals hat", "url": "https://g.example/gull", "datePublished": "2011-01-01"}'
PUBLISHED = "<meta property='article:published_time' content='2023-05-04T08:00+02:00'>"
CANONICAL = "<link rel='canonical' href='https://g.example/berths'>"


@pytest.mark.parametrize(
    ("source", "where"),
    [
        (page(linked(OWN)), "JSON-LD"),
        (page(linked(f'{{"@graph": [{{"@type": "Event", "startDate": "2023-08-01"}}, {OTHER}, {OWN}]}}')), "JSON-LD"),
        (page(linked(f"//<![CDATA[\n[{OWN},]\n//]]>")), "JSON-LD"),
        (page(PUBLISHED), "meta field"),
        (page(linked(OWN.replace("Berths of", 'The "Berths" of'))), "JSON-LD"),  # torn by its quotation marks
        (
            page(linked('{"datePublished": "2023-05-04", "mainEntityOfPage": {"@id": "https://g.example/berths"}}')),
            "JSON-LD",
        ),
        (page("<meta name='DC.date.issued' content='2023-05-04'>"), "meta field"),
        (page(top="<span itemprop='datePublished' content='2023-05-04'>Thursday</span>"), "microdata"),
        (page(top="<p>Jo Pell <time datetime='2023-05-04T10:00'>4 May 2023</time></p>"), "time element"),
        (page("<link rel='canonical' href='https://g.example/2023/may/04/berths'>"), "address"),
        (page("<link rel='canonical' href='https://g.example/news-20230504-berths'>"), "address"),
        (page(top="<div class='byline'>By Jo Pell | May 4, 2023 | 3 min read</div>"), "words"),
        (page(top="<p class='date'>الخميس 4 مايو 2023 - 21:15</p>", language="ar"), "words"),
        (page(top="<p class='info'>2023年5月4日 21:15</p>", language="zh"), "words"),
        (page(top="<p>04.05.2023 | Jo Pell</p>", language="de"), "words"),
        (
            page(top="<p><time class='event-date'>15 June 2023</time></p><p>Published 4 May 2023</p>"),
            "words behind “Published”",
        ),
        (page(bottom="<p>First published on May 4, 2023 / 9:30 AM</p>"), "words behind “First published on”"),
        (page("<meta name='date' content='2023-05-04'>"), "meta field date"),
    ],
)
def test_a_page_has_its_own_date_and_says_where_it_was_found(source: str, where: str) -> None:
    found = document("a.html", source)
    assert found.published == DAY
    assert where in (found.date_source or "")


@pytest.mark.parametrize(
    "source",
    [
        page(f"{PUBLISHED}<meta property='og:updated_time' content='2023-05-09'>"),
        page(
            "<meta property='article:modified_time' content='2023-05-09'>",
            "<p>Published 4 May 2023, updated 9 May 2023</p>",
        ),
        page(top="<p>Last updated: 9 May 2023</p><p>Posted on 4 May 2023</p>"),
        page(top="<dl><dt>Published</dt><dd>4 May 2023</dd><dt>Last updated</dt><dd>9 May 2023</dd></dl>"),
        page(top="<time class='entry-date published'>May 4, 2023</time> <time class='updated'>May 9, 2023</time>"),
        page(top="<p>Publié le 4 mai 2023 à 18h30 - Mis à jour le 9 mai 2023</p>", language="fr"),
        page(top="<p>Veröffentlicht am 4. Mai 2023, aktualisiert am 9. Mai 2023</p>", language="de"),
        page(top="<div><a>Jo Pell</a><i>•</i><i>4 May 2023</i><i>•</i><i>Updated 9 May 2023</i></div>"),
        page(top="<p>Pubblicato il 4 maggio 2023 | Ultimo aggiornamento: 9 maggio 2023</p>", language="it"),
        page(top="<div>4 de mayo de 2023 · Actualizado el 9 de mayo de 2023</div>", language="es"),
    ],
)
def test_the_day_of_the_last_change_stands_apart(source: str) -> None:
    found = document("a.html", source)
    assert (found.published, found.updated) == (DAY, CHANGE)


def test_a_page_that_tells_only_of_a_change_has_no_day_of_publication() -> None:
    found = document(
        "a.html", page("<meta name='date' content='2023-05-09'><meta name='lastmod' content='2023-05-09'>")
    )
    assert (found.published, found.updated, found.date_source) == (None, CHANGE, None)


@pytest.mark.parametrize(
    "source",
    [
        page(),
        page(
            bottom="<aside><a href='/x'>Gull steals hat</a> <time datetime='2011-01-01'>1 January 2011</time></aside>"
        ),
        page(bottom="<div class='related-stories'><a href='/x'>Gull</a> <time datetime='2011-01-01'></time></div>"),
        page(bottom="<div id='comments'><p>Joe, <time datetime='2023-06-01'>1 June 2023</time></p></div>"),
        page(bottom="<nav class='post-navigation'>Gull steals hat <time datetime='2011-01-01'>2011</time></nav>"),
        page(bottom="<p>© 1 May 2023 The Gazette</p><p>Source: archive, retrieved 9 May 2024</p>"),
        page(bottom="<p>Page last reviewed: 1 February 2020</p>"),
        page(
            top="<p>The next session is on <time datetime='2023-06-15'>15 June 2023</time>, the clerk said at noon.</p>"
        ),
        page(top="<p>On 4 May 2023 the board met.</p>"),
        page(top="<p>Next session: 4 May 2023</p>"),
        page(bottom="<p>He was released on 4 May 2023.</p><p>The Republic, 4 May 2023, at noon.</p>"),
        page(top="<p>Current time: Friday, 5 May 2023</p>"),
        page(
            top="<div class='event-info'><dl><dt>When</dt><dd><time datetime='2023-06-15'>15 June</time></dd></dl></div>"
        ),
        page(top="<p class='date'>03/04/2023</p>"),
        page("<meta name='pubdate' content='1970-01-01T00:00:00Z'>"),
        page(CANONICAL + linked(f"[{OTHER}]")),
        page(
            linked(
                '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2011-01-01"}]}'
            )
        ),
        page(linked('{"@type": "Event", "name": "Regatta", "startDate": "2023-08-01"}')),
        page(linked('{"@type": "NewsArticle", "datePublished": ')),
        page(linked('{"@type": "Event", "name": "The "Regatta"", "datePublished": "2023-05-04"}')),
        page("<link rel='canonical' href='https://g.example/events/2023/08/01/regatta'>"),
        page("<link rel='canonical' href='https://archive.example/web/20240101120000/https://g.example/berths'>"),
        page().replace("<nav>Home", "<div class='today'>Sunday, 4 May 2025</div><nav>Home").replace("article>", "div>"),
    ],
)
def test_the_date_of_something_else_is_not_the_pages(source: str) -> None:
    found = document("a.html", source)
    assert (found.published, found.date_source) == (None, None)


def test_of_two_reports_in_json_ld_the_one_with_the_pages_address_counts() -> None:
    own = OWN.replace('"headline": "Berths of Lindal"', '"url": "https://www.g.example/berths?from=home"')
    assert document("a.html", page(CANONICAL + linked(f"[{OTHER}, {own}]"))).published == DAY


@pytest.mark.parametrize(
    "top",
    [
        "<p><time datetime='2023-05-04T22:30:00-05:00'>10:30 pm</time></p>",  # the same moment in its own zone
        "<p>By Jo Pell, May 4, 2023</p>",
    ],
)
def test_a_moment_in_utc_gives_way_to_the_local_day(top: str) -> None:
    utc = OWN.replace("2023-05-04T23:30:00-07:00", "2023-05-05T03:30:00Z")
    assert document("a.html", page(linked(utc), top)).published == DAY
