"""The forms that dossiers were submitted under: each version of a form's fields is kept once.

A form is changed while dossiers made with it are still worked on; what was asked then stays to be
seen. Kept by digest, so that a thousand dossiers of one form share one text, and nothing is
written when a dossier comes with a form that is known.
"""

from BTrees.OOBTree import OOBTree
import hashlib


def digest_of(model):
    """The SHA-256 of a form's model (XML), in hex."""
    return hashlib.sha256(model.encode("utf-8")).hexdigest()


def keep_model(register, digest, model):
    if register._form_models is None:
        # A register made before forms were kept.
        register._form_models = OOBTree()
    if digest not in register._form_models:
        register._form_models[digest] = model


def model_of(dossier):
    """The fields (XML) of the form a dossier was submitted under; "" where it was not kept."""
    models = dossier.register()._form_models or {}
    return models.get(dossier.form.get("digest", ""), "")
