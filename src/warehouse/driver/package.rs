//! The pinned packages that hold drivers: one per engine and platform, each with the checksum of its archive.

use super::Engine;

/// Where a package comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Registry {
    /// npm's registry, by `npm pack`: a gzipped tar archive.
    Npm,
    /// PyPI, by `pip download`: a wheel, which is a zip archive.
    Pypi,
}

/// A package of one platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Package {
    /// Whose driver it holds.
    pub engine: Engine,
    /// `std::env::consts::OS`, and the C library on Linux where the package wants musl.
    pub system: &'static str,
    /// `std::env::consts::ARCH`
    pub processor: &'static str,
    /// Where it comes from.
    pub registry: Registry,
    /// Its name there.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// SHA-256 of the archive, in hexadecimal.
    pub sha256: &'static str,
    /// For pip: the platform whose wheel is wanted.
    pub wheel: &'static str,
    /// The driver library's path in the archive.
    pub library: &'static str,
    /// The licence's path in the archive; it is kept beside the library.
    pub licence: &'static str,
}

/// The package for this machine.
pub(super) fn of(engine: Engine) -> Option<&'static Package> {
    let system = system();
    PACKAGES.iter().find(|p| p.engine == engine && p.system == system && p.processor == std::env::consts::ARCH)
}

/// Operating system and processor of this machine, for people.
pub(super) fn platform() -> String {
    format!("{} on {}", system(), std::env::consts::ARCH)
}

/// A library must fit the C library that northstar itself was built for.
fn system() -> &'static str {
    if cfg!(all(target_os = "linux", target_env = "musl")) { "linux-musl" } else { std::env::consts::OS }
}

const fn duckdb(
    system: &'static str,
    processor: &'static str,
    name: &'static str,
    version: &'static str,
    sha256: &'static str,
    library: &'static str,
) -> Package {
    Package {
        engine: Engine::Duckdb,
        system,
        processor,
        registry: Registry::Npm,
        name,
        version,
        sha256,
        wheel: "",
        library,
        licence: "package/LICENSE",
    }
}

const fn postgres(system: &'static str, processor: &'static str, wheel: &'static str, sha256: &'static str) -> Package {
    Package {
        engine: Engine::Postgres,
        system,
        processor,
        registry: Registry::Pypi,
        name: "adbc-driver-postgresql",
        version: "1.13.0",
        sha256,
        wheel,
        library: "adbc_driver_postgresql/libadbc_driver_postgresql.so",
        licence: "adbc_driver_postgresql-1.13.0.dist-info/licenses/LICENSE.txt",
    }
}

/// All packages. Each checksum was taken from the archive that the registry served for that version.
pub(super) const PACKAGES: &[Package] = &[
    duckdb(
        "linux",
        "x86_64",
        "@duckdb/node-bindings-linux-x64",
        "1.5.6-r.1",
        "1b9f82478539bb9a1d1df44bd103121a12ae52142c07158dc52b97d2ec1d69ff",
        "package/libduckdb.so",
    ),
    duckdb(
        "linux-musl",
        "x86_64",
        "@duckdb/node-bindings-linux-x64-musl",
        "1.5.6-r.1",
        "98025dfaed27aa9ca4e26fb7337d6610caba214fbf4c08c49bd7a64540cb4c84",
        "package/libduckdb.so",
    ),
    duckdb(
        "linux",
        "aarch64",
        "@duckdb/node-bindings-linux-arm64",
        "1.5.5-r.5",
        "3b85f3ea438f7dc3691d7b5e6e4222ffe9127fd17885f96ca72e0c99925c348e",
        "package/libduckdb.so",
    ),
    duckdb(
        "macos",
        "aarch64",
        "@duckdb/node-bindings-darwin-arm64",
        "1.5.5-r.5",
        "08b3cfd7d4d620a5fb67ef49db28551b767107266af3a8e2600e49d99ee59456",
        "package/libduckdb.dylib",
    ),
    duckdb(
        "macos",
        "x86_64",
        "@duckdb/node-bindings-darwin-x64",
        "1.5.5-r.5",
        "1266f62ac7c02f7971554a2b0b2c4c19923a97258bfdf1b203873e174e7a28c4",
        "package/libduckdb.dylib",
    ),
    duckdb(
        "windows",
        "x86_64",
        "@duckdb/node-bindings-win32-x64",
        "1.5.5-r.5",
        "6b7233b34ef489427b5b29f79d3db978fef738c7a6cd59ab3de6d06ae40462fe",
        "package/duckdb.dll",
    ),
    postgres("linux", "x86_64", "manylinux_2_28_x86_64", "a86819ba7c79b1d067c4a5344358b4d346bab58e888d7879ed2b25d97cc59ba1"),
    postgres("linux", "aarch64", "manylinux_2_28_aarch64", "f2f3c51076fc27ba768bad2dc4cc3888655ac719473aa7d933b2813860491014"),
    postgres("macos", "aarch64", "macosx_11_0_arm64", "7981ae7c5ecd7ba4c649cd00a96e81cf0e39475d3fa472901c5fd19b4e9de4a8"),
    postgres("macos", "x86_64", "macosx_10_15_x86_64", "12fd64bf6ec16705d30d26c38ac2cc47fe8c7006ac2902c43234d61cb6ae8a43"),
    postgres("windows", "x86_64", "win_amd64", "c97a0b71e7205b7aac7f8bcd85a41280ef56e2d788110d2572c52ac3d447e25d"),
];
