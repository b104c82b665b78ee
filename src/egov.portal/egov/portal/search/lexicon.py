"""Pipeline of Plone's own text indexes (SearchableText, Title, Description): no marks needed."""

from egov.portal.search.words import is_code
from egov.portal.search.words import PART
from egov.portal.search.words import prepared
from egov.portal.search.words import squeeze
from egov.portal.search.words import TOKEN
from egov.portal.search.words import word_forms
from Products.ZCTextIndex.interfaces import IPipelineElement
from Products.ZCTextIndex.PipelineFactory import element_factory
import re
from zope.interface import implementer


GLOB_TOKEN = re.compile(r"\w[\w*?]*(?:[./\-_]\w[\w*?]*)*")
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


element_factory.registerFactory("Word Splitter", "Vietnamese folding splitter", FoldingSplitter)
