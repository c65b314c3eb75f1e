"""Reads a calendar with the library icalendar, and prints a line of JSON for each event."""

import json
import sys

try:
    from icalendar import Calendar
except ImportError:
    sys.exit(3)

calendar = Calendar.from_ical(sys.stdin.buffer.read())
for event in calendar.walk("VEVENT"):
    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    told = {
        "uid": str(event["UID"]),
        "sequence": int(event.get("SEQUENCE", -1)),
        "summary": str(event["SUMMARY"]),
        "start": start.isoformat(),
        "ends_later": end > start,
        "errors": [str(error) for error in event.errors],
    }
    print(json.dumps(told))
