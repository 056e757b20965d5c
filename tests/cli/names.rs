//! A typo never passes: every unknown name is refused with exit code 2 and the nearest names.

use super::{Project, run};

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    let project = Project::scaffold();
    let wrong: &[(&[&str], &str, &str)] = &[
        (&["query", "nights_bookd"], "no metric `nights_bookd`", "`nights_booked`"),
        (&["query", "nights_booked", "bookings_mad"], "no metric `bookings_mad`", "`bookings_made`"),
        (&["query", "nights_booked", "--by", "citty"], "no dimension `citty`", "`city`"),
        (&["query", "nights_booked", "--by", "listing.citty"], "listing.citty", "city"),
        (&["query", "nights_booked", "--by", "city,chanel"], "no dimension `chanel`", "`channel`"),
        (&["query", "nights_booked", "--order", "night_booked"], "no column `night_booked`", "`nights_booked`"),
        (&["query", "nights_booked", "--order", "nights_booked:down"], "down", "desc"),
        (&["query", "nights_booked", "--target", "locl"], "no target `locl`", "`local`"),
        (&["query", "nights_booked", "--sql", "--dialect", "postgre"], "postgre", "postgres"),
        (&["query", "nights_booked", "--grain", "weak"], "weak", "week"),
        (&["query", "nights_booked", "--where", "statsu = 'x'"], "`statsu`", "`status`"),
        (&["query", "nights_booked", "--formt", "csv"], "--formt", "--format"),
        (&["build", "--dialect", "dukdb"], "dukdb", "duckdb"),
        (&["build", "--target", "locl"], "no target `locl`", "`local`"),
        (&["apply", "--target", "locl"], "no target `locl`", "`local`"),
        (&["tree", "--select", "nights_bookd"], "nights_bookd", "nights_booked"),
        (&["list", "--select", "nights_bookd"], "nights_bookd", "nights_booked"),
        (&["list", "--select", "role:inptu"], "inptu", "input"),
        (&["list", "--select", "roel:input"], "roel", "role"),
        (&["explain", "NS3022"], "NS3022", "NS302"),
        (&["explain", "two-nort-stars"], "two-nort-stars", "two-north-stars"),
        (&["explain", "nights_bookd"], "nights_bookd", "nights_booked"),
        (&["check", "metrics/stay.nsm"], "metrics/stay.nsm", "metrics/stays.nsm"),
        (&["chekc"], "chekc", "check"),
        (&["schema", "manifset"], "manifset", "manifest"),
        (&["driver", "install", "duckbd"], "duckbd", "duckdb"),
    ];
    for (arguments, named, near) in wrong {
        let ended = project.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {ended:#?}");
        assert!(ended.err.contains(named) && ended.err.contains(near), "{arguments:?}: {ended:#?}");
        assert!(ended.out.is_empty(), "{arguments:?}: {ended:#?}");
    }
}

#[test]
fn unknown_settings_are_refused_with_the_nearest() {
    let wrong = [
        ("[calendar]", "[calender]", "calendar"),
        ("week_start", "weekstart", "week_start"),
        ("\"monday\"", "\"mondey\"", "monday"),
        ("dialect = \"duckdb\"", "dialect = \"postgresql\"", "postgres"),
        ("\"week\"", "\"weekly\"", "week"),
        ("\"UTC\"", "\"Europe/Pari\"", "Europe/Paris"),
        ("[output]", "[lint]\nno-ownr = \"deny\"\n[output]", "no-owner"),
        ("[output]", "[lint]\nno-owner = \"forbidden\"\n[output]", "deny"),
    ];
    for (from, to, near) in wrong {
        let project = Project::scaffold();
        project.edit("northstar.toml", from, to);
        for arguments in [&["check"][..], &["build"], &["config", "show"], &["query", "nights_booked"]] {
            let ended = project.run(arguments).expect(2);
            assert!(ended.out.contains(near) || ended.err.contains(near), "{to}: {ended:#?}");
            // Only of a check are findings the result.
            assert_eq!(ended.out.is_empty(), arguments != ["check"], "{to}: {ended:#?}");
        }
    }
}

#[test]
fn a_metric_is_explained_with_its_sql() {
    let project = Project::scaffold();
    let ended = project.run(&["explain", "nights_booked"]).expect(0);
    assert!(ended.err.is_empty(), "{ended:#?}");
    ended.says(&["Nights booked", "marketplace", "metrics/stays.nsm:12", "listings:", "SUM(", "FROM analytics.fct_bookings"]);
    // Rules are explained wherever one is, also where the project is broken.
    project.edit("metrics/stays.nsm", "sum(nights)", "sum(nigths)");
    project.run(&["explain", "NS102"]).expect(0).says(&["NS102"]);
    project.run(&["explain", "unknown-name"]).expect(0).says(&["NS102"]);
    project.run(&["explain", "nights_booked"]).expect(1).says(&["nigths"]);
    let nowhere = tempfile::tempdir().unwrap();
    run(nowhere.path(), &["explain", "ns302"]).expect(0).says(&["two-north-stars"]);
    run(nowhere.path(), &["explain", "nights_booked"]).expect(2).says(&["no rule `nights_booked`"]);
}
