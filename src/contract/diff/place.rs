//! The place where the walk is.

use std::rc::Rc;

use super::change::Subject;
use super::way::Way;

/// Where the walk is.
#[derive(Clone)]
pub(super) struct At {
    pub(super) subject: Rc<Subject>,
    pub(super) place: String,
    pub(super) way: Way,
}

impl At {
    pub(super) fn new(subject: Subject, way: Way) -> Self {
        Self { subject: Rc::new(subject), place: String::new(), way }
    }

    /// Enters a part that has a name in words: `parameter limit`.
    pub(super) fn part(&self, words: &str) -> Self {
        let comma = if self.place.is_empty() { "" } else { ", " };
        Self { place: format!("{}{comma}{words}", self.place), ..self.clone() }
    }

    /// Enters a field: `/pages`.
    pub(super) fn field(&self, name: &str) -> Self {
        Self { place: format!("{}/{name}", self.place), ..self.clone() }
    }

    pub(super) fn going(&self, way: Way) -> Self {
        Self { way, ..self.clone() }
    }
}
