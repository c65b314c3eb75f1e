//! Remit beside others: the same rule and the same reports for each, in one sitting.
//!
//! `tests/peers/run` from the root of the project. It prints tables of ratios and writes `target/bench/results.json`. Working a rule out
//! alone and taking a whole report in are never compared with each other. A peer that is not there is named as missing.
//!
//! * `task`: the rule and the figures; `clock`: taking times; `measured`: what comes of it;
//! * `remit`; its peers by name; `limits`: what is no peer; `outside`: peers that are programs of their own;
//! * `table`: what is printed and written.

mod clock;
mod measured;
mod task;

mod bare_rhai;
mod cel_peer;
mod differential;
mod limits;
mod lua;
mod outside;
mod rego;
mod remit;
mod salsa_peer;
mod sqlite;
mod zen;

mod table;

use std::path::Path;
use std::{env, fs};

use measured::Measured;
use task::Task;

/// As the program allocates.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    if let Some(reads) = env::args().nth(1) {
        return count(&reads);
    }
    let alone = |task| {
        let mut all = vec![remit::alone(task), bare_rhai::alone(task)];
        all.extend(lua::alone(task));
        all.extend([zen::alone(task), cel_peer::alone(task)]);
        all.extend(rego::alone(task));
        all.push(limits::closures_alone(task));
        all
    };
    let mut all: Vec<Measured> = [Task::FOUR, Task::TWENTY].into_iter().flat_map(alone).collect();
    all.extend([remit::step(), salsa_peer::step()]);
    all.extend(differential::steps());
    all.extend([lua::step(), sqlite::step(), limits::closures_step(), limits::dense_step()]);
    all.extend(outside::all());
    all.extend([limits::append(1), limits::append(100), limits::column()]);
    println!("{}", table::tables(&all));
    let results = Path::new("target/bench/results.json");
    let written = fs::create_dir_all("target/bench")
        .and_then(|()| fs::write(results, format!("{:#}\n", table::data(&all))));
    match written {
        Ok(()) => println!("The figures are in {}.", results.display()),
        Err(why) => eprintln!("{} could not be written: {why}", results.display()),
    }
}

/// Runs one thing of Remit alone so often that its instructions can be counted: `4` or `20` reads, or `step`.
fn count(what: &str) {
    const TIMES: usize = 20_000;
    match what.parse() {
        Ok(reads) => {
            let mut rule = remit::Alone::new(Task { reads });
            (0..TIMES).for_each(|_| rule.run());
        }
        Err(_) => remit::steps(TIMES),
    }
}
