//! What `remit what-if` may be asked. What is supposed is written in pairs, and the order says which day belongs to what.

use std::path::PathBuf;

use app::what_if::Supposition;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches};
use jiff::civil::Date;

use super::format::Format;
use super::value::parse_day;

/// What `remit what-if` may be asked.
#[derive(clap::Args, Debug)]
pub struct WhatIfArgs {
    /// The project's folder.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    #[command(flatten)]
    pub supposed: SupposedArgs,
    /// The last day to look at; the default is a year ahead.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub until: Option<Date>,
    /// Ask from the end of another day, such as 2024-08-31, with what was known then.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Show everything; the default is the first ten of each list.
    #[arg(long)]
    pub all: bool,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What is supposed, in the order in which it is written.
#[derive(Clone, Default, Debug)]
pub struct SupposedArgs {
    pub all: Vec<Supposition>,
}

/// One option as it was met.
enum Met {
    End(String),
    Close(String),
    On(Date),
    Miss(String, String),
    Target(String, String),
    From(Date),
}

fn option(name: &'static str, values: &'static [&'static str], help: &'static str) -> Arg {
    let arg = Arg::new(name).long(name).help(help).action(ArgAction::Append);
    arg.value_names(values).num_args(values.len())
}

impl clap::Args for SupposedArgs {
    fn augment_args(command: Command) -> Command {
        let day = |arg: Arg| arg.value_parser(parse_day);
        command
            .arg(option(
                "end",
                &["RELATION"],
                "Suppose that a relation, such as a pot of money, ends; `--on` says when",
            ))
            .arg(option("close", &["BODY"], "Suppose that a body closes; `--on` says when"))
            .arg(day(option(
                "on",
                &["DATE"],
                "The last day of the relation or body before it on the command line",
            )))
            .arg(option(
                "miss",
                &["OBLIGATION/BODY", "PERIOD"],
                "Suppose that what a body reports for an obligation and a period does not come",
            ))
            .arg(option(
                "target",
                &["MEASURE", "VALUE"],
                "Suppose that the target of a measure is another; `--from` says since when",
            ))
            .arg(day(option("from", &["DATE"], "The first day of the target before it on the command line")))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for SupposedArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut met: Vec<(usize, Met)> = Vec::new();
        met.extend(texts(matches, "end").map(|(place, text)| (place, Met::End(text))));
        met.extend(texts(matches, "close").map(|(place, text)| (place, Met::Close(text))));
        met.extend(days(matches, "on").map(|(place, day)| (place, Met::On(day))));
        met.extend(days(matches, "from").map(|(place, day)| (place, Met::From(day))));
        met.extend(pairs(matches, "miss").map(|(place, whose, period)| (place, Met::Miss(whose, period))));
        met.extend(pairs(matches, "target").map(|(place, of, value)| (place, Met::Target(of, value))));
        met.sort_by_key(|(place, _)| *place);
        Ok(Self { all: in_pairs(met.into_iter().map(|(_, met)| met))? })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn texts<'m>(matches: &'m ArgMatches, name: &str) -> impl Iterator<Item = (usize, String)> + use<'m> {
    let places = matches.indices_of(name).into_iter().flatten();
    places.zip(matches.get_many::<String>(name).into_iter().flatten().cloned())
}

fn days<'m>(matches: &'m ArgMatches, name: &str) -> impl Iterator<Item = (usize, Date)> + use<'m> {
    let places = matches.indices_of(name).into_iter().flatten();
    places.zip(matches.get_many::<Date>(name).into_iter().flatten().copied())
}

fn pairs(matches: &ArgMatches, name: &str) -> impl Iterator<Item = (usize, String, String)> + use<> {
    let values: Vec<(usize, String)> = texts(matches, name).collect();
    let pairs = values.chunks(2).filter_map(|pair| match pair {
        [(place, first), (_, second)] => Some((*place, first.clone(), second.clone())),
        _ => None,
    });
    pairs.collect::<Vec<_>>().into_iter()
}

fn lacks(text: &str) -> clap::Error {
    clap::Error::raw(ErrorKind::MissingRequiredArgument, text)
}

/// Each thing with the day behind it.
fn in_pairs(met: impl Iterator<Item = Met>) -> Result<Vec<Supposition>, clap::Error> {
    let mut all = Vec::new();
    let mut met = met.peekable();
    while let Some(one) = met.next() {
        let behind = met.peek();
        let supposition = match (one, behind) {
            (Met::Miss(whose, period), _) => {
                all.push(Supposition::Miss { whose, period });
                continue;
            }
            (Met::End(relation), Some(Met::On(on))) => Supposition::End { relation, on: *on },
            (Met::Close(body), Some(Met::On(on))) => Supposition::Close { body, on: *on },
            (Met::Target(measure, value), Some(Met::From(from))) => {
                Supposition::Target { measure, value, from: *from }
            }
            (Met::End(_), _) => return Err(lacks("`--end RELATION` needs `--on DATE` behind it")),
            (Met::Close(_), _) => return Err(lacks("`--close BODY` needs `--on DATE` behind it")),
            (Met::Target(..), _) => {
                return Err(lacks("`--target MEASURE VALUE` needs `--from DATE` behind it"));
            }
            (Met::On(_), _) => {
                return Err(lacks("`--on DATE` stands behind `--end RELATION` or `--close BODY`"));
            }
            (Met::From(_), _) => return Err(lacks("`--from DATE` stands behind `--target MEASURE VALUE`")),
        };
        all.push(supposition);
        met.next();
    }
    if all.is_empty() {
        let text = "nothing is supposed: write --end RELATION --on DATE, --close BODY --on DATE, \
                    --miss OBLIGATION/BODY PERIOD or --target MEASURE VALUE --from DATE";
        return Err(lacks(text));
    }
    Ok(all)
}
