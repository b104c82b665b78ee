"""Where the portal keeps its database, and how it is served, whichever command starts it."""

from configparser import ConfigParser
from pathlib import Path
from Zope2.Startup.options import ZopeWSGIOptions


MADE = Path(__file__).resolve().parents[2] / "parts" / "instance" / "etc"


def test_blobs_are_kept_by_the_file_storage_itself():
    """The wrapper around it lets one transaction remove the files of another.

    What buildout makes is what `bin/instance` uses, and what `make start` begins with.
    """
    text = (MADE / "zope.conf").read_text()
    assert "<blobstorage>" not in text
    section = text.partition("<filestorage>")[2].partition("</filestorage>")[0]
    assert "blob-dir " in section
    assert "path " in section


def test_zope_takes_the_configuration_that_buildout_makes():
    options = ZopeWSGIOptions(str(MADE / "zope.conf"))()
    (database,) = options.configroot.databases
    storage = database.config.storage.config
    assert storage.path.endswith("filestorage/Data.fs")
    assert storage.blob_dir.endswith("blobstorage")
    assert options.configroot.max_conflict_retries == 6


def test_large_bodies_are_read_in_large_pieces():
    server = ConfigParser(interpolation=None)
    server.read(MADE / "wsgi.ini")
    assert server.getint("server:main", "recv_bytes") == 131072
    # Above the 100 MB at which the portal itself refuses, in the reader's language.
    assert server.getint("server:main", "max_request_body_size") == 209715200
    assert server.getint("server:main", "threads") == 2


def test_connections_that_send_nothing_leave_room_for_others():
    server = ConfigParser(interpolation=None)
    server.read(MADE / "wsgi.ini")
    assert server.getint("server:main", "connection_limit") == 800
    assert server.getint("server:main", "channel_timeout") == 60
    # A thread does not wait until a large file is read.
    assert server.getint("server:main", "outbuf_high_watermark") == 1_000_000_000
    # More than 1,024 files can be waited for.
    assert server.getboolean("server:main", "asyncore_use_poll")
