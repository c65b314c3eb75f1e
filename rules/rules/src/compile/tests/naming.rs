//! Which texts are looked through for people, and which of them approvers sign.

use std::sync::Arc;

use super::texts::{HOUSING, sources};
use crate::compile::looked_through;
use crate::source::{SourceText, Sources};

const JANE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICu3Z0sGRyMrzeEuyjiyLWwq+6uEkx/nkdKNvqMkRVyD";
const JOHN: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOVN/0ipo4DkIXbT90dYqF45oLqRVVAkE6g6MnzkKdMG";

fn owned() -> String {
    format!("=== missions/a.toml\n{HOUSING}owner = \"Ann Hay\"\n")
}

fn signed() -> String {
    let approvers = format!(
        "approvers = [{{ name = \"Jane\", key = \"{JANE}\" }}, {{ name = \"John\", key = \"{JOHN}\" }}]"
    );
    owned().replace("[mission]", &format!("[mission]\n{approvers}"))
}

const SHARED: &str = "\
=== remit.toml
[project]
people = [\"Bo Lee\"]
=== people.csv
body,role,name
mhclg,owner,Cy Day
";

/// What the texts say of people that come into force after others, text by text.
fn said(new: &Arc<Sources>, in_force: Option<&Sources>) -> (Arc<Sources>, Vec<String>) {
    let found = looked_through(new, in_force);
    assert_eq!(&found, new, "they say the same");
    assert!(found.declaring().all(|text| text.personal().is_some()), "each was looked through");
    let said = found.declaring().flat_map(SourceText::said_of_people);
    let said = said.map(|(_, said)| said.to_owned()).collect();
    (found, said)
}

#[test]
fn people_are_found_in_all_that_declares_something() {
    let (_, said) = said(&Arc::new(sources(&format!("{SHARED}{}", owned()))), None);
    assert_eq!(said, ["Bo Lee", "Cy Day", "Ann Hay"]);
}

#[test]
fn what_approvers_sign_stays_as_it_is() {
    let all = |mission: &str| Arc::new(sources(&format!("{SHARED}{mission}")));
    let (guarded, names) = said(&all(&signed()), None);
    assert_eq!(names, ["Bo Lee", "Cy Day"]);
    // The text that takes its place was signed too, even under another path.
    let moved = owned().replace("missions/a.toml", "missions/b.toml");
    let (opened, names) = said(&all(&moved), Some(&guarded));
    assert_eq!(names, ["Bo Lee", "Cy Day"]);
    let (_, names) = said(&all(&moved), Some(&opened));
    assert_eq!(names, ["Bo Lee", "Cy Day"], "the same text stays as it was signed");
    let edited = moved.replace("Public bodies refer", "All bodies refer");
    let (_, names) = said(&all(&edited), Some(&opened));
    assert_eq!(names, ["Bo Lee", "Cy Day", "Ann Hay"]);
}

#[test]
fn a_text_that_stays_is_not_looked_through_again() {
    let all = || Arc::new(sources(&format!("{SHARED}{}", owned())));
    let (first, _) = said(&all(), None);
    let (second, _) = said(&all(), Some(&first));
    for (one, other) in
        first.declaring().zip(second.declaring()).filter(|(one, _)| one.said_of_people().next().is_some())
    {
        assert!(std::ptr::eq(one.personal().unwrap().all(), other.personal().unwrap().all()), "{}", one.path);
    }
}
