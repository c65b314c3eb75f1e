"""DuckDB in memory: a report is an update, and the verdict of its body is asked for; or the verdicts of all at once."""
import duckdb

from task import BODIES, FLOOR, figure, nanoseconds, reported, tell

database = duckdb.connect()
database.execute("set threads = 1")
database.execute("create table cells (body integer, month integer, value bigint, primary key (body, month))")
rows = [(body, 24 - ago, figure(body, ago)) for body in range(BODIES) for ago in range(4)]
values = ", ".join(str(row) for row in rows)
database.execute(f"insert into cells values {values}")


def step(turn):
    body = turn % BODIES
    database.execute("update cells set value = ? where body = ? and month = 24", [reported(body, turn // BODIES), body])
    asked = "select sum(value) >= ? from cells where body = ? and month between 21 and 24"
    assert database.execute(asked, [FLOOR * 4, body]).fetchone() == (True,)


def all_at_once(_):
    asked = f"select count(*) from (select sum(value) >= {FLOOR * 4} as met from cells group by body) where met"
    assert database.execute(asked).fetchone() == (BODIES,)


tell("alone 4", nanoseconds(all_at_once, BODIES), "DuckDB, 10,000 bodies at once, for each")
tell("step", nanoseconds(step), "DuckDB, update and query")
