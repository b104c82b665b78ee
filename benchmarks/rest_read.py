"""Measures reading over REST: `@procedures` with facets beside plone.restapi's own `@search`.

Usage, with the portal running: .venv/bin/python benchmarks/rest_read.py [http://127.0.0.1:8080/portal]

One client, one connection, requests of the kinds in turn, so that what else the machine does falls
on all of them alike. Standard library only.
"""

import http.client
from statistics import median
from statistics import quantiles
import sys
import time
from urllib.parse import urlsplit


ROUNDS = 40
PROCEDURE = "/thu-tuc/1.001193"
ALL = "metadata_fields=_all"
KINDS = {
    "@search, 25 items, all metadata": f"/@search?portal_type=Procedure&{ALL}&b_size=25",
    "@search with words, 25 items": "/@search?SearchableText=khai+sinh&b_size=25",
    "@procedures, 25 items, facets": "/@procedures?b_size=25",
    "@procedures with words, facets": "/@procedures?q=dang+ky+khai+sinh&b_size=25",
    "@procedures, words and filters": "/@procedures?q=dang+ky&level=commune&audience=DT1&b_size=25",
    "@suggest": "/@suggest?q=dang+ky+kh",
    "a procedure, whole": PROCEDURE,
}


def main(address):
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    times = {name: [] for name in KINDS}
    sizes = {}
    for turn in range(ROUNDS + 3):
        for name, path in KINDS.items():
            began = time.perf_counter()
            connection.request(
                "GET", f"{parts.path}/++api++{path}", headers={"Accept": "application/json"}
            )
            response = connection.getresponse()
            body = response.read()
            if response.status != 200:
                sys.exit(f"{path}: {response.status} {body[:300]!r}")
            if turn >= 3:
                times[name].append((time.perf_counter() - began) * 1000)
            sizes[name] = len(body)
    stock = median(times["@search, 25 items, all metadata"])
    for name, values in times.items():
        middle = median(values)
        print(
            f"{name}: median {middle:.1f} ms, 95% under {quantiles(values, n=20)[-1]:.1f} ms, "
            f"{sizes[name]} bytes, {stock / middle:.1f} times @search"
        )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080/portal")
