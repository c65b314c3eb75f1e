//! Finds circles in what should have none: parents of bodies, successors, dependencies of obligations.

/// Where a search stands with one node.
#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    OnPath,
    Done,
}

/// Circles among the nodes from 0 to `count`, where `next` tells where each one leads.
///
/// Every node that leads round to itself is on the way of a search that ends in some reported circle.
/// No recursion: a chain may be as long as a project has obligations.
pub(crate) fn circles(count: usize, next: impl Fn(usize) -> Vec<usize>) -> Vec<Vec<usize>> {
    let mut visits = vec![Visit::New; count];
    let mut found = Vec::new();
    for start in 0..count {
        if visits[start] == Visit::New {
            search(start, &next, &mut visits, &mut found);
        }
    }
    found
}

fn search(
    start: usize,
    next: &impl Fn(usize) -> Vec<usize>,
    visits: &mut [Visit],
    found: &mut Vec<Vec<usize>>,
) {
    let mut path = vec![(start, next(start).into_iter())];
    visits[start] = Visit::OnPath;
    while let Some((node, ways)) = path.last_mut() {
        let node = *node;
        match ways.next() {
            None => {
                visits[node] = Visit::Done;
                path.pop();
            }
            Some(way) if visits[way] == Visit::New => {
                visits[way] = Visit::OnPath;
                path.push((way, next(way).into_iter()));
            }
            Some(way) if visits[way] == Visit::OnPath => {
                let on_path = path.iter().map(|(node, _)| *node);
                found.push(on_path.skip_while(|node| *node != way).collect());
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(edges: &[(usize, usize)], expected: &[&[usize]]) {
        let next = |node| edges.iter().filter(|(from, _)| *from == node).map(|(_, to)| *to).collect();
        assert_eq!(circles(6, next), expected);
    }

    #[test]
    fn a_tree_has_none() {
        check(&[(0, 1), (0, 2), (1, 3), (2, 3)], &[]);
    }

    #[test]
    fn a_circle_is_told_from_where_it_is_entered() {
        check(&[(0, 1), (1, 2), (2, 3), (3, 1)], &[&[1, 2, 3]]);
        check(&[(4, 4)], &[&[4]]);
    }

    #[test]
    fn two_circles_are_both_told() {
        check(&[(0, 1), (1, 0), (1, 2), (2, 1), (4, 5), (5, 4)], &[&[0, 1], &[1, 2], &[4, 5]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        assert_eq!(circles(200_000, |node| vec![(node + 1) % 200_000])[0].len(), 200_000);
    }
}
