"""The task of tests/peers/src/task.rs, and the clock, for peers that are written in Python."""
import time

BODIES = 10_000
FLOOR = 60


def figure(body, ago):
    return 80 + (body + 3 * ago) % 7


def reported(body, turn):
    return 81 + (body + turn) % 7


def nanoseconds(call, for_each=1):
    """The median processor time of one call in five rounds, shared among so many."""
    turn, calls = 0, 1
    rounds = []
    while len(rounds) < 5:
        start = time.process_time_ns()
        for _ in range(calls):
            call(turn)
            turn += 1
        took = time.process_time_ns() - start
        if took < 40_000_000:
            calls *= 2
        else:
            rounds.append(took / calls / for_each)
    return sorted(rounds)[2]


def tell(kind, took, name):
    print(f"{kind}\t{took:.1f}\t{name}")
