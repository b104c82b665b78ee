"""What a browser loads at a first visit: [{"bytes", "requests"}] of each address, as JSON.

Usage: bin/python-with-tests benchmarks/first_visit.py ADDRESS ... Bytes are those over the wire,
headers included, as Chromium counts them, on a telephone's screen.
"""

import json
from playwright.sync_api import sync_playwright
import sys


CHROMIUM = "/usr/bin/chromium"
SCREEN = {"width": 360, "height": 740}


def visit(browser, address):
    context = browser.new_context(viewport=SCREEN, locale="vi")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    context.close()
    # What is written into the page itself (data:) goes over no wire.
    sizes = [size for size in sizes if size > 0]
    return {"bytes": int(sum(sizes)), "requests": len(sizes)}


def main(addresses):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        print(json.dumps([visit(browser, address) for address in addresses]))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
