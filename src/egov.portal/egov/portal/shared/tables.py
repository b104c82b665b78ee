"""Tables in forms: rows are added with a button and can be moved."""

from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldWidget
from collective.z3cform.datagridfield.datagridfield import DataGridFieldWidget
from z3c.form.interfaces import IFieldWidget
from z3c.form.widget import FieldWidget
from zope.interface import implementer


class QuietPattern:
    """The pattern of a new row never shows an error.

    After a refused form it would, and every row made from it in the browser with it.
    """

    auto_append = False
    allow_reorder = True

    def render(self):
        for row in self.widgets:
            if row.id.endswith(("AA", "TT")):
                row.error = None
                for cell in row.widgets.values():
                    cell.error = None
        return super().render()


class TableWidget(QuietPattern, DataGridFieldWidget):
    """A row is a line of the table."""


class BlocksWidget(QuietPattern, BlockDataGridFieldWidget):
    """A row is a block of fields, each with its name: for rows of many fields."""


@implementer(IFieldWidget)
def TableFieldWidget(field, request):
    return FieldWidget(field, TableWidget(request))


@implementer(IFieldWidget)
def BlocksFieldWidget(field, request):
    return FieldWidget(field, BlocksWidget(request))
