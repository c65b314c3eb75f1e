//! A rule that is in force: what it says of itself, where it judges and what is handed to it, and its text.

use app::published::Picture;
use askama::Template;
use engine::model::RuleId;
use engine::program::{Mission, Obligation, Part, Program};
use rules::script::RuleDoc;
use rules::source::SourceText;
use words::{declaration, english};

use super::address;
use super::frame::{Access, Frame};
use crate::catalogue::{Piece, pieces};

#[derive(Template)]
#[template(path = "live/rule.html")]
struct RulePage<'p> {
    frame: Frame<'p>,
    id: &'p str,
    doc: RuleDoc,
    uses: Vec<Use>,
    path: &'p str,
    lines: Vec<(usize, &'p str)>,
}

impl RulePage<'_> {
    fn pieces(text: &str) -> Vec<Piece> {
        pieces(text)
    }
}

/// Where a rule judges with the same parameters.
#[derive(PartialEq, Eq)]
struct Use {
    href: String,
    obligation: String,
    measure: String,
    params: String,
    bodies: Vec<String>,
}

impl Use {
    fn told(&self) -> String {
        english::list(&self.bodies)
    }
}

/// A rule, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn rule(
    picture: &Picture,
    (id, source): (&RuleId, &SourceText),
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let page = RulePage {
        frame: Frame::new(picture, access).below_front(),
        id: id.as_str(),
        doc: RuleDoc::of(source),
        uses: uses(id, program),
        path: &source.path,
        lines: (1..).zip(source.text.lines()).collect(),
    };
    page.render()
}

fn uses(id: &RuleId, program: &Program) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    for mission in program.missions.values() {
        for obligation in &mission.obligations {
            let parts = obligation.all_terms().flat_map(|(_, terms)| &terms.parts);
            for part in parts.filter(|part| part.duty.rule.id() == id) {
                add(&mut uses, (mission, obligation, part), program);
            }
        }
    }
    uses
}

fn add(uses: &mut Vec<Use>, (mission, obligation, part): (&Mission, &Obligation, &Part), program: &Program) {
    let body = program.catalogue.body_name(&part.by).to_owned();
    let reference = engine::model::ObligationRef {
        mission: mission.id.clone(),
        obligation: obligation.declared_id().clone(),
    };
    let one = Use {
        href: address::obligation(&reference),
        obligation: obligation.declared_title().to_owned(),
        measure: program.catalogue.measure_title(&part.duty.measure).to_owned(),
        params: declaration::params(&part.duty.params),
        bodies: Vec::new(),
    };
    let alike = |other: &&mut Use| {
        (&other.href, &other.measure, &other.params) == (&one.href, &one.measure, &one.params)
    };
    match uses.iter_mut().find(alike) {
        Some(known) if known.bodies.contains(&body) => {}
        Some(known) => known.bodies.push(body),
        None => uses.push(Use { bodies: vec![body], ..one }),
    }
}
