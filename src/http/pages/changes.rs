//! `/docs/changes`: what has changed in the contract, from `docs/contract/CHANGELOG.md`.

use std::fmt::Write as _;
use std::sync::LazyLock;

use poem::{Response, handler};

use super::html::{PAGE_POLICY, escaped, html, page};

const CHANGELOG: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/contract/CHANGELOG.md"));

static PAGE: LazyLock<String> = LazyLock::new(|| page("/docs/changes", "Changes", &rendered(CHANGELOG)));

/// `GET /docs/changes`
#[handler]
pub fn changes() -> Response {
    html(PAGE.clone(), PAGE_POLICY)
}

/// Renders the Markdown that `imprint openapi --changelog` writes: headings, paragraphs, lists and code, one to a line.
fn rendered(text: &str) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("<!--")) {
        let item = line.strip_prefix("- ");
        if item.is_some() != in_list {
            in_list = item.is_some();
            out.push_str(if in_list { "<ul class=\"changes\">\n" } else { "</ul>\n" });
        }
        let heading = line.split_once(' ').filter(|(marks, _)| marks.bytes().all(|mark| mark == b'#'));
        let _ = match (item, heading) {
            (Some(item), _) => writeln!(out, "<li>{}</li>", escaped(item)),
            (_, Some((marks, title))) => {
                let level = marks.len();
                writeln!(out, "<h{level}>{}</h{level}>", escaped(title))
            }
            _ => writeln!(out, "<p>{}</p>", escaped(line)),
        };
    }
    if in_list {
        out.push_str("</ul>\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_paragraphs_lists_and_code_are_rendered_and_nothing_else_becomes_markup() {
        let html = rendered(
            "# Title\n\n<!-- Note -->\n\nA <b>.\n\n## Part\n\n- `a|b`: one\n- two\n\nEnd.\n- last\n",
        );

        assert_eq!(
            html,
            "<h1>Title</h1>\n<p>A &lt;b&gt;.</p>\n<h2>Part</h2>\n<ul class=\"changes\">\n<li><code>a|b</code>: one</li>\n\
             <li>two</li>\n</ul>\n<p>End.</p>\n<ul class=\"changes\">\n<li>last</li>\n</ul>\n"
        );
    }
}
