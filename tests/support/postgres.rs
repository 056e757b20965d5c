//! A throwaway PostgreSQL server for one test process.

use northstar::warehouse::Connection;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How often another port is tried when somebody takes the free one first.
const ATTEMPTS: usize = 3;

/// A running server. `watchdog` stops it as soon as its standard input closes, which happens however this process ends.
struct Server {
    port: u16,
    _watchdog: Child,
}

/// Makes an empty database and gives its address.
pub fn fresh_database(open: impl Fn(&str) -> Connection) -> String {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let server = SERVER.get_or_init(start).as_ref().unwrap_or_else(|message| panic!("{message}"));
    let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let address = |database: &str| format!("postgresql://postgres@127.0.0.1:{}/{database}", server.port);
    open(&address("postgres")).execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).unwrap();
    address(&name)
}

fn start() -> Result<Server, String> {
    let mut said = String::new();
    for _ in 0..ATTEMPTS {
        match start_on(free_port()) {
            Ok(server) => return Ok(server),
            Err(message) => said = message,
        }
    }
    Err(format!(
        "no PostgreSQL server for the tests: {said}\n`./.ci/setup` installs it (Debian's package `postgresql`); \
         NORTHSTAR_TEST_ENGINES=duckdb leaves its tests out."
    ))
}

fn start_on(port: u16) -> Result<Server, String> {
    let mut watchdog = Command::new("bash")
        .arg(super::repository().join("tests/support/postgres.sh"))
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // Its own group: an interrupt at the terminal ends the tests, and the watchdog then ends the server.
        .process_group(0)
        .spawn()
        .map_err(|error| format!("bash: {error}"))?;
    let mut answer = String::new();
    let stdout = watchdog.stdout.take().ok_or("no output")?;
    BufReader::new(stdout).read_line(&mut answer).map_err(|error| error.to_string())?;
    if answer.trim() == "ready" {
        return Ok(Server { port, _watchdog: watchdog });
    }
    drop(watchdog.stdin.take());
    let _ = watchdog.wait();
    Err(answer.trim().to_owned())
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
