"""Addresses of files of the package that may be kept for a year: they change with the content."""

from functools import cache
import hashlib
from importlib import resources
from os import stat


def stamp(package, name):
    """16 hexadecimal digits of the hash of a package's file; read once for each change of it."""
    path = path_of(package, name)
    return digest(path, stat(path).st_mtime_ns)


@cache
def path_of(package, name):
    return str(resources.files(package) / name)


@cache
def digest(path, changed):
    """Hash of the file as it was at `changed`."""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:16]
