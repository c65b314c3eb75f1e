"""Verifies requests with the library of Standard Webhooks: a line of JSON for each, with the secret, the headers and the body; a line for each says what came of it."""

import json
import sys

try:
    from standardwebhooks import Webhook
except ImportError:
    sys.exit(3)

for line in sys.stdin:
    asked = json.loads(line)
    try:
        taken = Webhook(asked["secret"]).verify(asked["body"], asked["headers"])
        print(f"taken {taken['type']}")
    except Exception as refusal:
        print(f"refused {refusal}")
