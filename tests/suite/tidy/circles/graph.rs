//! Circles in a graph of names.

use std::collections::{BTreeMap, BTreeSet};

/// Which name uses which.
pub(super) type Graph = BTreeMap<String, BTreeSet<String>>;

/// Every group of two names or more that all use each other, at first or further hand, in order.
pub(super) fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        graph.keys().map(|name| (name, reach(graph, name))).collect();
    let mut seen = BTreeSet::new();
    let mut circles = Vec::new();
    for name in graph.keys() {
        let mutual = |other: &&&String| reached.get(**other).is_some_and(|back| back.contains(name));
        let circle: Vec<String> = reached[name].iter().filter(mutual).map(ToString::to_string).collect();
        if circle.len() > 1 && !seen.contains(name) {
            seen.extend(circle.iter().cloned());
            circles.push(circle);
        }
    }
    circles
}

/// Everything that a name uses, at first or further hand.
fn reach<'a>(graph: &'a Graph, from: &str) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = graph.get(from).into_iter().flatten().collect();
    while let Some(name) = open.pop() {
        if reached.insert(name) {
            open.extend(graph.get(name).into_iter().flatten());
        }
    }
    reached
}

#[test]
fn a_circle_is_found_whole_and_a_chain_is_none() {
    let uses = |name: &str, others: &[&str]| {
        (name.to_owned(), others.iter().map(ToString::to_string).collect::<BTreeSet<_>>())
    };
    let graph = Graph::from([uses("a", &["b"]), uses("b", &["c", "d"]), uses("c", &["a"]), uses("d", &[])]);
    assert_eq!(circles(&graph), [["a", "b", "c"]]);
}
