"""Prints, as JSON, each dossier stored: for the reconciling of `submit.py` and `torture.py`.

Runs inside Zope (`instance/scripts/zope_process.py`); the argument is the file to write.
"""

from egov.portal.dossiers.letters.reconciling import missing
import hashlib
import json
import sys
from ZODB.POSException import POSKeyError
from zope.component.hooks import setSite


def described(dossier):
    return {
        "code": dossier.code,
        "key": dossier._submission_key,
        "name": next((a["value"] for a in dossier.answers if a["name"] == "ho_ten"), ""),
        "log": [entry.what for entry in dossier.log][:1],
        "files": [whole(file) for file in dossier.files.values()],
        "letters owed": missing(dossier),
    }


def whole(file):
    """The digest of a file where size and digest are what was noted when it came, else None."""
    try:
        with file.blob.open() as stored:
            content = stored.read()
    except POSKeyError:  # the dossier is there, its file is not
        return None
    digest = hashlib.sha256(content).hexdigest()
    return digest if digest == file.sha256 and len(content) == file.size else None


if "app" in globals():
    portal = globals()["app"].portal
    setSite(portal)
    register = portal["ho-so"]
    rows = register._catalog.search(size=10_000_000)
    found = {row.path: described(register.unrestrictedTraverse(row.path)) for row in rows}
    with open(sys.argv[1], "w") as out:
        json.dump({"dossiers": list(found.values()), "keys": len(register._submissions)}, out)
