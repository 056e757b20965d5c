//! Exit codes: every command in every situation.

use super::{Project, command, fed, run, write};
use std::net::TcpListener;
use std::process::Stdio;

/// What every command does in a project that is right, one that has an error, one whose settings are wrong, and in none.
const COMMANDS: &[(&[&str], [i32; 4])] = &[
    (&["check"], [0, 1, 2, 2]),
    (&["check", "--format", "json"], [0, 1, 2, 2]),
    (&["check", "--format", "short"], [0, 1, 2, 2]),
    (&["check", "--format", "sarif"], [0, 1, 2, 2]),
    (&["check", "--format", "github"], [0, 1, 2, 2]),
    (&["check", "--format", "gitlab"], [0, 1, 2, 2]),
    (&["check", "--format", "junit"], [0, 1, 2, 2]),
    (&["check", "--format", "checkstyle"], [0, 1, 2, 2]),
    (&["check", "--format", "rdjson"], [0, 1, 2, 2]),
    (&["check", "metrics/stays.nsm"], [0, 1, 2, 2]),
    (&["fmt"], [0, 0, 2, 2]),
    (&["fmt", "--check"], [0, 0, 2, 2]),
    (&["fmt", "--diff"], [0, 0, 2, 2]),
    (&["build"], [0, 1, 2, 2]),
    (&["build", "--check"], [1, 1, 2, 2]),
    (&["build", "--diff"], [1, 1, 2, 2]),
    (&["build", "--dialect", "all"], [0, 1, 2, 2]),
    (&["query", "nights_booked"], [0, 1, 2, 2]),
    (&["query", "nights_booked", "--sql"], [0, 1, 2, 2]),
    (&["test"], [0, 1, 2, 2]),
    (&["test", "--format", "json"], [0, 1, 2, 2]),
    (&["test", "cancelled", "--format", "junit"], [0, 1, 2, 2]),
    (&["apply"], [1, 1, 2, 2]),
    (&["apply", "--dry-run"], [1, 1, 2, 2]),
    (&["tree"], [0, 1, 2, 2]),
    (&["list"], [0, 1, 2, 2]),
    (&["explain"], [0, 0, 0, 0]),
    (&["explain", "NS302"], [0, 0, 0, 0]),
    (&["explain", "nights_booked"], [0, 1, 2, 2]),
    (&["config", "show"], [0, 0, 2, 2]),
    (&["driver", "list"], [0, 0, 0, 0]),
    (&["schema"], [0, 0, 0, 0]),
    (&["schema", "project"], [0, 0, 0, 0]),
    (&["completions", "fish"], [0, 0, 0, 0]),
    (&["--help"], [0, 0, 0, 0]),
    (&["--version"], [0, 0, 0, 0]),
];

/// The four situations, each in a fresh project, for the commands write.
fn situations() -> [Project; 4] {
    let wrong = Project::scaffold();
    wrong.edit("metrics/stays.nsm", "sum(nights)", "sum(nigths)");
    let unset = Project::scaffold();
    unset.edit("northstar.toml", "[calendar]\n", "[calendar]\ntimezon = \"UTC\"\n");
    [Project::scaffold(), wrong, unset, Project::of(&[])]
}

#[test]
fn every_command_ends_as_it_should_in_every_project() {
    for (arguments, codes) in COMMANDS {
        for (project, code) in situations().iter().zip(codes) {
            let ended = project.run(arguments);
            assert_eq!(ended.code, *code, "{arguments:?}: {ended:#?}");
            assert!(code == &0 || !ended.out.is_empty() || !ended.err.is_empty(), "{arguments:?} says nothing");
        }
    }
}

