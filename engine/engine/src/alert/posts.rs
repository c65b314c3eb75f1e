//! Who answers for the parties of an alert in person, on a day: whoever holds the post that is declared as their owner. Who accepted
//! what with a post is for those to say who know the responses.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{BodyId, LadderStep, Person, Roster, is_same_person};

/// A post with whoever holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Post {
    pub body: BodyId,
    /// The owner as it is declared; none where nobody is.
    pub owner: Option<String>,
    /// The role that is meant by it.
    pub role: Arc<str>,
    /// Who holds it; none while it is vacant.
    pub name: Option<Arc<str>>,
    /// Where messages reach them.
    pub address: Option<Arc<str>>,
    /// Their first day in it, where it has one.
    pub since: Option<Date>,
    /// Who held it before them.
    pub before: Option<Arc<str>>,
}

impl Post {
    /// The post that an owner stands for: by its role, or by the name of somebody who holds it or held it.
    pub(crate) fn of(roster: &Roster, body: &BodyId, owner: Option<&str>, day: Date) -> Option<Self> {
        let role = role_of(roster, body, owner)?;
        let holder = roster.holders(body, &role, day).next();
        let left =
            || roster.of_post(body, &role).filter(|person| person.until.is_some_and(|until| until < day));
        let before = match holder {
            Some(holder) => roster.before(holder),
            None => left().max_by_key(|person| person.until),
        };
        Some(Self {
            body: body.clone(),
            owner: owner.map(str::to_owned),
            name: holder.map(|holder| Arc::clone(&holder.name)),
            address: holder.and_then(|holder| holder.address.clone()),
            since: holder.and_then(|holder| holder.from),
            before: before.map(|before| Arc::clone(&before.name)),
            role,
        })
    }
}

/// The posts behind the owners of a lead and of the parts that are named, each once.
pub(super) fn posts<'a>(
    roster: &Roster,
    lead: (&BodyId, Option<&str>),
    named: impl Iterator<Item = (&'a BodyId, Option<&'a str>)>,
    day: Date,
) -> Vec<Post> {
    let mut posts: Vec<Post> = Vec::new();
    if roster.is_empty() {
        return posts;
    }
    posts.extend(Post::of(roster, lead.0, lead.1, day));
    for (body, owner) in named {
        if !posts.iter().any(|post| post.body == *body && post.owner.as_deref() == owner) {
            posts.extend(Post::of(roster, body, owner, day));
        }
    }
    posts
}

fn role_of(roster: &Roster, body: &BodyId, owner: Option<&str>) -> Option<Arc<str>> {
    let named = owner.unwrap_or(LadderStep::OWNER);
    let by_role = roster.of_post(body, named).next();
    let is_owner = |person: &&Person| owner.is_some_and(|owner| is_same_person(&person.name, owner));
    let by_name = || roster.of_body(body).find(is_owner);
    by_role.or_else(by_name).map(|person| Arc::clone(&person.role))
}
