"""A real mail server that prints what it takes: first its port, then a line of JSON for each mail, read by Python's own library."""

import asyncio
import email
import email.policy
import json

from aiosmtpd.smtp import SMTP


class Printing:
    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = lambda kind: mail.get_body((kind,))
        part = lambda kind: body(kind).get_content() if body(kind) else None
        told = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "subject": mail["Subject"],
            "to": mail["To"],
            "cc": mail["Cc"],
            "thread": mail["References"],
            "answers": mail["In-Reply-To"],
            "message_id": mail["Message-ID"],
            "defects": [str(defect) for defect in mail.defects],
            "text": part("plain"),
            "html": part("html"),
            "as_it_came": envelope.content.decode(),
        }
        print(json.dumps(told), flush=True)
        return "250 taken"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Printing(), loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
