//! Anything that a rule may ask of other obligations and of the register, for tests.

use std::sync::Arc;

use engine::listing::{End, Life, Listing};
use engine::model::{BodyId, Class, MissionId, ObligationId, ObligationRef, Period};
use engine::others::Among;
use engine::view::OtherRead;
use jiff::civil::Date;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::any_entry::{cell, word};

pub(in crate::codec) fn other_read() -> impl Strategy<Value = OtherRead> {
    let among =
        prop_oneof![Just(Among::All), Just(Among::Own), word().prop_map(|name| Among::Named(name.into()))];
    prop_oneof![
        among.prop_map(OtherRead::Obligations),
        (obligation(), period()).prop_map(|(of, period)| OtherRead::Verdict(of, period)),
        (obligation(), period()).prop_map(|(of, period)| OtherRead::Parts(of, period)),
        obligation().prop_map(OtherRead::Breach),
        obligation().prop_map(OtherRead::Told),
        obligation().prop_map(OtherRead::Replies),
    ]
}

pub(in crate::codec) fn day() -> impl Strategy<Value = Date> {
    (1970_i16..2200, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
}

pub(in crate::codec) fn listing() -> impl Strategy<Value = Listing> {
    let text = || word().prop_map(Arc::<str>::from);
    let end = prop_oneof![Just(End::Any), text().prop_map(End::From), text().prop_map(End::To)];
    let life = select(vec![Life::Open, Life::Ended]);
    let class = select(vec![Class::Access, Class::Outcome, Class::Prevention, Class::Experience]);
    prop_oneof![
        (option::of(text()), day()).prop_map(|(kind, on)| Listing::Bodies { kind, on }),
        (word(), day()).prop_map(|(id, on)| Listing::Children { parent: BodyId::new(id), on }),
        word().prop_map(|id| Listing::Parent { body: BodyId::new(id) }),
        (text(), end, life, day()).prop_map(|(kind, end, life, on)| Listing::Relations {
            kind,
            end,
            life,
            on
        }),
        option::of(class).prop_map(|class| Listing::Measures { class }),
    ]
}

pub(in crate::codec) fn period() -> impl Strategy<Value = Period> {
    cell().prop_map(|cell| cell.period)
}

pub(in crate::codec) fn obligation() -> impl Strategy<Value = ObligationRef> {
    (word(), word()).prop_map(|(mission, obligation)| {
        let (mission, obligation) = (MissionId::new(mission), ObligationId::new(obligation));
        ObligationRef { mission, obligation }
    })
}
