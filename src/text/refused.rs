//! The reason why a text is rejected.

/// The reason why a text is rejected. The sentence starts in lower case and can follow a field's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub &'static str);

/// Checks the number of characters in a text.
pub(super) fn bounded(text: &str, min: usize, max: usize) -> Result<(), Refused> {
    match text.chars().take(max + 1).count() {
        length if length < min => Err(Refused("is too short")),
        length if length > max => Err(Refused("is too long")),
        _ => Ok(()),
    }
}
