//! Who holds which post at which body, and when. Whether anybody accepted a matter with a post is not known here.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::BodyId;

/// A person in a post at a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub body: BodyId,
    /// What the post is called, such as `senior-responsible-owner`.
    pub role: Arc<str>,
    pub name: Arc<str>,
    /// Where messages reach them.
    pub address: Option<Arc<str>>,
    /// The first day in the post; none where it lies before all records.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Person {
    /// Whether the post is theirs on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether both hold their posts on some day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before = |one: &Self, other: &Self| match (one.from, other.until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        begins_before(self, other) && begins_before(other, self)
    }
}

/// Everybody in a post, in the order of the declaration.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Roster {
    people: Vec<Person>,
    /// The places of those at each body, so that nobody looks through everybody for a post.
    of_body: BTreeMap<BodyId, Vec<usize>>,
}

impl Roster {
    /// These people.
    pub fn new(people: Vec<Person>) -> Self {
        let mut of_body: BTreeMap<BodyId, Vec<usize>> = BTreeMap::new();
        for (place, person) in people.iter().enumerate() {
            of_body.entry(person.body.clone()).or_default().push(place);
        }
        Self { people, of_body }
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Everybody, whenever they held their post.
    pub fn all(&self) -> &[Person] {
        &self.people
    }

    /// Everybody at a body, whenever they held their post.
    pub fn of_body(&self, body: &BodyId) -> impl Iterator<Item = &Person> {
        self.of_body.get(body).into_iter().flatten().map(|place| &self.people[*place])
    }

    /// Everybody who ever held a post.
    pub fn of_post<'a>(&'a self, body: &'a BodyId, role: &'a str) -> impl Iterator<Item = &'a Person> {
        self.of_body(body).filter(move |person| &*person.role == role)
    }

    /// Who holds a post on a day.
    pub fn holders<'a>(
        &'a self,
        body: &'a BodyId,
        role: &'a str,
        day: Date,
    ) -> impl Iterator<Item = &'a Person> {
        self.of_post(body, role).filter(move |person| person.holds_on(day))
    }

    /// Who held the post of a person last before them.
    pub fn before<'a>(&'a self, person: &'a Person) -> Option<&'a Person> {
        let from = person.from?;
        let left = |other: &&Person| other.until.is_some_and(|until| until < from);
        self.of_post(&person.body, &person.role).filter(left).max_by_key(|other| other.until)
    }

    /// The first day after another on which somebody enters or has left a post.
    pub fn next_change(&self, body: &BodyId, role: &str, after: Date) -> Option<Date> {
        let days = self
            .of_post(body, role)
            .flat_map(|person| [person.from, person.until.and_then(|until| until.tomorrow().ok())]);
        days.flatten().filter(|day| *day > after).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, from: Option<&str>, until: Option<&str>) -> Person {
        let day = |text: &str| text.parse().unwrap();
        Person {
            body: BodyId::new("ministry"),
            role: "owner".into(),
            name: name.into(),
            address: None,
            from: from.map(day),
            until: until.map(day),
        }
    }

    /// Who holds the post on a day, who held it before, and when that changes next.
    #[track_caller]
    fn check(day: &str, expect: &str) {
        let roster = Roster::new(vec![
            person("Ann", None, Some("2024-03-31")),
            person("Bo", Some("2024-05-01"), None),
        ]);
        let (body, day) = (BodyId::new("ministry"), day.parse().unwrap());
        let holder = roster.holders(&body, "owner", day).next();
        let before = holder.and_then(|holder| roster.before(holder)).map_or("-", |person| &person.name);
        let next =
            roster.next_change(&body, "owner", day).map_or_else(|| "-".to_owned(), |day| day.to_string());
        assert_eq!(format!("{} {before} {next}", holder.map_or("-", |person| &person.name)), expect);
    }

    #[test]
    fn a_post_is_its_holders_from_the_first_to_the_last_day() {
        check("2024-03-31", "Ann - 2024-04-01");
        check("2024-04-01", "- - 2024-05-01");
        check("2024-05-01", "Bo Ann -");
    }

    #[test]
    fn two_in_one_post_at_one_time_are_found() {
        let (ann, bo) = (person("Ann", None, Some("2024-03-31")), person("Bo", Some("2024-03-31"), None));
        assert!(ann.overlaps(&bo) && bo.overlaps(&ann));
        assert!(!person("Ann", None, Some("2024-03-30")).overlaps(&bo));
    }
}
