//! Where a message goes, and why.

use crate::english;

/// What one route says to a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RouteSaid<'a> {
    pub name: &'a str,
    pub notifiers: &'a [String],
    pub said: RouteAnswer,
}

/// Whether a route takes a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RouteAnswer {
    /// It does: all these conditions hold.
    Takes(Vec<String>),
    /// It does not: the first condition that does not hold, and what the message says of that name.
    Leaves { matcher: String, name: String, values: Vec<String> },
    /// A route before it took the message.
    NotAsked,
}

/// Route by route, and through which notifiers the message goes in the end.
pub fn routed(each: &[RouteSaid<'_>], through: &[&String]) -> String {
    let lines = each.iter().map(|route| format!("{}\n", line(route)));
    let lines: String = lines.collect();
    let is_taken = each.iter().any(|route| matches!(route.said, RouteAnswer::Takes(_)));
    let why = match (each.is_empty(), is_taken) {
        (true, _) => ", since the project has no routes",
        (false, false) => ", since no route takes it",
        (false, true) => "",
    };
    let names: Vec<String> = through.iter().map(|name| format!("`{name}`")).collect();
    let goes = match &names[..] {
        [] => "The project has no notifier, so that nobody is told.".to_owned(),
        [one] => format!("It goes through the notifier {one}{why}."),
        _ => format!("It goes through the notifiers {}{why}.", english::list(&names)),
    };
    format!("{lines}{goes}\n")
}

fn line(route: &RouteSaid<'_>) -> String {
    let name = format!("route {}", route.name);
    match &route.said {
        RouteAnswer::Takes(matchers) if matchers.is_empty() => {
            format!("{name}: takes it, as it takes everything; to {}", english::list(route.notifiers))
        }
        RouteAnswer::Takes(matchers) => {
            format!("{name}: takes it ({}); to {}", matchers.join(", "), english::list(route.notifiers))
        }
        RouteAnswer::Leaves { matcher, name: asked, values } if values.is_empty() => {
            format!(
                "{name}: leaves it, since it asks for {matcher} and the message says nothing of `{asked}`"
            )
        }
        RouteAnswer::Leaves { matcher, name: asked, values } => {
            let values: Vec<String> = values.iter().take(6).map(|value| format!("`{value}`")).collect();
            format!(
                "{name}: leaves it, since it asks for {matcher} and `{asked}` is {}",
                english::list(&values)
            )
        }
        RouteAnswer::NotAsked => format!("{name}: is not asked, since a route before it took the message"),
    }
}
