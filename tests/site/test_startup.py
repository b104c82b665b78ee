"""Before the first request: templates."""

import egov.portal
from egov.portal.site.startup import compile_templates
from egov.portal.site.startup import is_template_of_code
from egov.portal.site.startup import leave_code_alone
import gc
import os
from Products.PageTemplates.ZopePageTemplate import ZopePageTemplate


PACKAGE = os.path.dirname(egov.portal.__file__)


def templates_of_ours():
    return [
        item
        for item in gc.get_objects()
        if is_template_of_code(type(item)) and item.filename.startswith(PACKAGE)
    ]


def test_every_template_of_ours_compiles(portal):
    gc.unfreeze()  # a server that another test has started keeps them out of sight
    assert compile_templates() > 400
    ours = templates_of_ours()
    assert ours
    assert {item.filename: item._v_errors for item in ours if item._v_errors} == {}


def test_templates_of_a_database_are_left_alone():
    """Their state may belong to a connection that is closed."""
    assert not is_template_of_code(ZopePageTemplate)


def test_the_garbage_collector_leaves_code_alone():
    before = gc.get_threshold()
    try:
        leave_code_alone()
        assert gc.get_freeze_count() > 100_000
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
