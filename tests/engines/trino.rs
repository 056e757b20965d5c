//! What is particular to Trino: series longer than its sequences, tables replaced by renaming, clocks that are set back in the west,
//! and decimals of 38 digits.

use super::TRINO;
use super::cases::{built, values};
use super::judge::{Answer, Judge};
use crate::sql::cases::{Case, cases};
use crate::support::rows;
use jiff::civil::{Date, date};
use northstar::model::types::Type;
use northstar::project::calendar::Grain;
use northstar::project::dialect::Dialect;
use northstar::sql::dialect::SqlDialect;
use northstar::sql::tree::{Expr, Operator, Query, Relation, Select, Statement};
use northstar::sql::{dialect, print};

fn dialect() -> &'static dyn SqlDialect {
    dialect::of(Dialect::Trino)
}

fn asked(judge: &mut Judge, query: Query) -> Answer {
    let sql = print::statement(&Statement::Query(query), dialect());
    judge.query(&sql).unwrap_or_else(|error| panic!("{error}\n{sql}"))
}

/// How many periods a series has, how many different ones, the first and the last.
fn series(judge: &mut Judge, grain: Grain, first: Expr, last: Expr) -> Vec<Option<String>> {
    let series = dialect().series(Select::default(), grain, first, last, "period_start");
    let of = |function| Expr::Call(function, vec![Expr::bare("period_start")]);
    let select = Select::from(Relation::query(series.query(), "series"))
        .item(Expr::CountRows, "periods")
        .item(Expr::CallDistinct("COUNT", vec![Expr::bare("period_start")]), "different")
        .item(of("MIN").cast("VARCHAR"), "first")
        .item(of("MAX").cast("VARCHAR"), "last");
    asked(judge, select.query()).rows.remove(0)
}

fn of(count: i64, first: &str, last: &str) -> Vec<Option<String>> {
    [count.to_string(), count.to_string(), first.to_owned(), last.to_owned()].map(Some).to_vec()
}

#[test]
fn trino_series_are_longer_than_its_sequences() {
    let Some(mut judge) = TRINO.start() else { return };
    let (first, last) = (date(1900, 1, 1), date(2100, 12, 31));
    let days = i64::from(first.until(last).unwrap().get_days()) + 1;
    assert!(days > 70_000);
    let day = |day: Date| Expr::Date(day);
    assert_eq!(series(&mut judge, Grain::Day, day(first), day(last)), of(days, "1900-01-01", "2100-12-31"));
    let weeks = days / 7 + 1;
    assert!(weeks > 10_000);
    assert_eq!(series(&mut judge, Grain::Week, day(first), day(last)), of(weeks, "1900-01-01", "2100-12-27"));
    assert_eq!(series(&mut judge, Grain::Quarter, day(first), day(date(2100, 10, 1))), of(804, "1900-01-01", "2100-10-01"));
    let hour = |hour| Expr::Timestamp(hour);
    let hours = series(&mut judge, Grain::Hour, hour(date(2000, 1, 1).at(0, 0, 0, 0)), hour(date(2029, 12, 31).at(23, 0, 0, 0)));
    // Thirty years, eight of them with a day more.
    assert_eq!(hours, of((30 * 365 + 8) * 24, "2000-01-01 00:00:00", "2029-12-31 23:00:00"));
    // No periods where the last is before the first, or one is null.
    let none = || vec![Some("0".to_owned()), Some("0".to_owned()), None, None];
    assert_eq!(series(&mut judge, Grain::Day, day(last), day(first)), none());
    assert_eq!(series(&mut judge, Grain::Day, Expr::Null.cast("DATE"), day(last)), none());
    assert_eq!(series(&mut judge, Grain::Day, day(first), Expr::Null.cast("DATE")), none());
}

#[test]
fn trino_objects_replace_themselves() {
    let Some(mut judge) = TRINO.start() else { return };
    let case = cases().into_iter().map(Case::new).find(|case| case.name() == "aggregates").unwrap();
    case.tables().iter().for_each(|table| judge.load(table));
    let all = values(Dialect::Trino, &["metric", "grain", "period_start", "period_end", "dimension", "segment", "value"]);
    let mut found = Vec::new();
    for _ in 0..2 {
        for statement in built(&case, Dialect::Trino) {
            judge.execute(&statement).unwrap_or_else(|error| panic!("{error}\n{statement}"));
        }
        found.push(judge.query(&all).unwrap().rows);
    }
    assert!(!found[0].is_empty());
    rows::same(found.remove(0), found.remove(0)).unwrap();
    let left = "SELECT COUNT(*) AS tables_left FROM information_schema.tables WHERE table_name LIKE '%!_!_new' ESCAPE '!'";
    assert_eq!(judge.query(left).unwrap().rows, [[Some("0".to_owned())]]);
}

