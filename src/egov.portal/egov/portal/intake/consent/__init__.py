"""Consent to the processing of personal data: its texts, asked for with every application.

Luật 91/2025/QH15 and Nghị định 356/2025/NĐ-CP: people are told before anything is collected,
and agree by doing something themselves. Texts are edited in the control panel; a changed text is
another version, and each dossier says which one its sender agreed to.
"""

from egov.portal.intake.consent.asking import agreed
from egov.portal.intake.consent.asking import CONSENT
from egov.portal.intake.consent.asking import ConsentBox
from egov.portal.intake.consent.asking import NotGiven
from egov.portal.intake.consent.asking import VERSION
from egov.portal.intake.consent.versions import current


__all__ = ["agreed", "CONSENT", "ConsentBox", "current", "NotGiven", "VERSION"]
