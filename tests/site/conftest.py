"""What several tests of pages begin with."""

from plone import api
import pytest
import transaction


@pytest.fixture
def procedure(functional_portal):
    """A published procedure, 1.001193."""
    with api.env.adopt_roles(["Manager"]):
        procedure = api.content.create(
            functional_portal["thu-tuc"],
            "Procedure",
            id="1.001193",
            code="1.001193",
            title="Đăng ký khai sinh",
        )
        api.content.transition(procedure, "publish")
    transaction.commit()
    return procedure
