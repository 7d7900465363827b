"""Templates: every value is text, and their own line breaks do not reach the page."""

import pytest
from jinja2 import DictLoader, UndefinedError

from dragoman.assistant.render.templating import Macros, environment


def macros(text: str) -> Macros:
    return Macros("t.html", lambda: environment(DictLoader({"t.html": text})))


def test_values_are_escaped_and_what_macros_make_is_not() -> None:
    made = macros(
        '{% macro a(x) %}<b title="{{ x }}">{{ x }}</b>{% endmacro %}{% macro b(x) %}<p>{{ a(x) }}</p>{% endmacro %}'
    )
    assert made.b("<i>\"'&") == '<p><b title="&lt;i&gt;&#34;&#39;&amp;">&lt;i&gt;&#34;&#39;&amp;</b></p>'
    assert made.a(made.a("<")) == '<b title="<b title="&lt;">&lt;</b>"><b title="&lt;">&lt;</b></b>'


def test_a_carriage_return_stays_one_in_a_browser() -> None:
    assert macros("{% macro a(x) %}<p>{{ x }}</p>{% endmacro %}").a("one\r\ntwo") == "<p>one&#13;\ntwo</p>"


def test_line_breaks_of_a_template_are_layout_and_those_of_values_stay() -> None:
    made = macros(
        """
        {% macro a(words, more) %}
          <p class="x"
            dir="auto">
            Two lines of
            one sentence: <b>{{ words }}</b>
            {% for one in more %}
              <i>{{ one }}</i>{% if not loop.last %}, {% endif %}
            {% endfor %}
          </p>
        {% endmacro %}
        """
    )
    assert made.a(" a \n\n  b ", ["c", "d"]) == (
        '<p class="x" dir="auto">Two lines of one sentence: <b> a \n\n  b </b><i>c</i>, <i>d</i></p>'
    )


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        macros("{% macro a(x) %}{{ x.y }}{% endmacro %}").a("z")
    with pytest.raises(UndefinedError):
        macros("{% macro a(x) %}{{ x }}{% endmacro %}").a()
