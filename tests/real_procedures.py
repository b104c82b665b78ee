"""The 199 real procedures in an index of their own, in memory, without a site."""

from egov.portal.catalogue import taxonomy
from egov.portal.catalogue.importers.mapping import map_record
from egov.portal.search.index import FoldedTextIndex
from egov.portal.search.indexers import procedure_text
from egov.portal.search.query import read
from egov.portal.search.ranking import rank
import gzip
import json
from national_data import national
from types import SimpleNamespace


EMPTY = dict.fromkeys(
    ("description", "synonyms", "life_events", "keywords", "results", "papers", "cases")
)


class RealProcedures:
    """`found(query)`: codes, best first."""

    def __init__(self, monkeypatch):
        with gzip.open(national("dvcqg-procedures-199.jsonl.gz"), "rt", encoding="utf-8") as lines:
            records = [map_record(json.loads(line)) for line in lines if line.strip()]
        fields = {code: title for record in records for code, title in record.fields.items()}
        monkeypatch.setattr(taxonomy, "fields", lambda: fields)
        self.index = FoldedTextIndex("egov_text")
        self.codes = {}
        for rid, record in enumerate(records, 1):
            procedure = SimpleNamespace(**{**EMPTY, **record.values})
            parts = procedure_text.callable(procedure)
            self.index.index_object(rid, SimpleNamespace(egov_text=parts))
            self.codes[rid] = record.code

    def found(self, query):
        return [self.codes[rid] for rid in rank(self.index, read(query, self.index)).order]

    def shares(self, queries):
        """`(first, among five)`: how often one of the codes expected is there."""
        first = five = 0
        for query in queries:
            codes = self.found(query["query"])
            first += bool(set(codes[:1]) & set(query["expected"]))
            five += bool(set(codes[:5]) & set(query["expected"]))
        return first / len(queries), five / len(queries)
