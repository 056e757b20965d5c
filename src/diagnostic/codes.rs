//! The identity of every finding: code, name and default level. What each means stands in `rules/`, one file each.

use super::{Code, Level};

/// Declares the codes as constants and lists them in [`ALL`].
macro_rules! codes {
    ($($constant:ident = $id:literal $name:literal $level:ident;)*) => {
        $(
            #[doc = concat!("`", $id, " ", $name, "`")]
            pub const $constant: Code = Code { id: $id, name: $name, level: Level::$level };
        )*

        /// Every code, in order.
        pub const ALL: &[Code] = &[$($constant),*];
    };
}

codes! {
    SYNTAX = "NS001" "syntax" Error;
    UNTERMINATED = "NS002" "unterminated" Error;
    UNKNOWN_PROPERTY = "NS003" "unknown-property" Error;
    DUPLICATE_PROPERTY = "NS004" "duplicate-property" Error;
    MALFORMED_LITERAL = "NS005" "malformed-literal" Error;
    NESTED_TOO_DEEP = "NS006" "nested-too-deep" Error;
    NOT_UTF8 = "NS007" "not-utf8" Error;
    FILE_TOO_LARGE = "NS008" "file-too-large" Error;
    DUPLICATE_NAME = "NS101" "duplicate-name" Error;
    UNKNOWN_NAME = "NS102" "unknown-name" Error;
    WRONG_KIND = "NS103" "wrong-kind" Error;
    CYCLIC_DEFINITION = "NS104" "cyclic-definition" Error;
    CYCLIC_DRIVES = "NS105" "cyclic-drives" Error;
    NAME_COLLISION = "NS106" "name-collision" Error;
    UNUSED_DECLARATION = "NS107" "unused-declaration" Warn;
    RESERVED_NAME = "NS108" "reserved-name" Error;
    TYPE_MISMATCH = "NS201" "type-mismatch" Error;
    FUNCTION_CALL = "NS202" "function-call" Error;
    ROW_OR_AGGREGATE = "NS203" "row-or-aggregate" Error;
    NESTED_AGGREGATE = "NS204" "nested-aggregate" Error;
    FAN_OUT = "NS205" "fan-out" Error;
    REFERENCE_TO_NO_KEY = "NS206" "reference-to-no-key" Error;
    AMBIGUOUS_PATH = "NS207" "ambiguous-path" Error;
    UNIT_MISMATCH = "NS208" "unit-mismatch" Error;
    MIXED_CURRENCIES = "NS209" "mixed-currencies" Error;
    UNREACHABLE_DIMENSION = "NS210" "unreachable-dimension" Error;
    NOT_ADDITIVE = "NS211" "not-additive" Error;
    SNAPSHOT_AS_FLOW = "NS212" "snapshot-as-flow" Error;
    WEEK_IN_MONTH = "NS213" "week-in-month" Error;
    WINDOW_AND_GRAIN = "NS214" "window-and-grain" Error;
    RELATIVE_OR_POINTS = "NS215" "relative-or-points" Error;
    BASELINE_SIGN = "NS216" "baseline-sign" Error;
    EQUALS_DISAGREES = "NS217" "equals-disagrees" Error;
    NO_TIME_BOUND = "NS218" "no-time-bound" Error;
    CONSTANT_COMPARISON = "NS219" "constant-comparison" Error;
    DIVISION_BY_ZERO = "NS220" "division-by-zero" Error;
    NO_TIME_AXIS = "NS221" "no-time-axis" Error;
    SNAPSHOT_COMBINATION = "NS222" "snapshot-combination" Error;
    NO_NORTH_STAR = "NS301" "no-north-star" Error;
    TWO_NORTH_STARS = "NS302" "two-north-stars" Error;
    UNLINKED_INPUT = "NS303" "unlinked-input" Error;
    NO_INPUT = "NS304" "no-input" Error;
    NO_COUNTER = "NS305" "no-counter" Error;
    NO_LIMIT = "NS306" "no-limit" Error;
    COUNTER_GUARDS_NOTHING = "NS307" "counter-guards-nothing" Error;
    COUNTER_MIRRORS = "NS308" "counter-mirrors" Error;
    LIMIT_SIDE = "NS309" "limit-side" Error;
    NUMBER_OF_INPUTS = "NS310" "number-of-inputs" Warn;
    DEEP_TREE = "NS311" "deep-tree" Warn;
    UNUSED_METRIC = "NS312" "unused-metric" Warn;
    NO_EQUALS = "NS313" "no-equals" Warn;
    TOO_MANY_METRICS = "NS314" "too-many-metrics" Warn;
    NO_OUTCOME = "NS315" "no-outcome" Warn;
    HIDDEN_DENOMINATOR = "NS316" "hidden-denominator" Warn;
    REPLACEMENT_WITHOUT_REPLACES = "NS317" "replacement-without-replaces" Warn;
    NO_OWNER = "NS401" "no-owner" Error;
    NO_REVIEW = "NS402" "no-review" Error;
    INPUT_WITHOUT_REVIEW = "NS403" "input-without-review" Warn;
    TEAM_WITHOUT_INPUT = "NS404" "team-without-input" Warn;
    TEAM_WITH_MANY_INPUTS = "NS405" "team-with-many-inputs" Warn;
    REVISIT_DUE = "NS406" "revisit-due" Warn;
    NORTH_STAR_CHANGED = "NS407" "north-star-changed" Warn;
    NO_CONTACT = "NS408" "no-contact" Warn;
    UNUSED_CADENCE = "NS409" "unused-cadence" Warn;
    TARGET_DATE = "NS410" "target-date" Warn;
    VANITY_METRIC = "NS501" "vanity-metric" Warn;
    REACH_METRIC = "NS502" "reach-metric" Warn;
    ACQUISITION_METRIC = "NS503" "acquisition-metric" Warn;
    LAGGING_REVENUE = "NS504" "lagging-revenue" Warn;
    LAGGING_OUTCOME = "NS505" "lagging-outcome" Warn;
    EMPTY_ACTIVITY = "NS506" "empty-activity" Warn;
    OUTPUT_METRIC = "NS507" "output-metric" Warn;
    SENTIMENT_METRIC = "NS508" "sentiment-metric" Warn;
    VOLUME_WITHOUT_QUALITY = "NS509" "volume-without-quality" Warn;
    EXTERNAL_INPUTS = "NS510" "external-inputs" Warn;
    DIRECTION_AND_WORD = "NS511" "direction-and-word" Warn;
    TARGET_DIRECTION = "NS601" "target-direction" Error;
    TARGET_WINDOW = "NS602" "target-window" Error;
    TARGET_BASELINE = "NS603" "target-baseline" Error;
    LEADS_NO_OUTCOME = "NS604" "leads-no-outcome" Error;
    LEAD_AND_GRAIN = "NS605" "lead-and-grain" Error;
    TOO_LITTLE_EVIDENCE = "NS606" "too-little-evidence" Warn;
    NO_EXACT_FORM = "NS701" "no-exact-form" Error;
    APPROXIMATE_LIMIT = "NS702" "approximate-limit" Warn;
    NATIVE_IN_USE = "NS703" "native-in-use" Warn;
    NATIVE_SQL = "NS704" "native-sql" Error;
    EMITTED_SQL = "NS705" "emitted-sql" Error;
    WRAPPED_TIME = "NS706" "wrapped-time" Warn;
    WAREHOUSE_TABLE = "NS707" "warehouse-table" Error;
    WAREHOUSE = "NS708" "warehouse" Error;
    DRIVER = "NS709" "driver" Error;
    UNDESCRIBED_METRIC = "NS801" "undescribed-metric" Warn;
    LONG_DESCRIPTION = "NS802" "long-description" Off;
    NOT_FORMATTED = "NS803" "not-formatted" Warn;
    DEPRECATED_IN_USE = "NS804" "deprecated-in-use" Warn;
    SAME_MEANING = "NS805" "same-meaning" Warn;
    REPLACES_EXISTING = "NS806" "replaces-existing" Warn;
    UNUSED_ALLOW = "NS807" "unused-allow" Warn;
    NO_PROJECT_FILE = "NS901" "no-project-file" Error;
    CONFIGURATION_KEY = "NS902" "configuration-key" Error;
    PATTERN_MATCHES_NOTHING = "NS903" "pattern-matches-nothing" Error;
    SECRET_IN_PROJECT = "NS904" "secret-in-project" Error;
    OUTSIDE_PROJECT = "NS905" "outside-project" Error;
    UNKNOWN_SETTING = "NS906" "unknown-setting" Error;
    UNREADABLE_FILE = "NS907" "unreadable-file" Error;
    OUTPUT = "NS908" "output" Error;
}

/// What says that a file could not be read: nothing can be concluded from what is missing then.
pub const UNREAD: [Code; 3] = [NOT_UTF8, FILE_TOO_LARGE, UNREADABLE_FILE];

/// Whether a rule is always an error: without it there is no meaning to compile, no project to read, or no framework to check.
pub fn always_an_error(code: Code) -> bool {
    let always = match code.family() {
        '0' | '1' | '2' => true,
        // A pattern may be there for files that are still to come.
        '9' => code != PATTERN_MATCHES_NOTHING,
        _ => code == TWO_NORTH_STARS,
    };
    always && code.level == Level::Error
}

/// The code with this id (`NS302`, any case) or name (`two-north-stars`).
pub fn find(text: &str) -> Option<Code> {
    ALL.iter().find(|code| code.name == text || code.id.eq_ignore_ascii_case(text)).copied()
}
