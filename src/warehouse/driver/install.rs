//! Installs a pinned driver into northstar's data folder: fetched by npm or pip, checked, unpacked, moved into place whole.

use super::package::{self, Package, Registry};
use super::{Engine, InstallError, archive};
use crate::warehouse::Environment;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The file beside an installed library that says what it is.
const RECORD: &str = "driver.json";

/// What `install` did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The library.
    pub library: PathBuf,
    /// Package and version, as its registry writes them.
    pub package: String,
    /// Whether it was there already, so that nothing was fetched.
    pub already: bool,
}

/// What an installed library is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The package's name in its registry.
    pub package: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of the archive it came in.
    pub sha256: String,
}

impl Record {
    /// The record beside a library; `None` where northstar did not install it.
    pub fn beside(library: &Path) -> Option<Record> {
        let text = fs::read_to_string(library.parent()?.join(RECORD)).ok()?;
        serde_json::from_str(&text).ok()
    }

    fn of(package: &Package) -> Record {
        Record { package: package.name.to_owned(), version: package.version.to_owned(), sha256: package.sha256.to_owned() }
    }
}

/// Fetches the pinned driver of an engine into the data folder, unless it is there; `force` fetches it all the same.
///
/// # Errors
/// Where no package is pinned for this machine, the client is missing or fails, or the checksum differs. Then the data
/// folder is as it was.
pub fn install(engine: Engine, environment: &Environment, force: bool) -> Result<Installed, InstallError> {
    if !cfg!(feature = "warehouse") {
        return Err(InstallError::BuiltWithout);
    }
    let package = package::of(engine).ok_or_else(|| InstallError::NoPackage { engine, platform: package::platform() })?;
    let drivers = environment.data_folder().ok_or(InstallError::NoDataFolder)?.join("drivers");
    let library = library_of(package, &drivers);
    let installed =
        |already| Installed { library: library.clone(), package: format!("{} {}", package.name, package.version), already };
    if !force && library.is_file() && Record::beside(&library) == Some(Record::of(package)) {
        return Ok(installed(true));
    }
    let scratch = Scratch::new(&drivers, engine)?;
    let archive = fetch(package, &scratch.folder("download")?)?;
    place(package, &archive, &scratch, &drivers)?;
    Ok(installed(false))
}

/// Where the driver of a package goes.
fn library_of(package: &Package, drivers: &Path) -> PathBuf {
    drivers.join(package.engine.name()).join(Path::new(package.library).file_name().unwrap_or_default())
}

/// Checks and unpacks an archive, and moves the whole folder into its place: a reader sees the old driver or the new one.
fn place(package: &Package, archive: &Path, scratch: &Scratch, drivers: &Path) -> Result<(), InstallError> {
    verify(package, archive)?;
    let unpacked = scratch.folder("unpacked")?;
    unpack(package, archive, &unpacked)?;
    let record = serde_json::to_string_pretty(&Record::of(package)).unwrap_or_default();
    fs::write(unpacked.join(RECORD), record + "\n").map_err(file_error(&unpacked))?;
    let folder = drivers.join(package.engine.name());
    if folder.exists() {
        fs::rename(&folder, scratch.path.join("old")).map_err(file_error(&folder))?;
    }
    fs::rename(&unpacked, &folder).map_err(file_error(&folder))
}

