"""What a working copy changes of its original."""

from functools import cached_property
from plone.app.iterate.browser.diff import DiffView


# A copy has no day of publication; that of its original stays. What is in the original does, too.
STAYS = "effective"


class Changes(DiffView):
    """The fields that differ; asked at the copy or at the original."""

    @cached_property
    def changes(self):
        """[difference] with `label` and `inline_diff`, from the original to the copy."""
        return [each for each in self.diffs().getDiffs() if not each.same and each.field != STAYS]
