//! That an obligation is accepted anew after a cut in what funds it: for which of the bodies that are asked.

use jiff::civil::Date;

use super::refusal::Refusal;
use crate::alert::Post;
use crate::evaluate::{AskedBody, Reacceptance};
use crate::model::{BodyId, is_same_person};
use crate::program::Program;

/// The bodies for which somebody accepts it: those whose post they hold or, where they hold none, those of which nobody is known to hold it.
/// Where a part is meant, only whoever owes that.
pub(super) fn accepted_for(
    reacceptance: &Reacceptance,
    of_part: Option<&BodyId>,
    (by, alert): (&str, &str),
    program: &Program,
    today: Date,
) -> Result<Vec<BodyId>, Refusal> {
    let holder = |asked: &AskedBody| {
        let post = Post::of(&program.roster, &asked.body, asked.owner.as_deref(), today);
        post.and_then(|post| post.name)
    };
    let is_open =
        |asked: &&AskedBody| asked.accepted.is_none() && of_part.is_none_or(|body| asked.body == *body);
    let open: Vec<&AskedBody> = reacceptance.asked.iter().filter(is_open).collect();
    let is_held_by = |asked: &AskedBody| holder(asked).is_some_and(|name| is_same_person(&name, by));
    let bodies = |is_meant: &dyn Fn(&AskedBody) -> bool| -> Vec<BodyId> {
        open.iter().filter(|asked| is_meant(asked)).map(|asked| asked.body.clone()).collect()
    };
    let mut bodies_of = bodies(&is_held_by);
    let holds_a_post = reacceptance.asked.iter().any(is_held_by);
    if bodies_of.is_empty() && !holds_a_post {
        bodies_of = bodies(&|asked| holder(asked).is_none());
    }
    if bodies_of.is_empty() {
        let known = open.iter().filter_map(|asked| holder(asked)).map(|name| name.to_string()).collect();
        return Err(Refusal::NotAsked { by: by.to_owned(), alert: alert.to_owned(), known });
    }
    Ok(bodies_of)
}
