"""What a large body takes in memory while it is read."""

from egov.portal.intake.rest.body import of_json
from io import BytesIO
import json
import tracemalloc
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


MEGABYTE = 1_000_000
FILES = 8


def test_a_large_json_body_takes_no_more_than_thrice_its_size(portal):
    attachments = [
        {"field": f"f{number}", "filename": "đơn.pdf", "data": "QUJD" * (MEGABYTE // 4)}
        for number in range(FILES)
    ]
    sent = json.dumps({"fields": {}, "attachments": attachments}).encode()
    environ = {
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(sent)),
    }
    request = HTTPRequest(BytesIO(sent), environ, HTTPResponse())
    request.processInputs()
    del attachments
    tracemalloc.start()
    try:
        body = of_json(request)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(body.files) == FILES
    assert body.files["f0"].read(3) == b"ABC"
    assert peak < 3.3 * len(sent)
