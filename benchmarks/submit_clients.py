"""Clients that send applications with one PDF, over REST or through the page of a form.

Each is what a browser or an app is to the portal: a connection that is kept, one request after
the other. Used by `submit.py` and `torture.py`. Standard library only.
"""

import base64
from dataclasses import dataclass
import hashlib
from html.parser import HTMLParser
import http.client
import json
import multiprocessing
import re
import resource
import secrets
import threading
import time
from urllib.parse import urlsplit


PDF_SIZE = 200_000
ANSWERS = {
    "so_dinh_danh": "001190000001",
    "dien_thoai": "0912345678",
    "thu": "hoa@example.vn",
    "ngay_sinh": "1990-05-20",
    "nhan_ket_qua": "truc_tuyen",
    "noi_dung": "Xin cấp ba bản sao trích lục khai sinh để bổ sung hồ sơ đi học của con.",
}
BOUNDARY = "a7d1f0e95c2b48d6"
PATIENCE = 120  # seconds


@dataclass
class Answer:
    """What a client was told: `code` is "" unless the application was acknowledged."""

    key: str
    name: str
    seconds: float
    status: int = 0
    code: str = ""
    secret: str = ""
    error: str = ""
    kind: type = None


def pdf(size=PDF_SIZE):
    """A file that is told to be a PDF, and does not get smaller when it is packed."""
    head, tail = b"%PDF-1.4\n1 0 obj<<>>endobj\n", b"\ntrailer<<>>\n%%EOF\n"
    return head + secrets.token_bytes(size - len(head) - len(tail)) + tail


