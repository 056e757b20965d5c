//! Why a driver could not be installed, with a text that helps.

use super::Engine;
use crate::diagnostic::{Diagnostic, codes};
use crate::warehouse::WarehouseError;
use crate::warehouse::error::driver_help;
use std::fmt;
use std::path::PathBuf;

/// Why a driver could not be installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InstallError {
    /// northstar was built without the cargo feature `warehouse`.
    BuiltWithout,
    /// No package is pinned for this machine.
    NoPackage {
        /// Whose driver.
        engine: Engine,
        /// Operating system and processor.
        platform: String,
    },
    /// The package client is not there.
    NoClient {
        /// Whose driver.
        engine: Engine,
        /// The clients that would do.
        clients: String,
    },
    /// The package client failed.
    Client {
        /// The command line.
        command: String,
        /// Its last words.
        message: String,
    },
    /// What came is not what was pinned.
    Checksum {
        /// The package.
        package: String,
        /// The pinned SHA-256.
        expected: String,
        /// What it has.
        found: String,
    },
    /// The package holds no library of the expected name.
    NoLibrary {
        /// The package.
        package: String,
    },
    /// There is no data folder to install into.
    NoDataFolder,
    /// A file could not be written or read.
    File {
        /// The file or folder.
        path: PathBuf,
        /// What was said.
        message: String,
    },
}

impl InstallError {
    /// The error as a finding about no text.
    pub fn diagnostic(&self) -> Diagnostic {
        let help = match self {
            InstallError::BuiltWithout => WarehouseError::BuiltWithout.help(),
            InstallError::NoPackage { engine, .. } => Some(driver_help(*engine)),
            InstallError::NoClient { clients, .. } => Some(format!("install {clients}, and run the command again")),
            InstallError::Checksum { .. } => Some("run it again; if it stays so, do not use the package and tell us".to_owned()),
            InstallError::NoDataFolder => Some("set `NORTHSTAR_DATA_DIR` to a folder".to_owned()),
            _ => None,
        };
        Diagnostic::global(codes::DRIVER, self.to_string()).help_if(help)
    }
}

impl fmt::Display for InstallError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InstallError::BuiltWithout => write!(formatter, "{}", WarehouseError::BuiltWithout),
            InstallError::NoPackage { engine, platform } => {
                write!(formatter, "no `{}` driver is pinned for {platform}", engine.name())
            }
            InstallError::NoClient { engine, clients } => {
                write!(formatter, "the `{}` driver comes by {clients}, which is not on this machine", engine.name())
            }
            InstallError::Client { command, message } => write!(formatter, "`{command}` failed: {message}"),
            InstallError::Checksum { package, expected, found } => {
                write!(formatter, "`{package}` has the checksum {found}, not the pinned {expected}; nothing was installed")
            }
            InstallError::NoLibrary { package } => write!(formatter, "`{package}` holds no driver library"),
            InstallError::NoDataFolder => write!(formatter, "there is no data folder to install drivers into"),
            InstallError::File { path, message } => write!(formatter, "`{}` cannot be written: {message}", path.display()),
        }
    }
}

impl std::error::Error for InstallError {}
