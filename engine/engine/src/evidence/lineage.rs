//! Succession: whose figures stand for those of a body that has not reported itself.
//!
//! It says who came before whom, and not what is made of their figures; that is `recipe`'s. What was said under the code of a closed body stays
//! that body's own, so that nothing can displace what its successor reports.

use rustc_hash::FxHashMap;

use crate::model::{Body, BodyId, Catalogue, Period};

/// For each successor, the bodies that it took over from.
#[derive(Default)]
pub(super) struct Lineage {
    /// Their places in the register, in its order.
    predecessors: FxHashMap<BodyId, Vec<usize>>,
}

impl Lineage {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let mut lineage = Self::default();
        for (place, body) in catalogue.bodies.values().enumerate() {
            for successor in &body.successors {
                lineage.predecessors.entry(successor.clone()).or_default().push(place);
            }
        }
        lineage
    }

    /// The predecessors whose figures together are the body's for a period; none where its figure is its own to report, or where
    /// theirs cannot be told apart.
    ///
    /// A line of successions goes back in time, body by body, and leads below a body only where that body is open. So it has an end.
    pub(super) fn heirlooms<'c>(
        &self,
        catalogue: &'c Catalogue,
        id: &BodyId,
        period: Period,
    ) -> Vec<&'c BodyId> {
        let (Some(body), Some(places)) = (catalogue.bodies.get(id), self.predecessors.get(id)) else {
            return Vec::new();
        };
        let before: Vec<&Body> = places.iter().map(|place| &catalogue.bodies[*place]).collect();
        // What a body that was split leaves belongs to no one of its successors.
        if !before.iter().all(|former| former.successors.len() == 1 && closed_before(former, body)) {
            return Vec::new();
        }
        let last_day = period.last_day();
        let (gone, not_gone): (Vec<&Body>, Vec<&Body>) =
            before.into_iter().partition(|former| former.closed.is_some_and(|closed| closed < last_day));
        let is_to_come = body.opened.is_some_and(|opened| opened > last_day);
        let found = if is_to_come && !not_gone.is_empty() { not_gone } else { gone };
        found.into_iter().map(|former| &former.id).collect()
    }
}

/// Whether a body closed, and did so before its successor, if that closed as well.
fn closed_before(former: &Body, successor: &Body) -> bool {
    former.closed.is_some_and(|closed| successor.closed.is_none_or(|later| closed < later))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ById, Cadence, Revision};

    /// Each line is a body, its first and last day (or `-`), and its successors; told is whose figures stand for the body's own.
    #[track_caller]
    fn check(register: &str, body: &str, quarter: &str, expect: &str) {
        let read = |line: &str| {
            let mut words = line.split(' ');
            let mut word = || words.next().unwrap_or_default();
            Body {
                id: BodyId::new(word()),
                name: String::new(),
                kind: String::new(),
                parent: None,
                jurisdiction: None,
                opened: word().parse().ok(),
                closed: word().parse().ok(),
                successors: words.map(BodyId::new).collect(),
                codes: Vec::new(),
                labels: crate::model::Labels::default(),
            }
        };
        let bodies = register.lines().map(|line| read(line.trim())).map(|body| (body.id.clone(), body));
        let catalogue = Catalogue {
            revision: Revision::new("trial"),
            bodies: bodies.collect(),
            measures: ById::default(),
            targets: Vec::new(),
            relations: crate::model::Relations::default(),
        };
        let period = Cadence::Quarter.parse(quarter).expect("a quarter");
        let found = Lineage::of(&catalogue).heirlooms(&catalogue, &BodyId::new(body), period);
        let found: Vec<&str> = found.into_iter().map(BodyId::as_str).collect();
        assert_eq!(found.join(" "), expect, "{body} in {quarter}");
    }

    #[test]
    fn a_merger_has_the_figures_of_all_who_merged_before_and_after_it() {
        let register = "east - 2018-12-31 all
            west - 2018-12-31 all
            all 2019-01-01 -";
        check(register, "all", "2018-Q2", "east west");
        check(register, "all", "2019-Q2", "east west");
        check(register, "east", "2018-Q2", "");
    }

    #[test]
    fn a_body_that_was_there_all_along_has_a_figure_of_its_own_until_the_other_closes() {
        let register = "old - 2018-12-31 city
            city - -";
        check(register, "city", "2018-Q2", "");
        check(register, "city", "2019-Q2", "old");
    }

    #[test]
    fn what_a_body_that_was_split_leaves_is_nobodys() {
        let register = "old - 2018-12-31 east west
            east 2019-01-01 -
            west 2019-01-01 -";
        check(register, "east", "2018-Q2", "");
        check(register, "west", "2019-Q2", "");
    }

    #[test]
    fn a_chain_is_followed_link_by_link_and_a_circle_not_at_all() {
        let register = "first - 2016-12-31 second
            second 2017-01-01 2018-12-31 third
            third 2019-01-01 - first";
        check(register, "third", "2016-Q2", "second");
        check(register, "second", "2016-Q2", "first");
        check(register, "first", "2016-Q2", "");
    }
}
