"""Many rows of a table from one: a row's widgets are made once, and all rows are read and written
with them.

The library makes the widgets of each row anew, several times a request: two thirds of what the form
of a large procedure cost. What it would say is said here, too; what is wrong or odd is left to it.
"""

from html import escape
import re
from z3c.form.interfaces import IDataConverter
from z3c.form.interfaces import ITextAreaWidget
from z3c.form.interfaces import ITextWidget
from z3c.form.interfaces import IValidator
from z3c.form.interfaces import NO_VALUE
from z3c.form.interfaces import NOT_CHANGED
from zope.component import getMultiAdapter


# What stands for a row's number, a cell's value, a cell and whether it is empty in what is written
# once: characters that no template has. Values are put in last, and may have them.
NUMBER = "\x01"
VALUE = "\x02"
CELL = "\x03{}\x03"
EMPTY = "\x04{}\x04"
PARTS = re.compile("\x03([0-9]+)\x03|\x04([0-9]+)\x04")
# What the layout of a field calls empty.
NOTHING = (None, "", [])


class Unusual(Exception):
    """Rows that the library has to read."""


class Cell:
    """A column of the table, with the widget that stands for all of its cells."""

    def __init__(self, name, field, widget):
        self.name = name
        self.field = field
        self.widget = widget
        self.path = widget.name
        self.converter = getMultiAdapter((field, widget), IDataConverter)
        self.validator = getMultiAdapter(
            (None, widget.request, widget.form, widget.field, widget), IValidator
        )
        self.drawn = {}

    def sent(self, number):
        """What a browser sent for the row; Unusual where it sent nothing."""
        self.widget.name = self.path.replace(NUMBER, str(number))
        try:
            raw = self.widget.extract()
        finally:
            self.widget.name = self.path
        if raw is NO_VALUE:
            raise Unusual(self.path)
        return raw

    def meant(self, raw):
        """The value of what was sent; Unusual if it is none, or not a right one."""
        try:
            value = self.converter.toFieldValue(raw)
            self.validator.validate(value)
        except Exception as error:
            raise Unusual(self.path) from error
        if value is NOT_CHANGED or value is NO_VALUE:
            raise Unusual(self.path)
        return value

    def draw(self, number, shown):
        """HTML of the cell in a row, with what the widget is to show."""
        text = type(shown) is str and self.is_text
        around = self.drawn.get("" if text else repr(shown))
        if around is None:
            self.widget.value = VALUE if text else shown
            self.widget._attributes = None  # made anew, with the value
            around = self.widget.render().split(VALUE)
            self.drawn["" if text else repr(shown)] = around
        filling = escape(shown) if text else ""
        return filling.join(part.replace(NUMBER, str(number)) for part in around)

    @property
    def is_text(self):
        return ITextWidget.providedBy(self.widget) or ITextAreaWidget.providedBy(self.widget)


class Mark:
    """Stands for the template of a cell."""

    def __init__(self, said):
        self.said = said

    def __call__(self, widget):
        return self.said


class RowPattern:
    """The one row of a table; `table` is its widget."""

    def __init__(self, table):
        self.table = table
        self.row = table.getWidget(NUMBER)
        fields = dict(table.field.value_type.schema.namesAndDescriptions())
        self.cells = [Cell(name, field, self.row.widgets[name]) for name, field in fields.items()]
        self.parts = None

    def sent(self):
        """[{column: what was sent}] of the request's rows; Unusual where something is missing."""
        count = self.table.request.get(self.table.counterName)
        if not isinstance(count, str) or not count.isdigit():
            raise Unusual(self.table.counterName)
        rows = []
        for number in range(int(count)):
            if f"{self.table.name}.{number}-empty-marker" not in self.table.request:
                raise Unusual(number)
            rows.append({cell.name: cell.sent(number) for cell in self.cells})
        return rows

    def meant(self, rows):
        """Rows of values, as the field keeps them, of what was sent."""
        return [{cell.name: cell.meant(row[cell.name]) for cell in self.cells} for row in rows]

    def shown(self, rows):
        """Rows of what widgets show, of values as they are kept."""
        return [
            {
                cell.name: cell.converter.toWidgetValue(row.get(cell.name, cell.field.default))
                for cell in self.cells
            }
            for row in rows
        ]

    def draw(self, number, row):
        """HTML of a row."""
        if self.parts is None:
            self.parts = self.split()
        pieces = []
        for text, cell, emptiness in self.parts:
            pieces.append(text.replace(NUMBER, str(number)))
            if cell is not None:
                pieces.append(cell.draw(number, row[cell.name]))
            elif emptiness is not None and row[emptiness.name] in NOTHING:
                pieces.append("empty")
        return "".join(pieces)

    def split(self):
        """The row's HTML as [(text, the cell after it, the cell whose emptiness is told there)]."""
        for number, cell in enumerate(self.cells):
            cell.widget.value = VALUE
            cell.widget.wrapper_css_class = EMPTY.format(number)
            cell.widget.template = Mark(CELL.format(number))
        drawn = PARTS.split(self.row.render())
        for cell in self.cells:
            cell.widget.template = None
        cells = [self.cells[int(number)] if number else None for number in drawn[1::3]]
        emptiness = [self.cells[int(number)] if number else None for number in drawn[2::3]]
        return list(zip(drawn[::3], [*cells, None], [*emptiness, None], strict=True))


class DrawnRow:
    """What the table's template asks a row for."""

    mode = "input"
    error = None
    widgets = {}

    def __init__(self, table, number, klass, html):
        self.klass = klass
        self.name = f"{table.name}.{number}"
        self.id = f"{table.id}-{number}"
        self.html = html

    def render(self):
        return self.html
