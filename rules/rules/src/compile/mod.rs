//! From texts to a program: reads every file, looks every name up over the whole project, and leaves out what is broken.
//!
//! Modules stand in one order, each using only those before it:
//!
//! * `digest`, `canonical`, `words`: what is declared as hashes, and what texts may speak of; `keyed_cache`: what was worked out
//!   from a text; `mission_names`: what missions can see of each other; `mission_texts`: the texts that belong to one mission
//!   alone, as approvers sign them; `personal`: what texts say of people, for whoever writes them down;
//! * `findings`: the faults so far; `rule_vocabulary`: what the rules of a mission may name; `resolved`: what comes of looking
//!   names up; `cache`: all that is kept from one compilation to the next; `signatures`: keeps back changes that lack signatures;
//! * `parsed`: missions as they were read; `project_names`: every name that they declare;
//!   `compiled_rules`: their rules; `resolver`: looks names up; `roll_up`: what is read for other periods than it is reported for;
//! * `breakdowns`: names that mean all values of a measure; `measures`, `duty`, `params`, `reading`, `contributions`, `shares`, `terms`, `dependency`, `commitments`, `obligations`: what a mission declares, with every name looked up;
//! * `grids`: how rolling ranges lie, and that those of one measure coincide; `target_gaps`: warns of those without a target; `read_others`: refuses rules that name obligations that they cannot read; `unheard_voices`: warns of preferred voices for which no feed speaks; `refusal`: spreads refusals to what depends on them; `calendar`: the bank holidays of every jurisdiction; `revision`: hashes what has been resolved; `assemble`: makes the program;
//! * `holiday_years`: warns of bank holidays that do not reach as far as deadlines; `rule_costs`: which rules run without the interpreter;
//! * `project`: takes these steps; `settle`: decides what a reload puts in force, and `settle_signed` where people must sign.

mod assemble;
mod breakdowns;
mod cache;
mod calendar;
mod canonical;
mod commitments;
mod compiled_rules;
mod contributions;
mod declared_relations;
mod dependency;
mod digest;
mod duty;
mod exceptions;
mod findings;
mod grids;
mod holiday_years;
mod joins;
mod keyed_cache;
mod ladders;
mod measures;
mod mission_names;
mod mission_texts;
mod obligations;
mod params;
mod parsed;
mod people;
mod period;
mod personal;
mod project;
mod project_names;
mod read_others;
mod reading;
mod refusal;
mod relation_ends;
mod relations;
mod resolved;
mod resolver;
mod revision;
mod roll_up;
mod rule_costs;
mod rule_vocabulary;
mod settle;
mod settle_signed;
mod shares;
mod signatures;
mod substitutes;
mod target_gaps;
mod terms;
#[cfg(test)]
mod tests;
mod unheard_voices;
mod words;

pub use cache::{CompilerCache, ReadFile, Spread};
pub use holiday_years::check_holiday_years;
pub use mission_texts::{
    MissionText, MissionTexts, SharedDeclaration, read_mission_texts, revision_of_mission, texts_of_mission,
};
pub use personal::looked_through;
pub use project::{Compiled, compile, compile_counting};
pub use rule_costs::{RuleCost, rule_costs};
pub use settle::{Settled, settle, settle_counting};
pub use settle_signed::{TextsInForce, settle_signed};
pub use signatures::{SIGNATURES_NEEDED, Waiting, removed};