/// A folder beside the target (so that a rename stays on one file system) that is removed whatever happens.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn new(drivers: &Path, engine: Engine) -> Result<Scratch, InstallError> {
        let path = drivers.join(format!(".{}-{}", engine.name(), std::process::id()));
        Scratch::sweep(drivers);
        fs::create_dir_all(&path).map_err(file_error(&path))?;
        Ok(Scratch { path })
    }

    /// Removes what an install that was killed has left. Only Linux says without unsafe code whether a process lives.
    fn sweep(drivers: &Path) {
        if !cfg!(target_os = "linux") {
            return;
        }
        let Ok(entries) = fs::read_dir(drivers) else { return };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let process =
                name.strip_prefix('.').and_then(|rest| rest.rsplit_once('-')).and_then(|(_, id)| id.parse::<u32>().ok());
            if process.is_some_and(|id| !Path::new(&format!("/proc/{id}")).exists()) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    fn folder(&self, name: &str) -> Result<PathBuf, InstallError> {
        let path = self.path.join(name);
        fs::create_dir_all(&path).map_err(file_error(&path))?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind has a hidden name and is of no use to any search.
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn file_error(path: &Path) -> impl Fn(std::io::Error) -> InstallError {
    let path = path.to_owned();
    move |error| InstallError::File { path: path.clone(), message: error.to_string() }
}

/// Has the package client put the archive into `folder`; gives the archive.
fn fetch(package: &Package, folder: &Path) -> Result<PathBuf, InstallError> {
    let destination = folder.display().to_string();
    let (clients, arguments): (&[&[&str]], Vec<String>) = match package.registry {
        Registry::Npm => {
            let wanted = format!("{}@{}", package.name, package.version);
            (npm_clients(), ["pack", &wanted, "--silent", "--pack-destination", &destination].map(str::to_owned).to_vec())
        }
        Registry::Pypi => {
            let wanted = format!("{}=={}", package.name, package.version);
            let fixed = ["download", &wanted, "--quiet", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check"];
            let platform = ["--platform", package.wheel, "--python-version", "3.12", "--dest", &destination];
            (PIP_CLIENTS, fixed.into_iter().chain(platform).map(str::to_owned).collect())
        }
    };
    run_first(package, clients, &arguments)?;
    let files = fs::read_dir(folder).map_err(file_error(folder))?.filter_map(Result::ok).map(|entry| entry.path());
    let archives: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    match archives.as_slice() {
        [archive] => Ok(archive.clone()),
        _ => Err(InstallError::NoLibrary { package: package.name.to_owned() }),
    }
}

/// npm is a script on Windows, which is only found under its full name.
fn npm_clients() -> &'static [&'static [&'static str]] {
    if cfg!(windows) { &[&["npm.cmd"]] } else { &[&["npm"]] }
}

const PIP_CLIENTS: &[&[&str]] = &[&["pip3"], &["pip"], &["python3", "-m", "pip"], &["python", "-m", "pip"]];

/// Runs the first client that works; a client that is not there is passed over.
fn run_first(package: &Package, clients: &[&[&str]], arguments: &[String]) -> Result<(), InstallError> {
    let mut failure = None;
    for client in clients {
        let Some((program, fixed)) = client.split_first() else { continue };
        let output = Command::new(program).args(fixed.iter()).args(arguments).stdin(Stdio::null()).output();
        match output {
            Ok(output) if output.status.success() => return Ok(()),
            Ok(output) => {
                let command = format!("{} {}", client.join(" "), arguments.join(" "));
                let message = last_words(&String::from_utf8_lossy(&output.stderr));
                failure.get_or_insert(InstallError::Client { command, message });
            }
            Err(_) => {}
        }
    }
    let clients = match package.registry {
        Registry::Npm => "npm (Node.js)",
        Registry::Pypi => "pip (Python)",
    };
    Err(failure.unwrap_or(InstallError::NoClient { engine: package.engine, clients: clients.to_owned() }))
}

/// The last lines of what a program said: the cause stands there.
fn last_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.get(lines.len().saturating_sub(4)..).unwrap_or_default().join("; ")
}

/// Compares the archive's SHA-256 with the pinned one.
fn verify(package: &Package, archive: &Path) -> Result<(), InstallError> {
    let bytes = fs::read(archive).map_err(file_error(archive))?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == package.sha256 {
        return Ok(());
    }
    let name = format!("{} {}", package.name, package.version);
    Err(InstallError::Checksum { package: name, expected: package.sha256.to_owned(), found })
}

/// Takes the library and its licence out of the archive.
fn unpack(package: &Package, archive: &Path, folder: &Path) -> Result<(), InstallError> {
    let take = |member: &str| {
        let destination = folder.join(Path::new(member).file_name().unwrap_or_default());
        match package.registry {
            Registry::Npm => archive::from_tar(archive, member, &destination),
            Registry::Pypi => archive::from_zip(archive, member, &destination),
        }
        .map_err(file_error(&destination))
    };
    if !take(package.library)? {
        return Err(InstallError::NoLibrary { package: package.name.to_owned() });
    }
    // Not every platform's package carries the licence.
    take(package.licence)?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_with_another_checksum_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("archive");
        fs::write(&archive, "abc").unwrap();
        let mut package = *package::PACKAGES.first().unwrap();
        assert!(matches!(verify(&package, &archive), Err(InstallError::Checksum { .. })));
        // The SHA-256 of "abc", from FIPS 180-2.
        package.sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(verify(&package, &archive), Ok(()));
    }

    /// A gzipped tar archive with a library of this content, and a package that is pinned to it.
    #[cfg(feature = "warehouse")]
    fn pinned(folder: &Path, content: &str) -> (Package, PathBuf) {
        let path = folder.join(format!("{content}.tgz"));
        let compressed = flate2::write::GzEncoder::new(fs::File::create(&path).unwrap(), flate2::Compression::fast());
        let mut archive = tar::Builder::new(compressed);
        for (name, text) in [("package/README.md", "x"), ("package/libduckdb.so", content)] {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_cksum();
            archive.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        archive.into_inner().unwrap().finish().unwrap();
        let sum: String = Sha256::digest(fs::read(&path).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
        let package = *package::PACKAGES.iter().find(|package| package.library == "package/libduckdb.so").unwrap();
        (Package { sha256: String::leak(sum), ..package }, path)
    }

    #[test]
    #[cfg(feature = "warehouse")]
    fn a_driver_is_placed_whole_and_a_bad_archive_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let drivers = folder.path().join("drivers");
        let (old, old_archive) = pinned(folder.path(), "old");
        let (new, new_archive) = pinned(folder.path(), "new");
        let library = library_of(&old, &drivers);
        let place = |package, archive: &Path| place(package, archive, &Scratch::new(&drivers, Engine::Duckdb)?, &drivers);
        place(&old, &old_archive).unwrap();
        assert_eq!(Record::beside(&library), Some(Record::of(&old)));
        assert!(matches!(place(&new, &old_archive), Err(InstallError::Checksum { .. })));
        let absent = Package { library: "package/libother.so", ..new };
        assert!(matches!(place(&absent, &new_archive), Err(InstallError::NoLibrary { .. })));
        assert_eq!(fs::read_to_string(&library).unwrap(), "old");
        place(&new, &new_archive).unwrap();
        assert_eq!(fs::read_to_string(&library).unwrap(), "new");
        assert_eq!(fs::read_dir(&drivers).unwrap().count(), 1, "nothing is left beside the driver");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_a_killed_install_left_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let (left, alive) =
            (folder.path().join(".duckdb-4294967295"), folder.path().join(format!(".postgres-{}", std::process::id())));
        fs::create_dir_all(&left).unwrap();
        fs::create_dir_all(&alive).unwrap();
        Scratch::sweep(folder.path());
        assert!(!left.exists() && alive.exists());
    }

    #[test]
    fn a_missing_client_is_said_and_a_failing_one_is_quoted() {
        let package = package::PACKAGES.first().unwrap();
        let missing = run_first(package, &[&["northstar-no-such-program"]], &[]);
        assert!(matches!(missing, Err(InstallError::NoClient { .. })));
        let failing = run_first(package, &[&["northstar-no-such-program"], &["cargo", "no-such-command"]], &[]);
        assert!(matches!(failing, Err(InstallError::Client { .. })), "{failing:?}");
    }

    #[test]
    fn every_package_is_pinned_once_with_a_whole_checksum() {
        for (index, package) in package::PACKAGES.iter().enumerate() {
            assert_eq!(package.sha256.len(), 64, "{}", package.name);
            let same = |p: &Package| (p.engine, p.system, p.processor) == (package.engine, package.system, package.processor);
            assert_eq!(package::PACKAGES.iter().position(same), Some(index));
        }
    }
}
