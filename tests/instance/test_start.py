"""`make start`: a first run, a second one, and many requests at once to a cold process."""

from concurrent.futures import ThreadPoolExecutor
from running import RunningPortal
import shutil
import stat
import time
import urllib.error
import urllib.request


def copy_of(made_portal, var):
    """A copy of a made portal's folder; its process has committed, so the file is whole."""
    shutil.copytree(made_portal.var, var, ignore=shutil.ignore_patterns("*.lock", "start.log"))
    return var


def status(url):
    """The status of an answer, however long a busy machine takes for it."""
    for _attempt in range(5):
        try:
            with urllib.request.urlopen(url, timeout=120) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except TimeoutError:
            continue
        except urllib.error.URLError as error:
            if not isinstance(error.reason, TimeoutError):
                raise
    raise AssertionError(f"No answer: {url}")


def test_first_start_serves_the_portal_and_says_how_to_sign_in(made_portal):
    code, page = made_portal.get()
    assert code == 200
    assert "<html" in page
    assert f"{made_portal.url}/login" in made_portal.text()


def test_password_is_random_and_only_its_owner_reads_it(made_portal):
    kept = made_portal.var / "admin-password"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(kept.read_text().strip()) >= 20
    assert kept.read_text().strip() not in made_portal.text()


def test_second_start_changes_nothing_and_is_quick(made_portal, tmp_path):
    var = copy_of(made_portal, tmp_path / "var")
    before = (var / "filestorage" / "Data.fs").stat().st_size
    began = time.monotonic()
    portal = RunningPortal(var).start()
    try:
        portal.wait()
        took = time.monotonic() - began
    finally:
        portal.stop()
    assert "Making the site" not in portal.text()
    assert (var / "filestorage" / "Data.fs").stat().st_size == before
    assert took < 40  # the promise is 20 s; the rest is for a machine that does other work as well


def test_fifty_requests_at_once_to_a_cold_process_get_no_error(made_portal, tmp_path):
    var = copy_of(made_portal, tmp_path / "var")
    shutil.rmtree(var / "cache")
    portal = RunningPortal(var).start()
    try:
        portal.listening()
        paths = ["", "/thu-tuc", "/dich-vu", "/thong-bao", "/login", "/search?SearchableText=khai"]
        urls = [portal.url + paths[number % len(paths)] for number in range(50)]
        with ThreadPoolExecutor(50) as pool:
            codes = list(pool.map(status, urls))
    finally:
        portal.stop()
    assert codes == [200] * 50


def test_a_taken_port_is_refused_with_a_hint(made_portal, tmp_path):
    other = RunningPortal(tmp_path / "var", port=made_portal.port).start()
    assert other.process.wait(30) != 0
    assert "PORT=" in other.text()


def test_administrator_password_from_the_environment(made_portal, tmp_path):
    var = copy_of(made_portal, tmp_path / "var")
    portal = RunningPortal(var, ADMIN_PASSWORD="a password of the tests 1").start()
    try:
        portal.wait(60)
        request = urllib.request.Request(
            f"{portal.url}/++api++/@users/admin",
            headers={"Accept": "application/json"},
        )
        assert status(request) == 401
        manager = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        manager.add_password(None, portal.url, "admin", "a password of the tests 1")
        opener = urllib.request.build_opener(urllib.request.HTTPBasicAuthHandler(manager))
        assert opener.open(f"{portal.url}/@@overview-controlpanel", timeout=60).status == 200
    finally:
        portal.stop()
    assert not (var / "admin-password").exists()


def test_visitors_behind_a_trusted_proxy_have_limits_of_their_own(made_portal, tmp_path):
    def track(visitor):
        request = urllib.request.Request(
            f"{portal.url}/++api++/@track",
            data=b'{"code": "H15.50-200101-9999", "secret": "0000"}',
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "X-Forwarded-For": f"198.51.100.1, {visitor}",
            },
        )
        return status(request)

    var = copy_of(made_portal, tmp_path / "var")
    portal = RunningPortal(var, EGOV_TRUSTED_PROXIES="127.0.0.1, 10.0.0.5").start()
    try:
        portal.wait(60)
        answers = [track("113.160.1.1") for _time in range(61)]
        assert answers == [404] * 60 + [429]
        assert track("113.160.1.2") == 404
    finally:
        portal.stop()
