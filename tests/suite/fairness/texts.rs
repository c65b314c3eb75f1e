//! The texts of a project that is made up: its rules, and its mission with the places of what differs from world to world.

/// With the feed of the files that are read.
pub(super) const PROJECT: &str = r#"
[project]
title = "Homes"

[[feed]]
id = "rows"
folder = "feeds/rows"
vintage = "received"

[feed.columns]
period = "quarter"
body = "code"
measure = "measure"
value = "value"
"#;

/// The rules by name, each as the body of its function.
pub(super) const RULES: [(&str, &str); 5] = [
    ("enough", "if my.value() >= 10 { met() } else { missed(`${my.value()}`) }"),
    ("more", "if my.value() >= 14 { met() } else { missed(`${my.value()}`) }"),
    ("kept", "if my.value() >= my.value_ago(1) { met() } else { missed(`${my.value()}`) }"),
    (
        "matched",
        "if my.value(\"money\", \"ministry\") >= my.value() { met() } else { missed(`${my.value()}`) }",
    ),
    (
        "few",
        "if my.value() < 3 { return not_judged(\"too few\"); } if my.value() >= 10 { met() } else { at_risk() }",
    ),
];

pub(super) const MISSION: &str = r#"
[mission]
id = "homes"
title = "Homes are safe"

[[measure]]
id = "inspected"
title = "Homes inspected"
every = "quarter"
reported_by = { kind = "council" }
due = { timely_days = 30, grace_days = GRACE }

[[measure]]
id = "seen"
title = "People seen"
every = "quarter"
adds_up = "sum"
complete = COMPLETE
PUBLISHER
reported_by = { kind = "council" }
due = { timely_days = 30, grace_days = GRACE }

[[measure]]
id = "money"
title = "Money paid"
every = "quarter"
reported_by = ["ministry"]
within = WITHIN
PREFER
due = { timely_days = 60 }

[[obligation]]
id = "enough"
title = "Enough homes are inspected"
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "inspected"
rule = "enough"
needs = NEEDS
[[obligation.contribution]]
each = { kind = "council" }
[[obligation.contribution]]
by = "shelter"
from = "FROM"
until = "UNTIL"

[[obligation]]
id = "kept"
title = "Inspections are kept up"
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "inspected"
rule = "kept"
needs = NEEDS
[[obligation.contribution]]
each = { kind = "council" }
[[obligation.terms]]
from = "TERMS"
measure = "seen"
rule = "enough"
needs = "any"

[[obligation]]
id = "matched"
title = "Inspections are paid for"
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "inspected"
rule = "matched"
needs = NEEDS
[[obligation.contribution]]
each = { kind = "council" }

[[obligation]]
id = "few"
title = "People are seen where there are enough of them"
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "seen"
rule = "few"
needs = NEEDS
[[obligation.contribution]]
each = { kind = "council" }

[[obligation]]
id = "each"
title = "Each council's homes are inspected"
about = { kind = "council" }
lead = "ministry"
from = "2024-Q1"
until = "2025-Q2"
measure = "inspected"
rule = "enough"
[[obligation.contribution]]
[[obligation.contribution]]
by = "ministry"
[[obligation.terms]]
from = "TERMS"
rule = "more"

[[obligation]]
id = "total"
title = "People are seen in all of England"
lead = "england"
from = "2024-Q1"
until = "2025-Q2"
measure = "seen"
rule = "enough"
"#;
