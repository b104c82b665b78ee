"""Writes a file of many procedures of the national format, out of the few real ones at hand.

Usage: make_procedures.py SOURCE.jsonl.gz TARGET.jsonl.gz [COUNT]

The records are the source's, over and over, each with a code, ids and a name of its own (about as
many as the national database has published: 5,600). Standard library only.
"""

import gzip
import json
from pathlib import Path
import sys


COUNT = 5600
SAMPLE = "data/dvcqg-procedures-199.jsonl.gz"


def sample():
    """The real records in a folder `shared` beside the checkout or above it, or None."""
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / SAMPLE
        if found.exists():
            return found
    return None


def varied(records, count):
    """`count` records with codes of their own, in a row no real code uses (9.)."""
    for number in range(count):
        record = json.loads(records[number % len(records)])
        turn = number // len(records)
        code = f"9.{number:06d}"
        for part in (record, record["detail"]):
            part["code"] = code
            part["id"] = f"{part['id'][:-6]}{number:06d}"
            if turn:
                part["name"] = f"{part['name']} ({turn + 1})"
        record["detail"]["codeNotation"] = code
        for case in record["detail"].get("cases") or []:
            case["code"] = f"{code}.{case['code'].rpartition('.')[2]}"
        yield record


def write(source, target, count=COUNT):
    with gzip.open(source, "rt", encoding="utf-8") as stream:
        records = [line for line in stream if line.strip()]
    with gzip.open(target, "wt", encoding="utf-8", compresslevel=1) as stream:
        for record in varied(records, count):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else COUNT)