#[test]
fn trino_takes_a_clock_shown_twice_for_the_later_instant() {
    let Some(mut judge) = TRINO.start() else { return };
    // Set back at 2:00 by an hour in New York and Berlin (there at 3:00), by half an hour on Lord Howe; forward at 2:00 in New York.
    let clocks = [
        ("America/New_York", date(2024, 11, 3).at(1, 30, 0, 0), "2024-11-03 06:30:00"),
        ("America/New_York", date(2024, 11, 3).at(0, 30, 0, 0), "2024-11-03 04:30:00"),
        ("America/New_York", date(2024, 11, 3).at(2, 0, 0, 0), "2024-11-03 07:00:00"),
        ("America/New_York", date(2024, 3, 10).at(2, 30, 0, 0), "2024-03-10 07:30:00"),
        ("America/New_York", date(2024, 3, 9).at(12, 0, 0, 0), "2024-03-09 17:00:00"),
        ("Europe/Berlin", date(2024, 10, 27).at(2, 30, 0, 0), "2024-10-27 01:30:00"),
        ("Australia/Lord_Howe", date(2024, 4, 7).at(1, 45, 0, 0), "2024-04-06 15:15:00"),
        ("America/Caracas", date(2007, 12, 9).at(2, 45, 0, 0), "2007-12-09 07:15:00"),
    ];
    let select = clocks.iter().enumerate().fold(Select::default(), |select, (i, (zone, clock, _))| {
        select.item(dialect().to_utc(Expr::Timestamp(*clock), zone), format!("c{i}"))
    });
    let expected: Vec<Option<String>> = clocks.iter().map(|(.., utc)| Some((*utc).to_owned())).collect();
    assert_eq!(asked(&mut judge, select.query()).rows, [expected]);
}

#[test]
fn trino_decimals_keep_their_digits() {
    let Some(mut judge) = TRINO.start() else { return };
    let decimal = |precision, scale| Type::Decimal { precision, scale };
    let column = |name: &str| Expr::bare(name);
    let (cents, fee, tiny) = (decimal(38, 2), decimal(38, 4), decimal(38, 18));
    let calculated = [
        (Operator::Add, "cents", &cents, "fee", &fee, decimal(38, 4), "1.2555"),
        (Operator::Subtract, "whole", &Type::Integer, "cents", &cents, decimal(38, 2), "5.75"),
        (Operator::Add, "cents", &cents, "tiny", &tiny, decimal(38, 18), "1.250000000000000001"),
        (Operator::Multiply, "fee", &fee, "fee", &fee, decimal(38, 8), "0.00003025"),
        (Operator::Multiply, "tiny", &tiny, "cents", &cents, decimal(38, 20), "0.00000000000000000125"),
        (Operator::Multiply, "whole", &Type::Integer, "tiny", &tiny, decimal(38, 18), "0.000000000000000007"),
    ];
    let mut given = Select::default();
    for (name, value, ty) in [("cents", "1.25", &cents), ("fee", "0.0055", &fee), ("tiny", "0.000000000000000001", &tiny)] {
        given = given.item(Expr::Number(value.to_owned()).cast(&dialect().type_name(ty)), name);
    }
    // As a sum of integers is.
    given = given.item(Expr::integer(7).cast("DECIMAL(38, 0)"), "whole");
    let mut select = Select::from(Relation::query(given.query(), "given"));
    for (i, (operator, left, left_type, right, right_type, result, _)) in calculated.iter().enumerate() {
        let types = [*left_type, *right_type];
        select = select.item(dialect().arithmetic(*operator, column(left), column(right), types, result), format!("c{i}"));
    }
    // Constants are as long as they are.
    let constant = Expr::integer(3_000_000_000);
    let product = dialect().arithmetic(Operator::Multiply, column("tiny"), constant, [&tiny, &Type::Integer], &tiny);
    select = select.item(product, "constant");
    let expected = calculated.iter().map(|(.., digits)| *digits).chain(["0.000000003"]);
    let expected: Vec<Option<String>> = expected.map(|digits| Some(digits.to_owned())).collect();
    assert_eq!(asked(&mut judge, select.query()).rows, [expected]);
}

#[test]
fn trino_sums_of_integers_do_not_overflow() {
    let Some(mut judge) = TRINO.start() else { return };
    let most = || Select::default().item(Expr::integer(i64::MAX), "n");
    let both = Query { selects: vec![most(), most()], ..Query::default() };
    let sum = dialect().aggregate(northstar::model::metric::AggregateFunction::Sum, Expr::bare("n"), &Type::Integer).unwrap();
    let select = Select::from(Relation::query(both, "both")).item(sum, "n");
    assert_eq!(asked(&mut judge, select.query()).rows, [[Some("18446744073709551614".to_owned())]]);
}
