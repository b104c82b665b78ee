"""Pipeline of Plone's own text indexes (SearchableText, Title, Description): no marks needed."""

from egov.portal.search.query import MOST_CHARACTERS
from egov.portal.search.words import is_code
from egov.portal.search.words import PART
from egov.portal.search.words import prepared
from egov.portal.search.words import squeeze
from egov.portal.search.words import TOKEN
from egov.portal.search.words import word_forms
from egov.portal.shared.text import INVISIBLE
from Products.ZCTextIndex.interfaces import IPipelineElement
from Products.ZCTextIndex.Lexicon import Lexicon
from Products.ZCTextIndex.ParseTree import ParseError
from Products.ZCTextIndex.ParseTree import QueryError
from Products.ZCTextIndex.PipelineFactory import element_factory
from Products.ZCTextIndex.QueryParser import QueryParser
import re
from zope.interface import implementer


GLOB_TOKEN = re.compile(r"\w[\w*?]*(?:[./\-_]\w[\w*?]*)*")
OPERATORS = {"AND", "OR", "NOT"}
GLOB_PART = re.compile(r"[^\W_][^\W_]*[*?]*")


@implementer(IPipelineElement)
class FoldingSplitter:
    """Splits and folds text; a code stands whole, squeezed (`1001193`), before its parts.

    In a query a code stands for itself alone, so that "1.001193" does not ask for a phrase of
    parts that the index never saw side by side.
    """

    def process(self, texts):
        words = []
        for text in texts:
            for token in TOKEN.findall(prepared(text)):
                if is_code(token):
                    words.append(squeeze(token))
                words.extend(word_forms(part).folded for part in PART.findall(token))
        return words

    def process_post_glob(self, texts):
        return self.query_words(texts, TOKEN, PART)

    def processGlob(self, texts):
        return self.query_words(texts, GLOB_TOKEN, GLOB_PART)

    def query_words(self, texts, token_pattern, part_pattern):
        words = []
        for text in texts:
            for token in token_pattern.findall(prepared(text)):
                bare = token.rstrip("*?")
                if is_code(bare):
                    words.append(squeeze(bare) + token[len(bare) :])
                else:
                    words.extend(folded_glob(part) for part in part_pattern.findall(token))
        return words


def folded_glob(token):
    bare = token.rstrip("*?")
    return word_forms(bare).folded + token[len(bare) :]


# Enough for parsing: no words are stored in it.
WORDS = Lexicon(FoldingSplitter())

element_factory.registerFactory("Word Splitter", "Vietnamese folding splitter", FoldingSplitter)


def plain_words(text):
    """The query as Plone's text indexes can parse it; its words alone if they cannot.

    Quotes and operators are kept where they are well formed. A query is cut at 300 characters.
    """
    text = INVISIBLE.sub(" ", text[:MOST_CHARACTERS])
    parser = QueryParser(WORDS)
    try:
        parser.parseQuery(text)
    except (ParseError, QueryError):
        words = (word for word in TOKEN.findall(text) if word.upper() not in OPERATORS)
        return " ".join(words)
    return text
