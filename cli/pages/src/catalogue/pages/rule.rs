//! A rule: what it says of itself, where it is used, and its source.

use askama::Template;
use engine::program::Program;
use rules::script::RuleDoc;
use words::{declaration, english};

use super::frame::Frame;
use crate::catalogue::address::Link;
use crate::catalogue::cited::{Cited, all_cited};
use crate::catalogue::owed::{Owed, measure_link, obligation_link, owed_ever};
use crate::catalogue::pieces::{Piece, pieces};
use crate::catalogue::uses::{Rule, libraries_of};
use app::project::Project;

#[derive(Template)]
#[template(path = "docs/rule.html")]
struct RulePage<'a> {
    frame: &'a Frame,
    id: &'a str,
    doc: RuleDoc,
    /// What says that it is to be judged so.
    cited: Vec<Cited>,
    uses: Vec<Use>,
    libraries: Vec<Link>,
    path: &'a str,
    lines: Vec<(usize, &'a str)>,
}

impl RulePage<'_> {
    fn pieces(text: &str) -> Vec<Piece> {
        pieces(text)
    }

    /// The section of the menu that it belongs to.
    const HERE: &'static str = "rules.html";
}

/// Where a rule judges with the same parameters.
struct Use {
    obligation: Link,
    measure: Link,
    params: String,
    bodies: Vec<String>,
}

impl Use {
    fn told(&self) -> String {
        english::list(&self.bodies)
    }
}

pub(in crate::catalogue) fn rule(
    frame: &Frame,
    project: &Project,
    rule: &Rule<'_>,
) -> askama::Result<String> {
    let parts = owed_ever(&project.program);
    let judged = parts.filter(|owed| owed.part.duty.rule.id().as_str() == rule.id);
    let doc = RuleDoc::of(rule.source);
    let page = RulePage {
        frame,
        id: rule.id,
        cited: all_cited(&doc.authority),
        doc,
        uses: grouped(&project.program, judged),
        libraries: libraries_of(project, *rule),
        path: &rule.source.path,
        lines: (1..).zip(rule.source.text.lines()).collect(),
    };
    page.render()
}

fn grouped<'p>(program: &Program, judged: impl Iterator<Item = Owed<'p>>) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    for owed in judged {
        let obligation = obligation_link(owed.mission, owed.obligation);
        let (measure, params) =
            (measure_link(program, &owed.part.duty.measure), declaration::params(&owed.part.duty.params));
        let body = program.catalogue.body_name(&owed.part.by).to_owned();
        let alike = |found: &&mut Use| {
            found.obligation == obligation && found.measure == measure && found.params == params
        };
        match uses.iter_mut().find(alike) {
            Some(found) if found.bodies.contains(&body) => {}
            Some(found) => found.bodies.push(body),
            None => uses.push(Use { obligation, measure, params, bodies: vec![body] }),
        }
    }
    uses
}
