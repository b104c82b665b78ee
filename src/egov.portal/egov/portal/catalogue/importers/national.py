"""Importing a file of the national format into a site."""

import collections
from dataclasses import dataclass
from dataclasses import field
from egov.portal.catalogue.importers.applying import Writer
from egov.portal.catalogue.importers.findings import Finding
from egov.portal.catalogue.importers.findings import Remarks
from egov.portal.catalogue.importers.findings import shown
from egov.portal.catalogue.importers.mapping import code_of
from egov.portal.catalogue.importers.mapping import map_record
from egov.portal.catalogue.importers.mapping import Refused
from egov.portal.catalogue.importers.publishing import NOTE
from egov.portal.catalogue.importers.reading import Source
from egov.portal.shared.history_notes import noted
import logging
import time
import transaction
from ZODB.POSException import ConflictError


logger = logging.getLogger("egov.portal.import")
BATCH = 50  # records a transaction
ATTEMPTS = 5  # of a batch that met somebody else's change


@dataclass
class Result:
    """What an import did, or with `dry_run` would do."""

    dry_run: bool = False
    read: int = 0
    counts: collections.Counter = field(default_factory=collections.Counter)
    agencies: int = 0
    findings: list = field(default_factory=list)
    seconds: float = 0.0

    def summary(self):
        """Numbers by name; `refused` and `doubtful` count records, not remarks."""
        severities = collections.defaultdict(set)
        for found in self.findings:
            severities[found.severity].add((found.line, found.code))
        return {
            "dry_run": self.dry_run,
            "read": self.read,
            "created": self.counts["created"],
            "updated": self.counts["updated"],
            "unchanged": self.counts["unchanged"],
            "refused": len(severities["refused"]),
            "doubtful": len(severities["doubtful"] - severities["refused"]),
            "agencies": self.agencies,
            "seconds": round(self.seconds, 1),
        }


def import_file(site, path, dry_run=False, progress=None):
    """Import the records of a file; returns the `Result`.

    Commits after every batch (and gives up what the caller had not committed when a batch must
    be done again), so that a run that was stopped is simply run again. `progress(result,
    fraction)` is called after each batch. Raises `reading.Unreadable`. The caller holds the lock
    (`locking.only_one`) and acts as a user who may add, change and publish procedures.
    """
    with noted(NOTE):
        return Import(site, path, dry_run, progress).run()


class Import:
    """One run over one file."""

    def __init__(self, site, path, dry_run, progress):
        self.site = site
        self.source = Source(path)
        self.progress = progress
        self.result = Result(dry_run)
        self.writer = Writer(site, dry_run)
        self.lines = {}

    def run(self):
        began = time.monotonic()
        batch = []
        for entry in self.source:
            self.result.read += 1
            if self._is_first(entry):
                batch.append(entry)
            if len(batch) >= BATCH:
                self._batch(batch)
                batch = []
            self.result.seconds = time.monotonic() - began
            if not batch and self.progress:
                self.progress(self.result, self.source.fraction)
        self._batch(batch)
        self.result.agencies = self.writer.agencies.made
        self.result.findings.sort(key=lambda found: found.line)
        self.result.seconds = time.monotonic() - began
        if self.progress:
            self.progress(self.result, 1.0)
        return self.result

    def _refuse(self, line, code, reason, value=""):
        self.result.findings.append(Finding(line, code, reason, shown(value)))

    def _is_first(self, entry):
        """Whether the entry has a code that no entry before it had; if not it is refused."""
        if entry.reason:
            self._refuse(entry.line, "", entry.reason, entry.value)
            return False
        try:
            code = code_of(entry.record)
        except Refused as refusal:
            self._refuse(entry.line, "", refusal.reason, refusal.value)
            return False
        if code in self.lines:
            self._refuse(entry.line, code, "code_twice", self.lines[code])
            return False
        self.lines[code] = entry.line
        return True

    def _batch(self, entries):
        """Writes entries in one transaction; done again without those that fail."""
        failed = {}
        conflicts = 0
        while entries:
            done = []
            made = self.writer.agencies.made
            try:
                for entry in entries:
                    done.append(self._record(entry))
                if not self.result.dry_run:
                    transaction.get().note("Procedures of the national database imported")
                    transaction.commit()
                break
            except ConflictError as error:
                self._give_up(made)
                conflicts += 1
                if conflicts >= ATTEMPTS:
                    failed.update({entry.line: error for entry in entries})
                    done = []
                    break
                time.sleep(0.1 * conflicts)
            except Exception as error:  # a record nobody foresaw must not stop the others
                if len(done) == len(entries) > 1:
                    # The commit failed: whose fault it is shows one by one.
                    self._give_up(made)
                    for entry in entries:
                        self._batch([entry])
                    entries, done = [], []
                    break
                entry = entries[min(len(done), len(entries) - 1)]
                logger.exception("Record in line %s was not imported", entry.line)
                self._give_up(made)
                failed[entry.line] = error
                entries = [other for other in entries if other is not entry]
                done = []
        else:
            done = []
        for outcome, findings in done:
            self.result.counts[outcome] += 1
            self.result.findings += findings
        codes = {line: code for code, line in self.lines.items()} if failed else {}
        for line, error in failed.items():
            self._refuse(line, codes.get(line, ""), "failed", f"{type(error).__name__}: {error}")
        if entries:
            self.site._p_jar.cacheMinimize()

    def _give_up(self, made):
        transaction.abort()
        self.writer.forget()
        self.writer.agencies.made = made

    def _record(self, entry):
        """`(outcome, findings)` of one entry."""
        try:
            mapped = map_record(entry.record, entry.line)
            remarks = Remarks(entry.line, mapped.code)
            outcome = self.writer.write(mapped, remarks)
        except Refused as refusal:
            code = code_of(entry.record)
            return "refused", [Finding(entry.line, code, refusal.reason, shown(refusal.value))]
        return outcome, mapped.findings + remarks.findings
