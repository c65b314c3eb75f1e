//! A mission: what is owed for it.

use askama::Template;
use engine::program::{Mission, Obligation, Program};
use words::declaration;

use super::frame::Frame;
use crate::catalogue::address::Link;
use crate::catalogue::cited::{Cited, all_cited};
use crate::catalogue::owed::{body_link, measure_link, obligation_link};
use crate::catalogue::table::Table;

#[derive(Template)]
#[template(path = "docs/mission.html")]
struct MissionPage<'a> {
    frame: &'a Frame,
    mission: &'a Mission,
    /// What says that it is to be reached.
    cited: Vec<Cited>,
    /// How it stood on a day, where the catalogue shows that.
    pack: Option<Link>,
    /// Its outcomes by bodies, where a day is asked about.
    stood: Vec<Table>,
    rows: Vec<MissionRow>,
    measures: Vec<Link>,
    /// What was promised and cannot be measured yet: its title, and what is known of it.
    commitments: Vec<(String, String)>,
}

impl MissionPage<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "index.html";
}

struct MissionRow {
    link: Link,
    lead: Link,
    owner: String,
    every: &'static str,
    needs: String,
}

pub(in crate::catalogue) fn mission(
    frame: &Frame,
    program: &Program,
    mission: &Mission,
    (pack, stood): (Option<Link>, Vec<Table>),
) -> askama::Result<String> {
    let rows = mission.declared().map(|alike| &alike[0]).map(|obligation| MissionRow {
        link: obligation_link(mission, obligation),
        lead: body_link(program, &obligation.lead),
        owner: obligation.owner.clone().unwrap_or_default(),
        every: words::english::cadence(obligation.every),
        needs: declaration::joined_by(obligation),
    });
    let mut measures: Vec<Link> = Vec::new();
    let terms = mission.obligations.iter().flat_map(Obligation::all_terms);
    for part in terms.flat_map(|(_, terms)| &terms.parts) {
        let link = measure_link(program, &part.duty.measure);
        if !measures.contains(&link) {
            measures.push(link);
        }
    }
    let commitments = mission.commitments.iter();
    let commitments = commitments
        .map(|one| (one.title.clone(), words::commitment::told(one, &program.catalogue)))
        .collect();
    let cited = all_cited(&mission.authority);
    MissionPage { frame, mission, cited, pack, stood, rows: rows.collect(), measures, commitments }.render()
}
