//! Any word, for tests: none, one of few that come again and again, or any letters.

use proptest::prelude::*;

pub(in crate::codec) fn word() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-c]{1,2}", "\\PC{0,12}"]
}
