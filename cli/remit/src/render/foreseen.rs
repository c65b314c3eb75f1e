//! What an edit would do, before it is made: matter by matter, as people would be told of it.

use app::foresight::Foreseen;
use words::alert::{label, message_of_change};
use words::foreseen::opening;

use super::Ink;
use super::page::Page;

/// What an edit would do.
pub fn foreseen(foreseen: &Foreseen) -> String {
    let Foreseen { before, now, since, told } = foreseen;
    let mut page = Page::default();
    let mut matters: Vec<_> = told.iter().map(|change| change.alert.id.obligation_ref()).collect();
    matters.sort();
    matters.dedup();
    page.put(0, &opening(*since, matters.len(), &now.calendar));
    for change in told {
        page.skip();
        let label = Ink::Caution.paint(label::of_change(change.change));
        page.put(0, &format!("{label}  {}", change.alert.id));
        page.put(2, &message_of_change(change, before, now));
    }
    page.into_text()
}
