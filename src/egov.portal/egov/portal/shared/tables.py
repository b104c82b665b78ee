"""Tables in forms: rows are added with a button and can be moved."""

from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldWidget
from collective.z3cform.datagridfield.datagridfield import DataGridFieldWidget
from z3c.form.converter import IntegerDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import ITextWidget
from z3c.form.widget import FieldWidget
from zExceptions import BadRequest
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IInt


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


@adapter(IInt, ITextWidget)
class WholeNumbers(IntegerDataConverter):
    """As the form library's, which fails on a cell of a table that was not sent at all.

    Browsers send every cell. What is sent by hand without one is refused: it would empty the cell.
    """

    def toFieldValue(self, value):
        if value is None:
            raise BadRequest(self.widget.name)
        return super().toFieldValue(value)
