//! Path templates, such as `/v1/books/{book_id}`. They are parsed once, because every request is matched against many of them.

/// A path template.
#[derive(Debug)]
pub(super) struct Template(Vec<Segment>);

#[derive(Debug)]
enum Segment {
    Text(String),
    Parameter(String),
}

/// Splits a path at its slashes.
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

    /// Returns whether a path with these segments matches. A parameter matches any text.
    pub(super) fn fits(&self, parts: &[&str]) -> bool {
        self.0.len() == parts.len()
            && self.0.iter().zip(parts).all(|(segment, part)| match segment {
                Segment::Text(text) => text == part,
                Segment::Parameter(_) => true,
            })
    }

    /// Returns the names of the parameters, each with its value in a matching path, still percent-encoded.
    pub(super) fn values(&self, parts: &[&str]) -> Vec<(String, String)> {
        let parameters = self.0.iter().zip(parts).filter_map(|(segment, part)| match segment {
            Segment::Text(_) => None,
            Segment::Parameter(name) => Some((name.clone(), (*part).to_owned())),
        });
        parameters.collect()
    }
}
