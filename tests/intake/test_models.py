"""Parsed models of forms: kept for a thread, and never older than the form."""

from collective.easyform.api import CONTEXT_KEY
from collective.easyform.api import get_schema
from egov.portal.intake.models import actions_of
from egov.portal.intake.models import kept
from egov.portal.intake.models import MOST
from egov.portal.intake.models import schema_of
from filing import FIELDS
from filing import make_agency
from filing import make_service
import pytest
from threading import Thread
from zope.event import notify
from zope.publisher.interfaces import EndRequestEvent
from zope.schema import getFieldNames


@pytest.fixture
def form(portal):
    return make_service(make_agency())["to-khai"]


def test_a_model_is_parsed_once(form):
    assert schema_of(form) is schema_of(form)
    assert actions_of(form) is actions_of(form)


def test_a_changed_model_is_parsed_again(form):
    assert "so_dinh_danh" in getFieldNames(schema_of(form))
    form.fields_model = form.fields_model.replace("so_dinh_danh", "so_giay_to")
    assert "so_giay_to" in getFieldNames(schema_of(form))
    assert "so_dinh_danh" not in getFieldNames(schema_of(form))


def test_forms_with_the_same_model_share_no_schema(form):
    other = make_service(make_agency("Sở Y tế", "H15.51"), "Cấp giấy khác")["to-khai"]
    assert other.fields_model == form.fields_model
    first, second = actions_of(form), actions_of(other)
    assert first.getTaggedValue(CONTEXT_KEY).getPhysicalPath() == form.getPhysicalPath()
    assert second.getTaggedValue(CONTEXT_KEY).getPhysicalPath() == other.getPhysicalPath()


def test_threads_share_no_schema(form):
    found = []
    thread = Thread(target=lambda: found.append(schema_of(form)))
    thread.start()
    thread.join()
    assert found[0] is not schema_of(form)


def test_nothing_of_a_request_is_kept_after_it(form):
    schema = schema_of(form)
    notify(EndRequestEvent(None, None))
    assert schema.getTaggedValue(CONTEXT_KEY) is None
    assert schema_of(form).getTaggedValue(CONTEXT_KEY) is form


def test_no_more_than_a_number_of_models_is_kept(form):
    for number in range(MOST + 5):
        form.fields_model = FIELDS.replace("<max_length>50<", f"<max_length>{number + 1}<")
        schema_of(form)
    assert len(kept.models) == MOST


def test_what_is_no_model_is_left_to_easyform(form):
    form.fields_model = "no model"
    assert getFieldNames(schema_of(form)) == getFieldNames(get_schema(form))
    assert (form.UID(), "no model") not in kept.models
