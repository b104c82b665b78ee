"""Tables in forms: rows are added with a button and can be moved."""

from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldWidget
from collective.z3cform.datagridfield.datagridfield import DataGridFieldConverter
from collective.z3cform.datagridfield.datagridfield import DataGridFieldWidget
from collective.z3cform.datagridfield.datagridfield import DataGridValidator
from collective.z3cform.datagridfield.interfaces import IDataGridFieldWidget
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.table_rows import DrawnRow
from egov.portal.shared.table_rows import RowPattern
from egov.portal.shared.table_rows import Unusual
from functools import cached_property
from z3c.form.browser.multi import MultiWidget
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import INPUT_MODE
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from zExceptions import BadRequest
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IList


# No table has so many rows; whoever sends more is not filling in a form.
MOST_ROWS = 2000


class ITable(IDataGridFieldWidget):
    """A table of the portal's own."""


class QuickTable:
    """Mixed into a table of the library: rows are read and written with the widgets of one.

    Where a browser sent what is wrong, the library makes all rows, with their errors.
    """

    auto_append = False
    allow_reorder = True
    slow = False
    sent = False

    @cached_property
    def pattern(self):
        return RowPattern(self)

    def update(self):
        # The library's tables have buttons of their own, which no page shows.
        super(MultiWidget, self).update()
        self.prefix = self.name

    def extract(self, default=NO_VALUE):
        asked = self.request.get(self.counterName)
        if asked is None:
            return default
        if not isinstance(asked, str) or not asked.isdigit() or int(asked) > MOST_ROWS:
            raise BadRequest(self.counterName)
        self.sent = True
        if not self.slow:
            try:
                return self.pattern.sent()
            except Unusual:
                self.slow = True
        return super().extract(default)

    def updateWidgets(self):
        if self.slow or self.mode != INPUT_MODE:
            super().updateWidgets()
        else:
            self.widgets, self.key_widgets = [], []
            self._widgets_updated = True

    def meant(self, rows):
        """The values of what was sent; Unusual, and rows with their errors, if some are wrong."""
        try:
            return self.pattern.meant(rows)
        except Unusual:
            self.slow = True
            super().updateWidgets()
            raise

    def render(self):
        if self.mode == INPUT_MODE and not self.slow:
            self.draw()
        # The pattern of a new row never shows an error: every row made from it would have it.
        for row in self.widgets:
            if row.id.endswith(("AA", "TT")):
                row.error = None
                for cell in row.widgets.values():
                    cell.error = None
        return super().render()

    def draw(self):
        rows = self.value or []
        if self.sent and rows:
            try:
                rows = self.pattern.shown(self.meant(rows))
            except Unusual:
                return
        drawn = [
            DrawnRow(self, number, self.pattern.row.klass, self.pattern.draw(number, row))
            for number, row in enumerate(rows)
        ]
        new = self.getWidget("TT")
        new.klass = "datagridwidget-row datagridwidget-empty-row"
        self.widgets = [*drawn, new]
        self.key_widgets = [None] * len(self.widgets)


@implementer(ITable)
class TableWidget(QuickTable, DataGridFieldWidget):
    """A row is a line of the table."""


@implementer(ITable)
class BlocksWidget(QuickTable, BlockDataGridFieldWidget):
    """A row is a block of fields, each with its name: for rows of many fields."""


@implementer(IFieldWidget)
def TableFieldWidget(field, request):
    return FieldWidget(field, TableWidget(request))


@implementer(IFieldWidget)
def BlocksFieldWidget(field, request):
    return FieldWidget(field, BlocksWidget(request))


@adapter(IList, ITable)
class TableConverter(DataGridFieldConverter):
    """As the library's, with the widgets of one row for all."""

    def toWidgetValue(self, value):
        if self.widget.slow or self.widget.mode != INPUT_MODE:
            return super().toWidgetValue(value)
        return self.widget.pattern.shown(value) if value else []

    def toFieldValue(self, value):
        if not self.widget.slow and len(value):
            try:
                return self.widget.meant(value)
            except Unusual:
                pass
        return super().toFieldValue(value)


@adapter(Interface, IEgovLayer, Interface, IList, ITable)
class TableValidator(DataGridValidator):
    """Cells that were read with the widgets of one row have been checked already."""

    def validate(self, value, force=False):
        if self.widget.slow:
            super().validate(value, force)
