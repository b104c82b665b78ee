"""A ready-to-run e-government portal for Vietnamese provinces, on Plone."""

from zope.i18nmessageid import MessageFactory


_ = MessageFactory("egov.portal")
