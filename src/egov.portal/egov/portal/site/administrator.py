"""The administrator's account at the Zope root, and where its password is kept."""

from App.config import getConfiguration
import os
from pathlib import Path
import secrets


ADMINISTRATOR = "admin"
PASSWORD_FILE = "admin-password"


def var_folder():
    """The folder of everything made at run time (`instance/var`)."""
    return Path(getConfiguration().clienthome).parent


def write_private(path, text):
    """Write a file that only its owner may read; it is never readable in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".new")
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, path)


def ensure_administrator(app):
    """Make the administrator if there is none, or set its password to `ADMIN_PASSWORD`.

    Without that variable the first password is random and kept in `instance/var/admin-password`.
    Returns whether something was written to the database.
    """
    users = app.acl_users
    wanted = os.environ.get("ADMIN_PASSWORD")
    if users.getUser(ADMINISTRATOR) is None:
        password = wanted or secrets.token_urlsafe(18)
        if not wanted:
            write_private(var_folder() / PASSWORD_FILE, password + "\n")
        users._doAddUser(ADMINISTRATOR, password, ["Manager"], [])
        return True
    if wanted and not password_is(app, wanted):
        # A site turns the root's user folder into one of plugins; this one keeps its users.
        users.users.updateUserPassword(ADMINISTRATOR, wanted)
        (var_folder() / PASSWORD_FILE).unlink(missing_ok=True)
        return True
    return False


def password_is(app, password):
    """Whether the administrator signs in with this password."""
    credentials = {"login": ADMINISTRATOR, "password": password}
    return app.acl_users.users.authenticateCredentials(credentials) is not None
