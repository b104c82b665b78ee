"""Mail servers for the tests: a real one, and one that breaks off in the midst of it."""

from aiosmtpd.controller import Controller
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from plone import api
from running import free_port
import socket
import threading
import transaction


SENDER = "khong-tra-loi@dichvucong.example.vn"
PUBLIC = "https://dichvucong.example.vn"


def settings(server, sender=SENDER, public=PUBLIC):
    """What a portal needs to send its letters by a server: {record of the registry: value}."""
    return {
        "plone.smtp_host": "127.0.0.1",
        "plone.smtp_port": server.port,
        "plone.email_from_address": sender,
        "plone.email_from_name": "Cổng dịch vụ công tỉnh",
        "egov.portal.mail.public_address": public,
    }


def use(server, **given):
    """Let the portal at hand send its letters by a server; see `settings`."""
    for name, value in settings(server, **given).items():
        api.portal.set_registry_record(name, value)


@contextmanager
def taking_letters(**given):
    """What a mail server of the portal at hand has taken; see `Taking` and `settings`."""
    server = MailServer()
    use(server, **given)
    transaction.commit()
    try:
        yield server.taking
    finally:
        server.stop()


class Taking:
    """Takes letters; `rcpt` and `data` are answers to give instead, each used once."""

    def __init__(self):
        self.letters = []
        self.recipients = []
        self.senders = []
        self.rcpt = []
        self.data = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.rcpt:
            return self.rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.data:
            return self.data.pop(0)
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.append(envelope.rcpt_tos)
        self.senders.append(envelope.mail_from)
        return "250 Taken"


class MailServer:
    """A real SMTP server on a free port of 127.0.0.1."""

    def __init__(self):
        self.taking = Taking()
        self.controller = Controller(self.taking, hostname="127.0.0.1", port=free_port())
        self.controller.start()
        self.port = self.controller.port

    def stop(self):
        if self.controller is not None:
            self.controller.stop()
        self.controller = None


class BreakingServer:
    """Speaks SMTP with one client after the other, and breaks off: before or after it confirms."""

    def __init__(self, confirms):
        self.confirms = confirms
        self.texts = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connection, _peer = self.socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                self.talk(connection, lines)

    def talk(self, connection, lines):
        connection.sendall(b"220 breaking\r\n")
        for line in lines:
            word = line.split()[0].upper()
            if word == b"DATA":
                connection.sendall(b"354 go on\r\n")
                self.texts.append(b"".join(iter(lines.readline, b".\r\n")))
                if self.confirms:
                    connection.sendall(b"250 Taken\r\n")
                return
            connection.sendall(b"250 OK\r\n")

    def stop(self):
        self.socket.close()
