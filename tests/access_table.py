"""Who may do what with a dossier, in which state: the tests of access expect it, the docs show it.

`EXPECTED[action][who]` are the states in which somebody may; who is not named may in none.
"""

from egov.portal.dossiers.rating import RATED_IN
from egov.portal.dossiers.states import BEFORE_A_RESULT
from egov.portal.dossiers.states import STATES


# Everybody who may try, and the user of the tests' fixture; None is not signed in.
WHO = {
    "visitor": None,
    "another citizen": "stranger",
    "applicant": "applicant",
    "holder of the secret": None,
    "officer": "our-officers",
    "officer elsewhere": "other-officers",
    "head": "our-heads",
    "head elsewhere": "other-heads",
    "editor": "our-editors",
    "reviewer": "our-reviewers",
    "portal editor": "portal-editor",
    "site administrator": "site-admin",
    "manager": "manager",
    "administrator of Zope": "admin",
}
ALL = tuple(STATES)
READERS = {"applicant": ALL, "officer": ALL, "head": ALL}


def agency(*states):
    return {"officer": states, "head": states}


EXPECTED = {
    "see its page": READERS,
    "read it over REST": READERS,
    "download a file": READERS,
    "see who read it": {"applicant": ALL, "head": ALL},
    "read over REST who read it": {"head": ALL},
    "follow it with code and secret": {"holder of the secret": ALL},
    "choose its procedure": agency(*BEFORE_A_RESULT),
    "accept": agency("new"),
    "refuse": agency("new", "supplement_requested"),
    "process": agency("accepted"),
    "request_supplement": agency("new", "accepted", "processing"),
    "request_payment": agency("accepted", "processing"),
    "resume": agency("supplement_requested", "payment_requested"),
    "stop": {"head": ("accepted", "processing", "supplement_requested", "payment_requested")},
    "finish": agency("processing"),
    "return_result": agency("finished"),
    "withdraw": dict.fromkeys(("applicant", "holder of the secret"), tuple(BEFORE_A_RESULT)),
    "send papers": dict.fromkeys(("applicant", "holder of the secret"), ("supplement_requested",)),
    "rate": dict.fromkeys(("applicant", "holder of the secret"), tuple(RATED_IN)),
    "supplement": {},
    "supplement_new": {},
    "change it by hand": {},
    "delete it": {},
}
WORDS = {
    "accept": "accept it",
    "refuse": "not accept it",
    "process": "begin processing",
    "request_supplement": "ask for papers",
    "request_payment": "ask for payment",
    "resume": "go on processing",
    "stop": "stop it",
    "finish": "finish it",
    "return_result": "hand over the result",
    "withdraw": "withdraw it",
    "supplement": "move on from waiting for papers, by hand",
    "supplement_new": "move back to new, by hand",
}


def table():
    """The table as Markdown."""
    lines = ["| what | who, in which states |", "| --- | --- |"]
    for action, allowed in EXPECTED.items():
        grouped = {}
        for who, states in allowed.items():
            grouped.setdefault(frozenset(states), []).append(who)
        said = "; ".join(
            f"{', '.join(people)}: {in_words(states)}" for states, people in grouped.items()
        )
        lines.append(f"| {WORDS.get(action, action)} | {said or 'nobody'} |")
    return "\n".join(lines)


def in_words(states):
    if states == frozenset(ALL):
        return "all states"
    return ", ".join(f"`{state}`" for state in ALL if state in states)
