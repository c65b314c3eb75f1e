//! What texts of a project say of whoever is to be erased: the values that are meant, and with a name the address that stands beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::entry::Position;
use ledger::parts::PartKind;
use rules::source::{SourceText, Sources};

use super::wanted::Wanted;

/// Why a personal part of a text is erased, or that it is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meant {
    Not,
    Itself,
    /// It is how a person is reached whose name is.
    WithItsName,
}

/// Which personal parts of texts are meant, in the order in which they stand there.
pub(super) fn meant(sources: &Sources, wanted: &Wanted, position: Position) -> Vec<Meant> {
    sources.declaring().flat_map(|text| meant_in(text, wanted, position)).collect()
}

/// The paths of the texts in which any is.
pub(super) fn saying(sources: &Sources, wanted: &Wanted, position: Position) -> BTreeSet<Arc<str>> {
    let says = |text: &&SourceText| meant_in(text, wanted, position).contains(&Meant::Itself);
    sources.declaring().filter(says).map(|text| Arc::clone(&text.path)).collect()
}

/// The paths of those texts of a project's folder in which it stands: from there it is written down again once they come into force.
pub fn still_written(sources: &Sources, wanted: &Wanted) -> BTreeSet<Arc<str>> {
    sources.texts().filter(|text| wanted.is_in(&text.text)).map(|text| Arc::clone(&text.path)).collect()
}

fn meant_in(text: &SourceText, wanted: &Wanted, position: Position) -> Vec<Meant> {
    let parts: Vec<(PartKind, bool)> =
        text.said_of_people().map(|(kind, said)| (kind, wanted.is_of(position, kind.into(), said))).collect();
    let is_meant_name = |(kind, is_meant): &(PartKind, bool)| (*kind == PartKind::Name).then_some(*is_meant);
    let meant = parts.iter().enumerate().map(|(at, (kind, is_meant))| {
        let (before, behind) = (&parts[..at], &parts[at..]);
        let of_its_name = match kind {
            PartKind::Name | PartKind::Address => None,
            PartKind::AddressOfLast => before.iter().rev().find_map(is_meant_name),
            PartKind::AddressOfNext => behind.iter().find_map(is_meant_name),
        };
        match (*is_meant, of_its_name) {
            (true, _) => Meant::Itself,
            (false, Some(true)) => Meant::WithItsName,
            (false, _) => Meant::Not,
        }
    });
    meant.collect()
}

#[cfg(test)]
mod tests {
    use ledger::parts::PersonalPart;

    use super::*;

    #[test]
    fn an_address_goes_with_the_name_that_it_stands_beside() {
        use Meant::{Itself, Not, WithItsName};
        use PartKind::{Address, AddressOfLast, AddressOfNext, Name};

        let all = [
            (AddressOfNext, "a@x"),
            (Name, "Ann Hay"),
            (Name, "Bo Lin"),
            (AddressOfLast, "b@x"),
            (Name, "ANN HAY"),
            (AddressOfLast, "ann.hay@x"),
            (Address, "c@x"),
            (AddressOfNext, "d@x"),
        ];
        let (mut text, mut parts) = (String::new(), Vec::new());
        for (kind, said) in all {
            parts.push(PersonalPart { kind, range: text.len()..text.len() + said.len() });
            text.push_str(said);
        }
        let text = SourceText::new("people.csv", text).with_personal(parts).expect("one behind the other");
        let of = |wanted| meant_in(&text, &wanted, 1);
        let expect = [WithItsName, Itself, Not, Not, Itself, Itself, Not, Not];
        assert_eq!(of(Wanted::Person("Ann Hay".into())), expect);
        let expect = [Not, Not, Itself, WithItsName, Not, Not, Not, Not];
        assert_eq!(of(Wanted::Person("bo lin".into())), expect);
        let expect = [Not, Not, Not, Itself, Not, Not, Not, Not];
        assert_eq!(of(Wanted::Mention("b@x".into())), expect);
        assert_eq!(of(Wanted::At(1)), [Not; 8]);
    }
}
