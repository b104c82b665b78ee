"""The language of a field's condition: "shown only if", as EasyForm writes it (`depends_on`).

It is pat-depends' (Patternslib), with its peculiarities, so that a form that comes from elsewhere
means the same here: `kind`, `kind=birth`, `kind!="two words"`, `copies>=2`, `kind~=irth` (the
answer contains the value), `kind=~birthday` (the value contains the answer), `not` before one of
these or before brackets, `and` and `or` without precedence, read from the right.
"""

import re
from typing import NamedTuple


LONGEST = 1000
DEEPEST = 20
NAME = r"[\w$.:-]+"
TOKEN = re.compile(
    rf"""(?P<space>\s+)|(?P<bracket>[()])|(?P<operator>=~|!=|~=|<=|>=|[=<>])
    |"(?P<double>(?:[^"\\\n]|\\.)*)"|'(?P<single>(?:[^'\\\n]|\\.)*)'|(?P<name>{NAME})""",
    re.VERBOSE,
)
ORDERING = ("<", "<=", ">", ">=")
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}


class Unreadable(ValueError):
    """A condition nobody can make sense of; the message is for developers."""


class Truthy(NamedTuple):
    """Something was answered."""

    name: str


class Comparison(NamedTuple):
    """`operator` is one of = != < <= > >= ~= =~; `value` is an int after < <= > >=, else a text."""

    name: str
    operator: str
    value: object


class Not(NamedTuple):
    term: object


class Both(NamedTuple):
    left: object
    right: object


class Either(NamedTuple):
    left: object
    right: object


def parse(text):
    """The condition as a tree of the classes above.

    :raises Unreadable: for what is no sentence of the language
    """
    if len(text) > LONGEST:
        raise Unreadable("too long")
    reader = Reader(text)
    reader.skip()
    tree = reader.expression()
    reader.skip()
    if reader.kind != "end":
        raise Unreadable(f"{text[reader.at :]!r} was not expected")
    return tree


def names(tree):
    """The names a tree asks for, in the order of the text."""
    if isinstance(tree, (Truthy, Comparison)):
        return [tree.name]
    return [name for part in tree for name in names(part)]


class Reader:
    """Reads a condition from its beginning; `kind` and `value` are those of the next token."""

    def __init__(self, text):
        self.text = text
        self.at = self.after = 0
        self.depth = 0
        self.look()

    def look(self):
        self.at = self.after
        if self.at == len(self.text):
            self.kind, self.value = "end", ""
            return
        match = TOKEN.match(self.text, self.at)
        if match is None:
            raise Unreadable(f"{self.text[self.at :]!r} cannot be read")
        self.after = match.end()
        self.kind, self.value = match.lastgroup, match.group(match.lastgroup)
        if self.kind in ("double", "single"):
            self.kind, self.value = "quoted", unescape(self.value)

    def take(self):
        value = self.value
        self.look()
        return value

    def skip(self):
        """Whether there was space, passed over."""
        found = self.kind == "space"
        if found:
            self.look()
        return found

    def back_to(self, at):
        self.after = at
        self.look()

    def word(self, *words):
        return self.kind == "name" and self.value.lower() in words

    def expression(self):
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable("too deep")
        try:
            start = self.at
            if self.word("not"):
                self.take()
                if self.skip() and (self.kind == "name" or self.value == "("):
                    return Not(self.term())
                self.back_to(start)
            left = self.term()
            here = self.at
            if self.skip() and self.word("and", "or"):
                both = self.take().lower() == "and"
                if not self.skip():
                    raise Unreadable("a space is missing")
                return (Both if both else Either)(left, self.expression())
            self.back_to(here)
            return left
        finally:
            self.depth -= 1

    def term(self):
        if self.kind == "bracket" and self.value == "(":
            self.take()
            self.skip()
            inner = self.expression()
            self.skip()
            if self.kind != "bracket" or self.value != ")":
                raise Unreadable("a bracket is missing")
            self.take()
            return inner
        if self.kind != "name":
            raise Unreadable(f"a name was expected instead of {self.text[self.at :]!r}")
        name = self.take()
        here = self.at
        self.skip()
        if self.kind != "operator":
            self.back_to(here)
            return Truthy(name)
        operator = self.take()
        self.skip()
        if self.kind not in ("name", "quoted"):
            raise Unreadable("a value was expected")
        if operator not in ORDERING:
            return Comparison(name, operator, self.take())
        if self.kind != "name" or not re.fullmatch("[0-9]+", self.value):
            raise Unreadable(f"{operator} takes a whole number")
        return Comparison(name, operator, int(self.take()))


def unescape(text):
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), text)


def quoted(text):
    """A value as a condition writes it."""
    if re.fullmatch(NAME, text):
        return text
    return '"' + re.sub(r'(["\\])', r"\\\1", text).replace("\n", "\\n") + '"'