class Client:
    """Sends applications to the form at `path` of a site."""

    def __init__(self, address, path, file=None):
        parts = urlsplit(address)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
        self.root, self.path = parts.path, path
        self.file = file or pdf()

    def prepare(self):
        """What is done once, before the first application."""

    def send(self, name, key=None):
        """Send one application in this name; errors of the connection are part of the Answer."""
        key = key or secrets.token_urlsafe(24)
        began = time.perf_counter()
        try:
            status, body = self.post(name, key)
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            return Answer(key, name, time.perf_counter() - began, error=repr(error))
        answer = Answer(key, name, time.perf_counter() - began, status)
        self.read(answer, body)
        return answer

    def request(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()


class Rest(Client):
    """POST @submissions, the file in base64."""

    def prepare(self):
        self.data = base64.b64encode(self.file).decode()

    def post(self, name, key):
        attachment = {
            "field": "don",
            "filename": "đơn đề nghị.pdf",
            "content-type": "application/pdf",
            "data": self.data,
        }
        fields = {"ho_ten": name, **ANSWERS, "egov_consent": True}
        body = json.dumps({"fields": fields, "attachments": [attachment]})
        return self.request(
            "POST",
            f"{self.root}/++api++{self.path.rpartition('/')[0]}/@submissions",
            body.encode(),
            Content_Type="application/json",
            Accept="application/json",
            Idempotency_Key=key,
        )

    def read(self, answer, body):
        if answer.status in (200, 201):
            said = json.loads(body)
            answer.code, answer.secret = said["code"], said["secret"]
        else:
            answer.error = f"{answer.status} {body[:200]!r}"


class Page(Client):
    """The page of the form: opened once for its hidden fields, or before each application."""

    acknowledged = re.compile(rb'"receipt-code">([^<]+)<.*"receipt-secret">([^<]+)<', re.S)
    open_each_time = False

    def prepare(self):
        status, page = self.request("GET", f"{self.root}{self.path}", Accept="text/html")
        if status != 200:
            raise OSError(f"The form answers {status}")
        form = FormFields()
        form.feed(page.decode())
        self.action = urlsplit(form.action).path
        self.fields = form.fields

    def post(self, name, key):
        if self.open_each_time:
            self.prepare()
        given = {"ho_ten": name, **ANSWERS}
        fields = dict(self.fields)
        for field in list(fields):
            short = field.removeprefix("form.widgets.").removesuffix(":list")
            if short in given:
                fields[field] = given[short]
        if "draft_key" in fields:
            fields["draft_key"] = key
        body = multipart(fields, "form.widgets.don", "đơn.pdf", self.file)
        return self.request(
            "POST",
            self.action,
            body,
            Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
            Accept="text/html",
        )

    def read(self, answer, body):
        found = self.acknowledged.search(body)
        if answer.status == 200 and found:
            answer.code, answer.secret = (part.decode() for part in found.groups())
        else:
            answer.error = f"{answer.status} without a receipt"


class OpenedPage(Page):
    """As a person comes: the form is opened before every application."""

    open_each_time = True


class StockPage(Page):
    """The form of a stock EasyForm: a page without an error is its acknowledgement."""

    def read(self, answer, body):
        if answer.status == 200 and b"invalid-feedback" not in body and b"THANKS" in body:
            answer.code = answer.name
        else:
            answer.error = f"{answer.status} without thanks"


class FormFields(HTMLParser):
    """The fields of the form that takes a file, with the values they are sent with."""

    def __init__(self):
        super().__init__()
        self.action, self.fields, self.inside = "", {}, False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("enctype") == "multipart/form-data"
            self.action = given["action"] if self.inside else self.action
        if not self.inside or not given.get("name"):
            return
        kind = given.get("type", "text")
        if tag == "input" and kind == "radio":
            self.fields.setdefault(given["name"], given.get("value", ""))
        elif tag == "input" and kind == "submit":
            if given["name"] == "form.buttons.submit":
                self.fields[given["name"]] = given.get("value", "")
        elif tag == "input" and kind != "file":
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "button" and given["name"] == "form.buttons.submit":
            self.fields[given["name"]] = given.get("value", "")
        elif tag in ("select", "textarea"):
            self.fields[given["name"]] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


def multipart(fields, file_field, filename, data):
    lines = []
    for name, value in fields.items():
        lines += [
            f"--{BOUNDARY}",
            f'Content-Disposition: form-data; name="{name}"',
            "",
            value or "",
        ]
    lines += [
        f"--{BOUNDARY}",
        f'Content-Disposition: form-data; name="{file_field}"; filename="{filename}"',
        "Content-Type: application/pdf",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


@dataclass
class Load:
    """What came of a load: `answers`, from `began` to `ended` (monotonic seconds), and the CPU
    seconds of the clients; `files`: SHA-256 of what was sent. `slowest`: milliseconds in which 99%
    were answered; `rate`: acknowledged a second."""

    answers: list
    began: float
    ended: float
    cpu: float
    files: set
    name: str = ""
    slowest: float = 0.0

    def __post_init__(self):
        # Before `answers` gets those that warmed the server up.
        told = sum(bool(answer.code) for answer in self.answers)
        self.rate = told / (self.ended - self.began)


def drive(kind, address, path, clients, each, label, processes=4):
    """`clients` clients at once send `each` applications one after the other; a Load.

    They are threads of several processes, so that the load does not wait for itself.
    """
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(processes + 1), context.SimpleQueue()
    running = []
    for number in range(processes):
        share = clients // processes
        arguments = (kind, address, path, share, each, f"{label} {number}", start, results)
        running.append(context.Process(target=work, args=arguments))
        running[-1].start()
    start.wait()
    began = time.monotonic()
    parts = [results.get() for _process in running]
    ended = max(part[1] for part in parts)
    for process in running:
        process.join()
    return Load(
        answers=[answer for part in parts for answer in part[0]],
        began=began,
        ended=ended,
        cpu=sum(part[2] for part in parts),
        files={digest for part in parts for digest in part[3]},
    )


def work(kind, address, path, clients, each, label, start, results):
    """One process of the load."""
    answers, lock = [], threading.Lock()
    several = [kind(address, path) for _client in range(clients)]
    for client in several:
        client.prepare()

    def run(client, number):
        for turn in range(each):
            answer = client.send(f"Nguyễn Thị {label}-{number}-{turn}")
            with lock:
                answers.append(answer)

    threads = [
        threading.Thread(target=run, args=(client, number)) for number, client in enumerate(several)
    ]
    start.wait()
    before = resource.getrusage(resource.RUSAGE_SELF)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    files = {hashlib.sha256(client.file).hexdigest() for client in several}
    results.put((answers, time.monotonic(), cpu, files))
