//! Looks for an engine's driver on this machine, in the order that the handbook gives.

use super::install::Record;
use super::{Engine, Place};
use crate::warehouse::Environment;
#[cfg(feature = "warehouse")]
use crate::warehouse::WarehouseError;
use std::path::{Path, PathBuf};

/// A driver that was found, or was named by the environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Whose driver.
    pub engine: Engine,
    /// Where it was found.
    pub place: Place,
    /// The library or manifest; a bare name where the system's library path resolves it.
    pub path: PathBuf,
    /// The version, where northstar installed it itself.
    pub version: Option<String>,
    /// Why it cannot be used; `None` where it loads.
    pub problem: Option<String>,
    /// Whether a connection without a `driver` of its own takes this one.
    pub used: bool,
}

/// What the search found, before it is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::warehouse) struct Located {
    /// Where.
    pub place: Place,
    /// A path to a library or manifest, or a bare name.
    pub path: PathBuf,
    /// A driver's name for ADBC's own search, rather than a path.
    pub by_name: bool,
}

/// Every driver of every engine in all places, in the order of the search.
pub fn list(environment: &Environment) -> Vec<Found> {
    let mut all = Vec::new();
    for engine in Engine::ALL {
        let candidates = candidates(engine, environment);
        // Names are asked for first: once a library is loaded, the system finds it under its bare name too.
        let resolved: Vec<Option<PathBuf>> = candidates.iter().map(resolve).collect();
        let mut used = false;
        for (located, resolved) in candidates.into_iter().zip(resolved) {
            // The variable is obeyed even where it leads nowhere; the other places count only where they hold something.
            let path = match resolved {
                Some(path) => path,
                None if located.place == Place::Variable => located.path.clone(),
                None => continue,
            };
            let version = Record::beside(&path).map(|record| record.version);
            all.push(Found { engine, place: located.place, path, version, problem: problem(engine, &located), used: !used });
            used = true;
        }
    }
    all
}

/// The driver for a connection, not loaded yet.
///
/// # Errors
/// [`WarehouseError::DriverUnusable`] where the target or the environment names a library that is not there;
/// [`WarehouseError::DriverNotFound`] where no place has one.
#[cfg(feature = "warehouse")]
pub(in crate::warehouse) fn locate(
    engine: Engine,
    declared: Option<&str>,
    root: &Path,
    environment: &Environment,
) -> Result<Located, WarehouseError> {
    let found = match declared {
        Some(declared) => Some(named(Place::Target, declared, root)),
        None => candidates(engine, environment)
            .into_iter()
            .find(|located| located.place == Place::Variable || resolve(located).is_some()),
    };
    let located = found.ok_or(WarehouseError::DriverNotFound { engine })?;
    if !located.by_name && !located.path.is_file() {
        return Err(WarehouseError::DriverUnusable {
            engine,
            place: located.place,
            path: located.path.display().to_string(),
            message: "there is no such file".to_owned(),
        });
    }
    Ok(located)
}

/// The places of an engine that hold a file, and those that only ADBC's own search can ask.
fn candidates(engine: Engine, environment: &Environment) -> Vec<Located> {
    let mut all = Vec::new();
    if let Some(value) = environment.variable(engine.variable()) {
        all.push(named(Place::Variable, value, Path::new("")));
    }
    let data = environment.data_folder().map(|folder| folder.join("drivers").join(engine.name()));
    let folders = [(Place::Executable, environment.executable_folder.clone()), (Place::DataFolder, data)];
    for (place, folder) in folders {
        let Some(folder) = folder else { continue };
        let file = engine.library_files().into_iter().map(|name| folder.join(name)).find(|path| path.is_file());
        all.extend(file.map(|path| Located { place, path, by_name: false }));
    }
    all.push(Located { place: Place::Manifest, path: PathBuf::from(engine.manifest()), by_name: true });
    all.push(Located { place: Place::System, path: PathBuf::from(engine.library()), by_name: true });
    all
}

/// A driver that somebody named: a path where it has a separator or an ending, else a name for ADBC's search.
fn named(place: Place, text: &str, root: &Path) -> Located {
    let path = Path::new(text);
    let by_name = path.components().count() == 1 && path.extension().is_none();
    Located { place, path: if by_name { path.to_owned() } else { root.join(path) }, by_name }
}

/// The file behind a place; `None` where there is nothing.
fn resolve(located: &Located) -> Option<PathBuf> {
    if !located.by_name {
        return located.path.is_file().then(|| located.path.clone());
    }
    let library = by_name(&located.path)?;
    // ADBC's search ends with the system's library path, which comes back as the bare name: that is a place of its own.
    (located.place != Place::Manifest || library.is_absolute()).then_some(library)
}

/// What ADBC's own search finds under a name.
#[cfg(feature = "warehouse")]
fn by_name(name: &Path) -> Option<PathBuf> {
    let hit = adbc_driver_manager::search::DriverLibrary::search(name, adbc_core::LOAD_FLAG_DEFAULT, None);
    hit.ok().map(|hit| hit.lib_path)
}

/// Without the feature nothing can be loaded, so nothing is found by name.
#[cfg(not(feature = "warehouse"))]
fn by_name(_name: &Path) -> Option<PathBuf> {
    None
}

/// Why a located driver does not load; `None` where it does.
#[cfg(feature = "warehouse")]
fn problem(engine: Engine, located: &Located) -> Option<String> {
    crate::warehouse::connection::load(engine, located).err()
}

/// Without the feature nothing can be loaded, so nothing is known of it.
#[cfg(not(feature = "warehouse"))]
fn problem(_engine: Engine, _located: &Located) -> Option<String> {
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::fs;

    fn places(environment: &Environment) -> Vec<Place> {
        candidates(Engine::Duckdb, environment).iter().map(|located| located.place).collect()
    }

    #[test]
    fn places_come_in_the_order_of_the_handbook() {
        let folder = tempfile::tempdir().unwrap();
        let (beside, data) = (folder.path().join("bin"), folder.path().join("data"));
        let mut environment = Environment { executable_folder: Some(beside.clone()), ..Environment::default() };
        environment.variables.insert("NORTHSTAR_DATA_DIR".to_owned(), data.display().to_string());
        assert_eq!(places(&environment), [Place::Manifest, Place::System]);
        for folder in [beside, data.join("drivers/duckdb")] {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(Engine::Duckdb.library_file()), "").unwrap();
        }
        environment.variables.insert("NORTHSTAR_DRIVER_DUCKDB".to_owned(), "/some/library.so".to_owned());
        assert_eq!(places(&environment), [Place::Variable, Place::Executable, Place::DataFolder, Place::Manifest, Place::System]);
    }

    #[test]
    fn a_driver_is_named_by_path_or_by_name() {
        let root = Path::new("/project");
        let cases = [
            ("adbc_driver_postgresql", "adbc_driver_postgresql", true),
            ("drivers/duckdb.so", "/project/drivers/duckdb.so", false),
            ("libduckdb.so", "/project/libduckdb.so", false),
            ("/opt/driver", "/opt/driver", false),
        ];
        for (text, path, by_name) in cases {
            assert_eq!(named(Place::Target, text, root), Located { place: Place::Target, path: PathBuf::from(path), by_name });
        }
    }

    #[test]
    #[cfg(feature = "warehouse")]
    fn a_named_driver_is_never_passed_over() {
        let found = locate(Engine::Duckdb, Some("gone.so"), Path::new("/project"), &Environment::default());
        assert!(matches!(found, Err(WarehouseError::DriverUnusable { place: Place::Target, .. })), "{found:?}");
    }
}
