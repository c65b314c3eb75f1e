//! Salsa: queries that are worked out anew where what they read has changed, by rules that are written in Rust.

use salsa::{DatabaseImpl, Setter as _};

use crate::clock::nanoseconds;
use crate::measured::{Kind, Measured, Of};
use crate::task::{BODIES, Task};

#[salsa::input]
struct Figure {
    #[returns(copy)]
    value: i64,
}

#[salsa::input]
struct Body {
    #[returns(ref)]
    figures: Vec<Figure>,
    #[returns(copy)]
    floor: i64,
}

#[salsa::tracked(returns(copy))]
fn comes_to_enough(db: &dyn salsa::Database, body: Body) -> bool {
    let figures = body.figures(db).iter().map(|figure| figure.value(db));
    figures.sum::<i64>() >= body.floor(db)
}

/// A report, and the one rule that it concerns; all others are left alone.
pub(crate) fn step() -> Measured {
    let task = Task::FOUR;
    let mut db = DatabaseImpl::new();
    let bodies: Vec<Body> = (0..BODIES)
        .map(|body| {
            let figures = task.figures(body).into_iter().map(|figure| Figure::new(&db, figure)).collect();
            Body::new(&db, figures, task.floor())
        })
        .collect();
    let verdicts: Vec<bool> = bodies.iter().map(|body| comes_to_enough(&db, *body)).collect();
    let took = nanoseconds(|turn| {
        let body = turn % BODIES;
        let newest = bodies[body].figures(&db)[0];
        newest.set_value(&mut db).to(task.reported(body, turn / BODIES));
        assert_eq!(comes_to_enough(&db, bodies[body]), verdicts[body], "the verdict stays");
    });
    Measured::new("salsa, rule in Rust", Of::Peer, Kind::Step, took)
}
