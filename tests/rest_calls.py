"""Calls of the REST API, answered in the test's own process and database."""

from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser
import transaction


class Rest:
    """Calls as one person: `Rest(app, "editor").patch(content, title="…")`."""

    def __init__(self, app, person="anonymous"):
        self.testapp = Browser(app).testapp
        self.headers = {"Accept": "application/json"}
        if person != "anonymous":
            self.testapp.authorization = ("Basic", (person, TEST_USER_PASSWORD))

    def call(self, method, target, service="", **data):
        """The answer to a call on content or on an address below the site."""
        transaction.commit()
        answer = getattr(self.testapp, f"{method}_json")(
            f"{target.absolute_url()}{service}", data, headers=self.headers, expect_errors=True
        )
        transaction.begin()
        return answer

    def get(self, target, service=""):
        transaction.commit()
        url = f"{target.absolute_url()}{service}"
        return self.testapp.get(url, headers=self.headers, expect_errors=True)

    def html(self, target, view=""):
        """The page as a browser gets it."""
        transaction.commit()
        return self.testapp.get(f"{target.absolute_url()}{view}", expect_errors=True)

    def post(self, target, service="", **data):
        return self.call("post", target, service, **data)

    def patch(self, target, service="", **data):
        return self.call("patch", target, service, **data)

    def delete(self, target):
        return self.call("delete", target)
