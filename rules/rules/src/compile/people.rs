//! People in posts: at bodies that do not exist, and two in one post at one time.

use engine::model::{BodyId, LadderStep, Person, is_same_person};
use indexmap::IndexMap;

use crate::declare::{PersonDeclaration, Project, Register};
use crate::diagnostic::{Code, Diagnostic};

/// Roles of which a body may have several at one time.
const SEVERAL: [&str; 2] = [LadderStep::BOARD, "panel"];

/// Everything that is wrong with people. Nobody's duty hangs on it, so that what is judged goes on.
pub(super) fn check(project: &Project, register: &Register) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut posts: IndexMap<(&BodyId, &str), Vec<&PersonDeclaration>> = IndexMap::new();
    for one in &project.posts {
        let Person { body, role, .. } = &one.person;
        if !register.contains_key(body) {
            let known = register.keys().map(BodyId::as_str);
            let fault =
                warning(one, Code::UnknownBody, format!("there is no body `{body}`"), one.body.span());
            let fault = fault.with_help("add it to the register of bodies");
            faults.push(fault.with_nearest(body.as_str(), known));
        }
        let earlier = posts.entry((body, role)).or_default();
        faults.extend(check_post(one, earlier));
        earlier.push(one);
    }
    faults
}

/// Whoever is in a post twice, or beside somebody else.
fn check_post(one: &PersonDeclaration, earlier: &[&PersonDeclaration]) -> Option<Diagnostic> {
    let Person { body, role, name, .. } = &one.person;
    let mut together = earlier.iter().filter(|other| other.person.overlaps(&one.person));
    let (first, message, help) =
        if let Some(same) = together.clone().find(|other| is_same_person(&other.person.name, name)) {
            let message = format!("{name} is named as `{role}` of `{body}` twice");
            (same, message, "take one of them out")
        } else {
            let first = together.next().filter(|_| !SEVERAL.contains(&&**role))?;
            let message = format!("`{body}` has two people as `{role}` at one time; the first is told");
            (first, message, "say with `until` and `from` who holds the post when")
        };
    let fault = warning(one, Code::Person, message, one.role.span()).with_help(help);
    Some(fault.and_label(&first.source, first.role.span(), "the first one"))
}

fn warning(
    one: &PersonDeclaration,
    code: Code,
    message: String,
    place: std::ops::Range<usize>,
) -> Diagnostic {
    Diagnostic::error(code, message, &one.source, place).into_warning()
}
