"""Prometheus, by `promtool test rules`: alerts that read named series, each worked out in every round. What more rounds cost is shared
among the rules."""
import pathlib
import resource
import subprocess
import tempfile

from task import FLOOR, figure, tell

RULES = 50


def used():
    """The processor time of what was started so far."""
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (of_children.ru_utime + of_children.ru_stime) * 1e9


def took(reads, rounds):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        series, rules = [], []
        for body in range(RULES):
            for ago in range(reads):
                name = f'repairs{{body="{body}", ago="{ago}"}}'
                series.append(f"      - series: '{name}'\n        values: '{figure(body, ago)}x{rounds}'")
            sum_of = " + ".join(f'sum(repairs{{body="{body}", ago="{ago}"}})' for ago in range(reads))
            rules.append(f"      - alert: enough{body}\n        expr: '{sum_of} < {FLOOR * reads}'")
        (folder / "rules.yml").write_text("groups:\n  - name: peers\n    rules:\n" + "\n".join(rules) + "\n")
        test = "rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n"
        asked = f"    alert_rule_test:\n      - eval_time: {rounds}m\n        alertname: enough0\n        exp_alerts: []\n"
        (folder / "test.yml").write_text(test + "\n".join(series) + "\n" + asked)
        start = used()
        subprocess.run(["promtool", "test", "rules", "test.yml"], cwd=folder, check=True, capture_output=True)
        return used() - start


for reads in (4, 20):
    few, many = (took(reads, rounds) for rounds in (10, 60))
    tell(f"alone {reads}", (many - few) / 50 / RULES, "Prometheus (promtool), rule by rule in each round")
