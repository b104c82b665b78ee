"""A portal that answers real HTTP, for submissions sent at the same moment."""

from layers import PORTAL_FIXTURE
from plone.app.testing import FunctionalTesting
from plone.testing.zope import WSGI_SERVER_FIXTURE


SENDING = FunctionalTesting(bases=(PORTAL_FIXTURE, WSGI_SERVER_FIXTURE), name="EgovPortal:Sending")
