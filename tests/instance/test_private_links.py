"""A running process keeps the tokens of private links out of its logs."""

import urllib.error


FORM = "/dich-vu/cap-ban-sao-trich-luc-ho-tich/to-khai"
TOKEN = f"{'0123456789abcdef' * 2}.{'Ab-_' * 10}xyz"


def test_no_log_has_the_token_of_a_private_link(made_portal):
    made_portal.get(f"{FORM}/mo/{TOKEN}")
    try:
        made_portal.get(f"{FORM}/mo/{TOKEN}/more")
    except urllib.error.HTTPError as error:
        assert error.code == 404
    logs = {path.name: path.read_text() for path in (made_portal.var / "log").glob("*.log")}
    assert f"{FORM}/mo/..." in logs["instance-access.log"]
    for name, text in {**logs, "output": made_portal.text()}.items():
        assert TOKEN not in text, name
