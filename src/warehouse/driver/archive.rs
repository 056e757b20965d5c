//! Takes single files out of the two kinds of archive that packages come in.

use std::io;
use std::path::Path;

/// Copies `member` of a gzipped tar archive to `destination`; `false` where the archive has no such member.
#[cfg(feature = "warehouse")]
pub(super) fn from_tar(archive: &Path, member: &str, destination: &Path) -> io::Result<bool> {
    let reader = flate2::read::GzDecoder::new(io::BufReader::new(std::fs::File::open(archive)?));
    let mut archive = tar::Archive::new(reader);
    for entry in archive.entries()? {
        let mut entry = entry?;
        if entry.path()? == Path::new(member) {
            write(&mut entry, destination)?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Copies `member` of a zip archive to `destination`; `false` where the archive has no such member.
#[cfg(feature = "warehouse")]
pub(super) fn from_zip(archive: &Path, member: &str, destination: &Path) -> io::Result<bool> {
    let mut archive = zip::ZipArchive::new(io::BufReader::new(std::fs::File::open(archive)?)).map_err(io::Error::other)?;
    let Some(index) = archive.index_for_name(member) else { return Ok(false) };
    let mut entry = archive.by_index(index).map_err(io::Error::other)?;
    write(&mut entry, destination)?;
    Ok(true)
}

#[cfg(feature = "warehouse")]
fn write(from: &mut impl io::Read, destination: &Path) -> io::Result<()> {
    let mut file = std::fs::File::create(destination)?;
    io::copy(from, &mut file)?;
    // The folder is moved into its place next: what it holds must have reached the disk by then.
    file.sync_all()
}

#[cfg(not(feature = "warehouse"))]
pub(super) fn from_tar(_archive: &Path, _member: &str, _destination: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(not(feature = "warehouse"))]
pub(super) fn from_zip(_archive: &Path, _member: &str, _destination: &Path) -> io::Result<bool> {
    Ok(false)
}
