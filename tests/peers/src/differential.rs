//! Differential dataflow: verdicts as a collection that follows the collection of figures.

use std::cell::Cell;
use std::rc::Rc;

use differential_dataflow::input::{Input as _, InputSession};
use timely::dataflow::operators::probe::Handle;

use crate::clock::nanoseconds;
use crate::measured::{Kind, Measured, Of};
use crate::task::{BODIES, Task};

/// A figure: of which body, how many months ago, and how much.
type Figure = (usize, usize, i64);

pub(crate) fn steps() -> Vec<Measured> {
    vec![
        step(1, "differential-dataflow, report by report, rule in Rust"),
        step(1_000, "differential-dataflow, reports by the thousand, rule in Rust"),
    ]
}

/// So many reports at once; for each of them.
fn step(at_once: usize, name: &str) -> Measured {
    let took = timely::execute_directly(move |worker| {
        let turned = Rc::new(Cell::new(0));
        let (mut input, probe) = worker.dataflow::<usize, _, _>(|scope| {
            let (input, figures) = scope.new_collection::<Figure, isize>();
            let turned = Rc::clone(&turned);
            let verdicts =
                figures.map(|(body, ago, figure)| (body, (ago, figure))).reduce(|_, figures, said| {
                    let sum: i64 = figures.iter().map(|((_, figure), _)| figure).sum();
                    said.push((sum >= Task::FOUR.floor(), 1));
                });
            let (probe, _) = verdicts.inspect(move |_| turned.set(turned.get() + 1)).probe();
            (input, probe)
        });
        let mut newest: Vec<i64> = (0..BODIES).map(|body| Task::FOUR.figure(body, 0)).collect();
        for body in 0..BODIES {
            Task::FOUR
                .figures(body)
                .into_iter()
                .enumerate()
                .for_each(|(ago, figure)| input.insert((body, ago, figure)));
        }
        settle(worker, &mut input, &probe);
        assert_eq!(turned.get(), BODIES, "every body has a verdict");
        let took = nanoseconds(|turn| {
            for turn in turn * at_once..(turn + 1) * at_once {
                let body = turn % BODIES;
                let figure = Task::FOUR.reported(body, turn / BODIES);
                input.remove((body, 0, std::mem::replace(&mut newest[body], figure)));
                input.insert((body, 0, figure));
            }
            settle(worker, &mut input, &probe);
        });
        assert_eq!(turned.get(), BODIES, "every verdict stays");
        took / at_once as f64
    });
    Measured::new(name, Of::Peer, Kind::Step, took)
}

fn settle(
    worker: &mut timely::worker::Worker,
    input: &mut InputSession<usize, Figure, isize>,
    probe: &Handle<usize>,
) {
    input.advance_to(*input.time() + 1);
    input.flush();
    while probe.less_than(input.time()) {
        worker.step();
    }
}
