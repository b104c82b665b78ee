"""The distribution `egov.portal`: the portal's code, its profiles and its theme."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup


HERE = Path(__file__).parent

setup(
    name="egov.portal",
    version="0.5.0",
    description="A ready-to-run e-government portal for Vietnamese provinces, on Plone",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="GPL-2.0-or-later",
    classifiers=[
        "Development Status :: 4 - Beta",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Natural Language :: Vietnamese",
        "Programming Language :: Python :: 3",
    ],
    # The namespace "egov" itself is named too: without it a develop install
    # needs an import hook that buildout's scripts do not load.
    package_dir={"": "src/egov.portal"},
    packages=find_namespace_packages(
        "src/egov.portal",
        include=["egov", "egov.*"],
        exclude=["egov.portal.profiles*", "egov.portal.theme*"],
    ),
    include_package_data=True,
    zip_safe=False,
    python_requires=">=3.11, !=3.13.0",
    install_requires=[
        "Products.CMFPlone",
        "collective.easyform",
        "collective.z3cform.datagridfield",
        "feedgen",
        "holidays",
        "limits",
        "numpy",
        "openpyxl",
        "plone.api",
        "plone.app.caching",
        "plone.app.iterate",
        "plone.classicui",
        "plone.restapi",
        "puremagic",
        "pybase64",
        "pypdf",
        "rapidfuzz",
        "tqdm",
    ],
    extras_require={
        "test": [
            "ZEO",
            "aiosmtpd",
            "axe-playwright-python",
            "jsonschema",
            "plone.app.testing",
            "polib",
            "pytest",
            "pytest-playwright",
            "pytest-plone",
            "pytest-xdist",
            "requests",
        ],
    },
    entry_points={
        "plone.autoinclude.plugin": ["target = plone"],
        "paste.filter_app_factory": [
            "addresses = egov.portal.channels.addresses:filter_addresses",
            "heads = egov.portal.channels.heads:filter_heads",
            "kept = egov.portal.shared.caching.front:filter_kept",
            "limits = egov.portal.channels.limits:filter_limits",
            "maintenance = egov.portal.channels.maintenance:filter_maintenance",
        ],
    },
)
