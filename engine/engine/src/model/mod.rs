//! The words of the domain as types. Nothing here evaluates anything.

mod approver;
mod authority;
mod body;
mod breakdown;
mod cadence;
mod calendar;
mod catalogue;
mod day_of_month;
mod declared;
mod due;
mod enclosed;
mod exception;
mod id;
mod ladder;
mod measure;
mod node;
mod not_pursued;
mod obligation;
mod observation;
mod paper;
mod params;
mod period;
mod person;
mod place;
mod rate;
mod relation;
mod response;
mod roster;
mod scope;
mod stake;
mod statement;
mod target;
mod unused;
mod verdict;
mod year_parts;

pub use approver::Approver;
pub use authority::Authority;
pub use body::Body;
pub use breakdown::Breakdown;
pub use cadence::{Cadence, WeekStart};
pub use calendar::Calendar;
pub use catalogue::{ById, Catalogue};
pub use day_of_month::DayOfMonth;
pub use declared::Declared;
pub use due::{AfterEnd, DayOfYear, Due, Patience, Roll, Wait};
pub use enclosed::{Enclosed, ExitTest, Forecast, ForecastOutcome, Group, Member, ReportedPaper};
pub use exception::Exception;
pub use id::{
    BodyId, ContributionId, FeedId, MeasureId, MissionId, ObligationId, ResponseId, Revision, RuleId, VoiceId,
};
pub use ladder::{Ladder, LadderStep};
pub use measure::{
    AddsUp, Better, Bounds, Class, Measure, Questioned, Reporters, RollUp, Unit, Voices, Within,
};
pub use node::{GateId, Node, PartId, WholeId};
pub use not_pursued::NotPursued;
pub use obligation::{Dependency, Needs, ObligationRef};
pub use observation::{
    Absence, Cell, Edition, Load, Observation, Report, Source, SourceFile, Status, Vintage,
};
pub use paper::Paper;
pub use params::{Labels, Param, Params};
pub use period::{Period, PeriodError};
pub use person::{is_same_person, name_as_seen};
pub use place::{Place, Sheets};
pub use rate::{Arrival, Rate};
pub use relation::{Party, Relation, Relations};
pub use response::{ImproperSubmission, Response, ResponseKind, Submission};
pub use roster::{Person, Roster};
pub use scope::Scope;
pub use stake::{Effect, Stake};
pub use statement::{Piece, Statement};
pub use target::{Target, TargetPoint};
pub use unused::{FileRefusal, UnderEmbargo, Unused, UnusedReport, UnusedRow, Withheld};
pub use verdict::Verdict;
pub use year_parts::{DayOfEveryYear, YearParts, YearPartsError};
