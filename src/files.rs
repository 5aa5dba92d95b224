//! Files that only their owner can read.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Creates a file that only the user who runs the server can read or write.
///
/// # Errors
/// When it already exists, or cannot be created.
pub fn private(file: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// Returns whether users of the machine other than the owner and the group can read a file.
#[must_use]
pub fn is_public(file: &Path) -> bool {
    #[cfg(unix)]
    let mode = file.metadata().map(|known| std::os::unix::fs::PermissionsExt::mode(&known.permissions()));
    #[cfg(not(unix))]
    let mode: io::Result<u32> = Ok(0);
    mode.is_ok_and(|mode| mode & 0o004 != 0)
}
