"""The same thousand tests of the same thousand rules, for `remit test` and for `promtool test rules`: how long each takes, as a whole, and how much
processor time. Each rule adds four figures up and asks whether that is enough; every second test expects that it is not.

    python3 tests/peers/programs/rule_tests.py REMIT [PROMTOOL]
"""
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

MISSIONS, OBLIGATIONS = 100, 10
FLOOR = 240
ENOUGH, TOO_LITTLE = (80, 70, 60, 50), (80, 70, 50, 30)
ROUNDS = 5


def figures(number):
    return TOO_LITTLE if number % 2 else ENOUGH


def rules():
    return ((mission, place, mission * OBLIGATIONS + place) for mission in range(MISSIONS) for place in range(OBLIGATIONS))


def for_remit(folder):
    """A project with its tests."""
    for name in ("missions", "rules", "tests"):
        (folder / name).mkdir()
    (folder / "remit.toml").write_text('[project]\ntitle = "Rule tests"\n')
    (folder / "bodies.csv").write_text("id,name,kind\ncouncil,The Council,council\n")
    missions, tests = {}, []
    for mission, place, number in rules():
        text = missions.setdefault(mission, [f'[mission]\nid = "m{mission}"\ntitle = "Mission {mission}"\n'])
        text.append(
            f"""
[[measure]]
id = "repairs-{number}"
title = "Repairs {number}"
every = "month"
due = {{ timely_days = 30 }}

[[obligation]]
id = "enough-{place}"
title = "Enough repairs {number}"
lead = "council"
from = "2024-04"
until = "2024-04"
measure = "repairs-{number}"
rule = "enough-{number}"
params = {{ floor = {FLOOR} }}
"""
        )
        (folder / "rules" / f"enough-{number}.rhai").write_text(
            f"""//! What: four months of repairs {number} must come to `floor`.
//! Why: a floor is the least that is owed.
//! Example: with floor {FLOOR}, four times 50 is missed.

fn assess(my) {{
    let sum = my.value() + my.value_ago(1) + my.value_ago(2) + my.value_ago(3);
    if sum >= my.params.floor {{ met() }} else {{ missed(`${{sum}} against ${{my.params.floor}}`) }}
}}
"""
        )
        verdict = "missed" if number % 2 else "met"
        tests.append(
            f"""[[test]]
name = "repairs {number}"

[[test.input_series]]
measure = "repairs-{number}"
body = "council"
from = "2024-01"
values = "{' '.join(str(figure) for figure in figures(number))}"

[[test.check]]
eval_time = "2024-06-10"
exp_verdicts = {{ "m{mission}/enough-{place} 2024-04" = "{verdict}" }}
"""
        )
    for mission, text in missions.items():
        (folder / "missions" / f"m{mission}.toml").write_text("".join(text))
    (folder / "tests" / "all.toml").write_text("\n".join(tests))


def for_prometheus(folder):
    """A file of rules and one of tests for each mission: promtool works out in each test all rules of the files that it names."""
    files = {}
    for mission, _, number in rules():
        alerts, tests = files.setdefault(mission, ([], []))
        ago = lambda months: f"sum(repairs{number} offset {months}m)" if months else f"sum(repairs{number})"
        expr = " + ".join(ago(months) for months in range(4))
        alerts.append(f"      - alert: enough{number}\n        expr: '{expr} < {FLOOR}'\n")
        expected = "[exp_labels: {}]" if number % 2 else "[]"
        values = " ".join(str(figure) for figure in figures(number))
        tests.append(
            f"""  - interval: 1m
    input_series:
      - series: 'repairs{number}'
        values: '{values}'
    alert_rule_test:
      - eval_time: 3m
        alertname: enough{number}
        exp_alerts: {expected}
"""
        )
    for mission, (alerts, tests) in files.items():
        rules_of = f"rules-{mission}.yml"
        (folder / rules_of).write_text("groups:\n  - name: enough\n    rules:\n" + "".join(alerts))
        head = f"rule_files: [{rules_of}]\nevaluation_interval: 1m\ntests:\n"
        (folder / f"tests-{mission}.yml").write_text(head + "".join(tests))


def measured(command, folder):
    """The median time of some runs, and the processor time of that run, in seconds."""
    times = []
    for _ in range(ROUNDS):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        took, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    middle = statistics.median(took for took, _ in times)
    return next(both for both in times if both[0] == middle)


def main():
    remit = str(pathlib.Path(sys.argv[1]).resolve())
    peers = [("Remit (`remit test`)", for_remit, [remit, "test", "."])]
    if len(sys.argv) > 2:
        files = [f"tests-{mission}.yml" for mission in range(MISSIONS)]
        peers.append(("Prometheus (`promtool test rules`)", for_prometheus, [sys.argv[2], "test", "rules", *files]))
    print(f"## {MISSIONS * OBLIGATIONS} tests of as many rules of 4 reads\n\n| what | seconds | of a processor |\n|---|---:|---:|")
    results = []
    for name, write, command in peers:
        with tempfile.TemporaryDirectory() as folder:
            write(pathlib.Path(folder))
            took, used = measured(command, folder)
        print(f"| {name} | {took:.2f} | {used:.2f} |", flush=True)
        results.append({"name": name, "kind": "tests", "seconds": took, "processor_seconds": used})
    if len(sys.argv) <= 2:
        print("\nMissing: Prometheus: promtool is not on the path")
    target = pathlib.Path("target/bench")
    target.mkdir(parents=True, exist_ok=True)
    (target / "rule_tests.json").write_text(json.dumps(results, indent=2) + "\n")


main()
