//! Path templates, such as `/v1/books/{book_id}`. They are parsed once, because every request is matched against many of them.

/// A template.
#[derive(Debug)]
pub(super) struct Template(Vec<Segment>);

#[derive(Debug)]
enum Segment {
    Text(String),
    Parameter(String),
}

/// What stands between the slashes of a path.
pub(super) fn parts(path: &str) -> Vec<&str> {
    path.split('/').collect()
}

impl Template {
    pub(super) fn of(path: &str) -> Self {
        let segment = |part: &str| match part.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => Segment::Parameter(name.to_owned()),
            None => Segment::Text(part.to_owned()),
        };
        Self(path.split('/').map(segment).collect())
    }

    /// Whether a path of these parts fits. A parameter takes any text.
    pub(super) fn fits(&self, parts: &[&str]) -> bool {
        self.0.len() == parts.len()
            && self.0.iter().zip(parts).all(|(segment, part)| match segment {
                Segment::Text(text) => text == part,
                Segment::Parameter(_) => true,
            })
    }

    /// The names of the parameters, each with its value in a path that fits, percent-encoded as it came.
    pub(super) fn values(&self, parts: &[&str]) -> Vec<(String, String)> {
        let parameters = self.0.iter().zip(parts).filter_map(|(segment, part)| match segment {
            Segment::Text(_) => None,
            Segment::Parameter(name) => Some((name.clone(), (*part).to_owned())),
        });
        parameters.collect()
    }
}
