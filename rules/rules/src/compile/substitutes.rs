//! Obligations that are judged by measures of another class than what they are for, which `check` says until a relation says why.

use std::sync::Arc;

use engine::model::{Class, MeasureId, Party, Relation};
use engine::program::Obligation;
use indexmap::IndexMap;
use toml::Spanned;

use super::findings::{Findings, MissionIx};
use super::parsed::ParsedMission;
use super::resolved::Resolved;
use crate::declare::{ListedRelations, ObligationDeclaration};
use crate::diagnostic::{Code, Diagnostic};

/// What is known over all missions: the class of each measure, and what stands for something else.
struct Known<'r> {
    classes: IndexMap<&'r MeasureId, Class>,
    proxies: Vec<&'r Relation>,
}

/// Warns once of each measure that stands in the place of what an obligation is for.
pub(super) fn warn_of_substitutes(
    drafts: &[ParsedMission<'_>],
    listed: Option<&ListedRelations>,
    all: &IndexMap<MissionIx, Arc<Resolved>>,
    findings: &mut Findings,
) {
    let measures = all.values().flat_map(|resolved| &resolved.measures);
    let listed = listed.into_iter().flat_map(|listed| &listed.relations);
    let proxies = listed.chain(drafts.iter().flat_map(|draft| &draft.names().relations));
    let known = Known {
        classes: measures.filter_map(|measure| Some((&measure.id, measure.class?))).collect(),
        proxies: proxies.filter(|relation| relation.kind == Relation::PROXY_FOR).collect(),
    };
    for (ix, resolved) in all {
        let draft = &drafts[ix.0];
        for declared in &draft.declaration().obligations {
            let (Some(id), Some(class)) = (&declared.id, &declared.class) else { continue };
            let mut same = resolved.obligations.iter();
            let Some(owed) = same.find(|owed| owed.declared_id().as_str() == id.get_ref()) else { continue };
            let mission = draft.declaration().id.as_ref().map_or("", |id| id.get_ref());
            let faults =
                known.substitutes(mission, declared, owed).map(|measure| warning(draft, class, measure));
            findings.note(*ix, faults.collect());
        }
    }
}

impl Known<'_> {
    fn substitutes<'o>(
        &self,
        mission: &str,
        declared: &ObligationDeclaration,
        owed: &'o Obligation,
    ) -> impl Iterator<Item = (&'o MeasureId, Class)> {
        let class = declared.class.as_ref().map(|class| *class.get_ref());
        let mut measures: IndexMap<&MeasureId, Class> = IndexMap::new();
        for part in owed.all_terms().flat_map(|(_, terms)| &terms.parts) {
            let measure = &part.duty.measure;
            let judged = self.classes.get(measure).filter(|judged| Some(**judged) != class);
            let is_said = || {
                let mut proxies = self.proxies.iter().filter(|relation| relation.stands_for(measure));
                proxies.any(|relation| match &relation.to {
                    Party::Obligation(to) => {
                        to.mission.as_str() == mission && to.obligation == *owed.declared_id()
                    }
                    Party::Measure(to) => self.classes.get(to).copied() == class,
                    Party::Body(_) | Party::Mission(_) => false,
                })
            };
            if let Some(judged) = judged.filter(|_| !is_said()) {
                measures.insert(measure, *judged);
            }
        }
        measures.into_iter()
    }
}

fn warning(
    draft: &ParsedMission<'_>,
    class: &Spanned<Class>,
    (measure, judged): (&MeasureId, Class),
) -> Diagnostic {
    let message = format!(
        "it is for `{}`, and judged by `{measure}`, a measure of the class `{}`",
        class.get_ref().as_str(),
        judged.as_str()
    );
    let help = "judge it by a measure of its own class, or say with a [[relation]] of the kind `proxy-for`, from that \
                measure to this obligation, why it may stand for it";
    Diagnostic::error(Code::OtherClass, message, draft.source(), class.span()).into_warning().with_help(help)
}
