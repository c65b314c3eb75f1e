//! Any cut, and any question after it, for tests.

use engine::evaluate::{Acceptance, AskedBody, Reacceptance};
use engine::model::{BodyId, ContributionId, MeasureId, PartId};
use engine::program::{Cut, Loss};
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::super::any_entry::{moment, word};

pub(super) fn cut() -> BoxedStrategy<Cut> {
    let number = || (any::<i64>(), 0_u32..9).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let loss = prop_oneof![
        (number(), number()).prop_map(|(from, to)| Loss::Share { from, to }),
        (option::of(day()), day()).prop_map(|(from, to)| Loss::EarlierEnd { from, to }),
        Just(Loss::Ended),
        (word(), number(), number()).prop_map(|(id, from, to)| Loss::Figure {
            measure: MeasureId::new(id),
            from,
            to
        }),
    ];
    (body(), word(), loss, vec(part(), 0..3), moment())
        .prop_map(|(relation, title, loss, parts, at)| Cut { relation, title, loss, parts, at })
        .boxed()
}

pub(super) fn reacceptance() -> BoxedStrategy<Reacceptance> {
    let accepted = option::of((word(), moment()).prop_map(|(by, at)| Acceptance { by, at }));
    let asked = (body(), option::of(word()), accepted);
    let asked = asked.prop_map(|(body, owner, accepted)| AskedBody { body, owner, accepted });
    (vec(cut(), 0..3), vec(asked, 0..3)).prop_map(|(cuts, asked)| Reacceptance { cuts, asked }).boxed()
}

fn body() -> impl Strategy<Value = BodyId> {
    word().prop_map(BodyId::new)
}

fn part() -> impl Strategy<Value = PartId> {
    option::of(word())
        .prop_map(|id| id.map_or(PartId::Lead, |id| PartId::Contribution(ContributionId::new(id))))
}

fn day() -> impl Strategy<Value = Date> {
    (1970_i16..2200, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}
