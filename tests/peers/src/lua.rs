//! Lua 5.4: its figures in a table of its own, or asked of the host.

use mlua::{Function, Lua, Table};

use crate::clock::nanoseconds;
use crate::measured::{Kind, Measured, Of};
use crate::task::{BODIES, Task, step_in_lua};

pub(crate) fn alone(task: Task) -> Vec<Measured> {
    vec![
        worked_out(task, "Lua 5.4, figures in its own table", in_table),
        worked_out(task, "Lua 5.4, figures asked of the host", asked_of_host),
    ]
}

fn worked_out(task: Task, name: &str, rule: fn(&Lua, Task) -> mlua::Result<Function>) -> Measured {
    let lua = Lua::new();
    let rule = rule(&lua, task).expect("the rule can be read");
    let took = nanoseconds(|_| {
        let said: bool = rule.call(()).expect("the rule runs");
        assert!(said, "the months come to enough");
    });
    Measured::new(name, Of::Peer, Kind::Alone(task.reads), took)
}

/// Each figure under a key that names its cell.
fn in_table(lua: &Lua, task: Task) -> mlua::Result<Function> {
    let cells: Table = lua.create_table()?;
    for (ago, figure) in task.figures(0).into_iter().enumerate() {
        cells.set(format!("repairs/council-0/{ago}"), figure)?;
    }
    let sum = task.sum(|ago| format!("cells['repairs/council-0/{ago}']"));
    let rule = format!("local cells = ...; return function() return {sum} >= {} end", task.floor());
    lua.load(rule).call(cells)
}

fn asked_of_host(lua: &Lua, task: Task) -> mlua::Result<Function> {
    let figures = task.figures(0);
    let value = lua.create_function(move |_, ago: usize| Ok(figures[ago]))?;
    let sum = task.sum(|ago| format!("value({ago})"));
    lua.load(format!("local value = ...; return function() return {sum} >= {} end", task.floor())).call(value)
}

/// Everything within Lua: a report changes a table, and the rule that reads it runs.
pub(crate) fn step() -> Measured {
    let lua = Lua::new();
    let report: Function = lua.load(step_in_lua()).eval().expect("the step can be read");
    let took = nanoseconds(|turn| {
        let body = turn % BODIES;
        let figure = Task::FOUR.reported(body, turn / BODIES);
        let has_turned: bool = report.call((body, figure)).expect("the step runs");
        assert!(!has_turned, "the verdict stays");
    });
    Measured::new("Lua 5.4, cells and readers inside", Of::Peer, Kind::Step, took)
}