#[test]
fn a_reader_that_went_away_changes_no_exit_code_and_is_not_spoken_of() {
    for (arguments, codes) in COMMANDS {
        for (project, code) in situations().iter().zip(codes) {
            // What goes to standard error of a run with a reader may go there without one too, and nothing else.
            let expected = project.run(arguments).err;
            let project = if *arguments == ["build"] { &Project::scaffold() } else { project };
            if *arguments == ["build"] && *code != 0 {
                continue;
            }
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            let mut command = command(project.path(), arguments);
            let output = command.stdout(writer).stderr(Stdio::piped()).output().unwrap();
            let err = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {err}");
            let timeless = |text: &str| text.lines().filter(|line| !line.contains("changed)")).collect::<Vec<_>>().join("\n");
            assert_eq!(timeless(&err), timeless(&expected), "{arguments:?}");
        }
    }
}

#[test]
fn a_usage_error_is_2_and_goes_to_standard_error() {
    let project = Project::scaffold();
    let wrong: &[&[&str]] = &[
        &[],
        &["chek"],
        &["--nonsense"],
        &["check", "--nonsense"],
        &["check", "--format", "xml"],
        &["check", "--deny", "nothing"],
        &["check", "--as-of", "2026-13-01"],
        &["check", "--max-diagnostics", "-1"],
        &["check", "-q", "-v"],
        &["fmt", "--nonsense"],
        &["build", "--dialect", "oracle"],
        &["build", "--dialect", "all", "--target", "local"],
        &["build", "--force", "--check"],
        &["query"],
        &["query", ""],
        &["query", "nights_booked", "--grain", "fortnight"],
        &["query", "nights_booked", "--since", "yesterday"],
        &["query", "nights_booked", "--limit", "-1"],
        &["query", "nights_booked", "--limit", "18446744073709551615"],
        &["query", "nights_booked", "--dialect", "duckdb"],
        &["query", "nights_booked", "--format", "xml"],
        &["test", "--format", "xml"],
        &["test", "no such test"],
        &["test", ""],
        &["test", "--target", "prdo"],
        &["apply", "--as-of", "x"],
        &["tree", "--format", "png"],
        &["list", "--format", "xml"],
        &["config"],
        &["config", "hide"],
        &["driver"],
        &["driver", "install"],
        &["driver", "install", "oracle"],
        &["schema", "nothing"],
        &["completions", "cmd"],
        &["new"],
        &["new", "x", "--template", "shop"],
        &["new", "x", "--ci", "jenkins"],
        &["explain", "NS302", "NS303"],
    ];
    for arguments in wrong {
        let ended = project.run(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {ended:#?}");
        assert!(ended.out.is_empty() && !ended.err.is_empty(), "{arguments:?}: {ended:#?}");
    }
    assert!(!project.path().join("x").exists());
}

#[test]
fn what_is_not_there_is_2() {
    let project = Project::scaffold();
    for arguments in [&["check", "metrics/stay.nsm"], &["fmt", "metrics/stay.nsm"]] {
        project
            .run(arguments)
            .expect(2)
            .says(&["`metrics/stay.nsm` is no file of the project", "did you mean `metrics/stays.nsm`?"]);
    }
    project.run(&["check", "northstar.tom"]).expect(2);
    for (arguments, _) in COMMANDS.iter().filter(|(_, codes)| codes[3] == 2) {
        let somewhere = [arguments, &["--project", "nowhere"][..]].concat();
        project.run(&somewhere).expect(2).says(&["nowhere"]);
        let file = [arguments, &["--project", "northstar.toml"][..]].concat();
        project.run(&file).expect(2).says(&["`northstar.toml` is no folder"]);
    }
}

#[test]
fn a_project_is_found_from_a_folder_below_it_and_by_name() {
    let project = Project::scaffold();
    let below = project.path().join("metrics");
    run(&below, &["check", "stays.nsm"]).expect(0).says(&["checked 5 metrics"]);
    run(&below, &["tree"]).expect(0);
    let elsewhere = Project::of(&[]);
    elsewhere.run(&["check", "--project", project.path().to_str().unwrap()]).expect(0);
}

#[test]
fn a_server_that_is_not_there_is_2() {
    let project = Project::scaffold();
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let target = format!(
        "\n[target.prod]\ndialect = \"postgres\"\nurl = {{ env = \"WAREHOUSE_URL\" }}\n[target.here]\ndialect = \"postgres\"\nurl = \"postgresql://127.0.0.1:{port}/x\"\n"
    );
    project.write("northstar.toml", &(project.read("northstar.toml") + &target));
    project.run(&["build", "--dialect", "all"]).expect(0);
    for arguments in [&["query", "nights_booked"][..], &["apply"]] {
        project.run(&[arguments, &["--target", "here"]].concat()).expect(2).says(&["here", "127.0.0.1"]);
        project.run(&[arguments, &["--target", "prod"]].concat()).expect(2).says(&["WAREHOUSE_URL"]);
        let mut with_secret = command(project.path(), &[arguments, &["--target", "prod"]].concat());
        let ended = super::ended(with_secret.env("WAREHOUSE_URL", format!("postgresql://u:s3cret@127.0.0.1:{port}/x"))).expect(2);
        assert!(!ended.out.contains("s3cret") && !ended.err.contains("s3cret"), "{ended:#?}");
        let mut odd = command(project.path(), &[arguments, &["--target", "prod"]].concat());
        super::ended(odd.env("WAREHOUSE_URL", "no address at all")).expect(2);
    }
    // What needs no server still works.
    project.run(&["query", "nights_booked", "--target", "prod", "--sql"]).expect(0);
    project.run(&["check"]).expect(0);
}

#[test]
fn a_target_that_sql_is_only_written_for_needs_no_address_and_runs_nothing() {
    let project = Project::scaffold();
    let target = "\n[target.lake]\ndialect = \"snowflake\"\n[target.lake.tables]\nanalytics = \"lake.analytics\"\n";
    project.write("northstar.toml", &(project.read("northstar.toml") + target));
    let sql = project.run(&["query", "nights_booked", "--target", "lake", "--sql"]).expect(0);
    assert!(sql.out.contains("FROM lake.analytics.fct_bookings "), "{sql:#?}");
    // Whether it is built or not.
    for _ in 0..2 {
        for arguments in [&["query", "nights_booked"][..], &["query", "nights_booked", "--plot"], &["apply"], &["test"]] {
            let ended = project.run(&[arguments, &["--target", "lake"]].concat()).expect(2);
            assert!(ended.out.is_empty(), "{ended:#?}");
            ended.says(&["`snowflake`", "it runs SQL on `duckdb` and `postgres`", "`northstar build --target`"]);
        }
        project.run(&["build", "--target", "lake"]).expect(0);
    }
    project.run(&["test", "--target", "lake", "--format", "json"]).expect(2).says(&["\"outcome\": \"error\"", "NS708"]);
    project.run(&["apply", "--target", "lake", "--dry-run"]).expect(0).says(&["metric_values"]);
    assert!(!project.run(&["config", "show"]).expect(0).out.contains("\"snowflake\"\nurl"));
}

#[test]
fn rows_that_are_not_there_are_2() {
    let project = Project::scaffold();
    std::fs::remove_file(project.path().join("data/bookings.csv")).unwrap();
    project.run(&["query", "nights_booked"]).expect(2).says(&["data/bookings.csv"]);
    project.write("data/bookings.csv", "booking_id,booked_at\n1,2026-01-01\n");
    project.run(&["query", "nights_booked"]).expect(2).says(&["nights"]);
    project.edit("northstar.toml", "\"analytics.fct_bookings\" = \"data/bookings.csv\"\n", "");
    project.run(&["query", "nights_booked"]).expect(2).says(&["fct_bookings"]);
}

#[test]
fn a_place_that_cannot_be_written_is_2() {
    // A file where a folder is wanted stops root too.
    let project = Project::scaffold();
    project.write("build", "mine");
    let ended = project.run(&["build"]).expect(2);
    assert!(ended.err.contains("build/sql"), "{ended:#?}");
    assert_eq!(project.read("build"), "mine");
    project.run(&["new", "build/demo"]).expect(2).says(&["build/demo"]);
    project.run(&["new", "metrics"]).expect(2).says(&["is not empty"]);
    std::fs::remove_file(project.path().join("build")).unwrap();
    std::fs::create_dir_all(project.path().join("build/sql/duckdb/60_nights_booked.sql")).unwrap();
    project.run(&["build"]).expect(2).says(&["60_nights_booked.sql"]);
    project.run(&["build", "--check"]).expect(2).says(&["60_nights_booked.sql"]);
}

#[test]
fn a_file_that_is_no_text_is_2() {
    let project = Project::scaffold();
    write(&project.path().join("metrics/latin.nsm"), b"# caf\xe9\n");
    for arguments in [&["check"][..], &["fmt"], &["build"], &["tree"], &["query", "nights_booked"]] {
        project.run(arguments).expect(2).says(&["NS007", "metrics/latin.nsm", "line 1"]);
    }
    project.run(&["check", "--format", "json"]).expect(2).says(&["\"outcome\": \"error\""]);
    // It is a file of the project, and the place of its first foreign byte is known.
    project.run(&["check", "metrics/latin.nsm"]).expect(2).says(&["NS007", "[metrics/latin.nsm:1:6]"]);
    project.run(&["check", "metrics/stays.nsm"]).expect(2).says(&["NS007"]);
    // The other files were formatted all the same.
    project.write("metrics/other.nsm", "metric   x { value: 1 }\n");
    project.run(&["fmt"]).expect(2);
    assert!(project.read("metrics/other.nsm").starts_with("metric x"));
}

#[test]
fn a_file_that_is_too_large_is_2() {
    let project = Project::scaffold();
    write(&project.path().join("metrics/large.nsm"), &b"# fifty megabytes of this\n".repeat(2_000_000));
    for arguments in [&["check"][..], &["fmt"], &["build"]] {
        project.run(arguments).expect(2).says(&["NS008", "metrics/large.nsm"]);
    }
}

#[test]
fn hostile_texts_are_findings() {
    let parentheses = format!("metric deep {{ value: {}1{} }}\n", "(".repeat(10_000), ")".repeat(10_000));
    for (text, code) in [(parentheses.as_str(), "NS006"), ("metric a { value: count(\0*) from bookings }\n", "NS001")] {
        let project = Project::scaffold();
        project.write("metrics/hostile.nsm", text);
        for arguments in [&["check"][..], &["build"], &["list"], &["check", "--format", "json"]] {
            project.run(arguments).expect(1).says(&[code, "metrics/hostile.nsm"]);
        }
        project.run(&["fmt"]).expect(2).says(&[code]);
        assert_eq!(project.read("metrics/hostile.nsm"), text);
        fed(project.path(), &["fmt", "-"], text.as_bytes()).expect(2).says(&[code]);
    }
    let project = Project::scaffold();
    let condition = format!("{}true{}", "(".repeat(10_000), ")".repeat(10_000));
    project.run(&["query", "nights_booked", "--where", &condition]).expect(2).says(&["NS006"]);
}

#[test]
fn an_empty_project_is_no_error_of_the_program() {
    let empty = Project::of(&[("northstar.toml", "[project]\nname = \"x\"\n")]);
    empty.run(&["check"]).expect(2).says(&["NS903"]);
    empty.write("metrics/a.nsm", "");
    empty.run(&["check"]).expect(1).says(&["NS301"]);
    empty.run(&["list"]).expect(1).says(&["NS301"]);
    let odd = Project::of(&[("northstar.toml", "")]);
    odd.run(&["check"]).expect(2).says(&["name"]);
    write(&odd.path().join("northstar.toml"), b"[project]\nname = \"\xff\"\n");
    odd.run(&["check"]).expect(2).says(&["UTF-8"]);
}
