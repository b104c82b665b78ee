"""The language of conditions is that of Patternslib's pat-depends, quirks and all.

What is expected here was compared with what the parser of Plone's own scripts says.
"""

from egov.portal.intake.condition_language import Both
from egov.portal.intake.condition_language import Comparison
from egov.portal.intake.condition_language import Either
from egov.portal.intake.condition_language import names
from egov.portal.intake.condition_language import Not
from egov.portal.intake.condition_language import parse
from egov.portal.intake.condition_language import quoted
from egov.portal.intake.condition_language import Truthy
from egov.portal.intake.condition_language import Unreadable
import pytest


A, B, C = Truthy("a"), Truthy("b"), Truthy("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        (" a ", A),
        ("not a", Not(A)),
        ("NOT a", Not(A)),
        ("a AND b", Both(A, B)),
        ("a and b or c", Both(A, Either(B, C))),
        ("a or b and c", Either(A, Both(B, C))),
        ("(a and b) or c", Either(Both(A, B), C)),
        ("not (a or b)", Not(Either(A, B))),
        ("(not a) and b", Both(Not(A), B)),
        ("a and not b", Both(A, Not(B))),
        ("not (not a)", Not(Not(A))),
        ("( a )", A),
        ("a=1", Comparison("a", "=", "1")),
        ("a = 05", Comparison("a", "=", "05")),
        ("a !=x", Comparison("a", "!=", "x")),
        ("a<=5", Comparison("a", "<=", 5)),
        ("a ~= x", Comparison("a", "~=", "x")),
        ("a=~x", Comparison("a", "=~", "x")),
        ("a=2026-01-01", Comparison("a", "=", "2026-01-01")),
        ('a="hai từ"', Comparison("a", "=", "hai từ")),
        ("a='x\"y'", Comparison("a", "=", 'x"y')),
        (r'a="x\"y\n"', Comparison("a", "=", 'x"y\n')),
        ('a=""', Comparison("a", "=", "")),
        ("form.widgets.a:list=đỏ", Comparison("form.widgets.a:list", "=", "đỏ")),
        ("and=1 and not=2", Both(Comparison("and", "=", "1"), Comparison("not", "=", "2"))),
        ("not", Truthy("not")),
    ],
)
def test_a_condition_is_read_as_the_client_reads_it(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        *("", "a b", "a and", "and and", "not a and b", "a or not b and c", "not not a", "not(a)"),
        *("(a", "a)", "(a)and(b)", "a=", "=1", "a==1", "a<x", "a<5.5", "a<-1", 'a<"5"', "a&b"),
        *("a=x/y", "a=x@y", 'a="x', "a=1and b", "python: 1", "${a}", "a;b", "(" * 3000 + "a"),
        "a and " * 400 + "a",
    ],
)
def test_what_is_no_condition_is_refused(text):
    with pytest.raises(Unreadable):
        parse(text)


@pytest.mark.parametrize("value", ["x", "hai từ", 'a"b', "a\\b", "dòng\nhai", "it's", "a)b", "x=y"])
def test_a_value_is_quoted_so_that_it_is_read_again(value):
    assert parse(f"a={quoted(value)}") == Comparison("a", "=", value)


def test_names_are_those_asked_for():
    assert names(parse("a=1 and (c<5 or not b)")) == ["a", "c", "b"]
