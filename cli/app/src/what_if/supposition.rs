//! What is supposed: as somebody asks for it, and as the program knows it.

use engine::model::{BodyId, MeasureId, ObligationRef, Period};
use engine::program::Program;
use jiff::civil::Date;
use rules::diagnostic::nearest;
use rust_decimal::Decimal;

/// Something that is supposed, by the names under which somebody asks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Supposition {
    /// A relation, such as a pot of money, has its last day.
    End { relation: String, on: Date },
    /// A body has its last day.
    Close { body: String, on: Date },
    /// What a body reports for an obligation and a period does not come.
    Miss { whose: String, period: String },
    /// A target is another from a day on.
    Target { measure: String, value: String, from: Date },
}

/// The same, found in a program.
#[derive(Clone, PartialEq, Debug)]
pub enum Supposed {
    End { relation: BodyId, on: Date },
    Close { body: BodyId, on: Date },
    Miss { obligation: ObligationRef, whose: Option<String>, period: Period },
    Target { measure: MeasureId, value: Decimal, from: Date },
}

/// Why nothing can be supposed.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SupposeError {
    #[error("there is no {kind} `{name}`\n  help: {help}")]
    Unknown { kind: &'static str, name: String, help: String },
    #[error("`{name}` is a relation and no body\n  help: write --end {name}")]
    Relation { name: String },
    #[error("`{text}` is no period of {obligation}\n  help: write it like {example}")]
    Period { text: String, obligation: String, example: &'static str },
    #[error("`{text}` is no figure\n  help: write it like 78 or 62.5")]
    Figure { text: String },
    #[error("`{name}` ends earlier as it is declared, on {on}\n  help: name an earlier day")]
    EndsEarlier { name: String, on: Date },
    #[error("`{name}` begins later than {on}, on {opens}\n  help: name a day of its life")]
    NotBegun { name: String, on: Date, opens: Date },
    #[error(
        "{whose} reports nothing for {obligation} and {period} that is still due by the end of {until}\n  help: {help}"
    )]
    NothingDue { whose: String, obligation: String, period: Period, until: Date, help: &'static str },
    #[error("nothing is in force yet\n  help: `remit check` lists what is wrong")]
    NothingInForce,
}

impl Supposition {
    /// What is meant by it in a program.
    ///
    /// # Errors
    /// The program has no such thing, or it is so already.
    pub fn find(&self, program: &Program) -> Result<Supposed, SupposeError> {
        match self {
            Self::End { relation, on } => {
                let known = program.catalogue.relations.iter().map(|one| one.id.as_str());
                let found = program.catalogue.relations.get(relation);
                let found = found.ok_or_else(|| unknown("relation", relation, known))?;
                check_life(&found.id, (found.opened, found.closes), *on)?;
                Ok(Supposed::End { relation: found.id.clone(), on: *on })
            }
            Self::Close { body, on } => {
                let relations = &program.catalogue.relations;
                if relations.get(body).is_some() {
                    return Err(SupposeError::Relation { name: body.clone() });
                }
                let found = program.catalogue.bodies.get(body.as_str());
                let known = program.catalogue.bodies.keys().map(BodyId::as_str);
                let known = known.filter(|id| relations.get(id).is_none());
                let found = found.ok_or_else(|| unknown("body", body, known))?;
                check_life(&found.id, (found.opened, found.closed), *on)?;
                Ok(Supposed::Close { body: found.id.clone(), on: *on })
            }
            Self::Miss { whose, period } => find_report(program, whose, period),
            Self::Target { measure, value, from } => {
                let known = program.catalogue.measures.keys().map(MeasureId::as_str);
                let found = program.catalogue.measures.get(measure.as_str());
                let found = found.ok_or_else(|| unknown("measure", measure, known))?;
                let value = value.parse().map_err(|_| SupposeError::Figure { text: value.clone() })?;
                Ok(Supposed::Target { measure: found.id.clone(), value, from: *from })
            }
        }
    }
}

fn find_report(program: &Program, whose: &str, period: &str) -> Result<Supposed, SupposeError> {
    let Some((mission, owed, rest)) = program.named(whose) else {
        let references = program.missions.values().flat_map(|mission| {
            mission.obligations.iter().map(|owed| owed.reference(&mission.id).to_string())
        });
        let references: Vec<String> = references.collect();
        return Err(unknown("obligation", whose, references.iter().map(String::as_str)));
    };
    let obligation = owed.reference(&mission.id);
    let period = owed.every.parse(period).map_err(|_| SupposeError::Period {
        text: period.to_owned(),
        obligation: obligation.to_string(),
        example: owed.every.example(),
    })?;
    Ok(Supposed::Miss { obligation, whose: rest.map(str::to_owned), period })
}

fn check_life(
    id: &BodyId,
    (opens, closes): (Option<Date>, Option<Date>),
    on: Date,
) -> Result<(), SupposeError> {
    if let Some(opens) = opens.filter(|opens| *opens > on) {
        return Err(SupposeError::NotBegun { name: id.to_string(), on, opens });
    }
    match closes.filter(|closes| *closes <= on) {
        Some(closes) => Err(SupposeError::EndsEarlier { name: id.to_string(), on: closes }),
        None => Ok(()),
    }
}

fn unknown<'k>(kind: &'static str, name: &str, known: impl Iterator<Item = &'k str>) -> SupposeError {
    let known: Vec<String> = known.map(str::to_owned).collect();
    let near = nearest(name, known.iter().map(String::as_str));
    SupposeError::Unknown { kind, name: name.to_owned(), help: words::what_if::unknown(near, &known) }
}
