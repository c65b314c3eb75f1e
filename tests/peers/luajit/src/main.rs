//! LuaJIT on the same task: its figures in a table of its own, or asked of the host; and whole steps within it.

#[expect(dead_code, reason = "the other program needs more of it")]
#[path = "../../src/clock.rs"]
mod clock;
#[expect(dead_code, reason = "the other program needs more of it")]
#[path = "../../src/task.rs"]
mod task;

use mlua::{Function, Lua};

use clock::nanoseconds;
use task::{BODIES, Task};

fn main() -> mlua::Result<()> {
    for task in [Task::FOUR, Task::TWENTY] {
        println!("alone {}\t{:.1}\tLuaJIT, figures in its own table", task.reads, alone(&in_table(task)?));
        println!(
            "alone {}\t{:.1}\tLuaJIT, figures asked of the host",
            task.reads,
            alone(&asked_of_host(task)?)
        );
    }
    println!("step\t{:.1}\tlimit: LuaJIT, cells and readers inside", step()?);
    Ok(())
}

fn alone((_, rule): &(Lua, Function)) -> f64 {
    nanoseconds(|_| {
        let said: bool = rule.call(()).expect("the rule runs");
        assert!(said, "the months come to enough");
    })
}

fn in_table(task: Task) -> mlua::Result<(Lua, Function)> {
    let lua = Lua::new();
    let cells = lua.create_table()?;
    for (ago, figure) in task.figures(0).into_iter().enumerate() {
        cells.set(format!("repairs/council-0/{ago}"), figure)?;
    }
    let sum = task.sum(|ago| format!("cells['repairs/council-0/{ago}']"));
    let rule = format!("local cells = ...; return function() return {sum} >= {} end", task.floor());
    let rule = lua.load(rule).call(cells)?;
    Ok((lua, rule))
}

fn asked_of_host(task: Task) -> mlua::Result<(Lua, Function)> {
    let lua = Lua::new();
    let figures = task.figures(0);
    let value = lua.create_function(move |_, ago: usize| Ok(figures[ago]))?;
    let sum = task.sum(|ago| format!("value({ago})"));
    let rule = format!("local value = ...; return function() return {sum} >= {} end", task.floor());
    let rule = lua.load(rule).call(value)?;
    Ok((lua, rule))
}

fn step() -> mlua::Result<f64> {
    let lua = Lua::new();
    let report: Function = lua.load(task::step_in_lua()).eval()?;
    Ok(nanoseconds(|turn| {
        let body = turn % BODIES;
        let has_turned: bool =
            report.call((body, Task::FOUR.reported(body, turn / BODIES))).expect("the step runs");
        assert!(!has_turned, "the verdict stays");
    }))
}
