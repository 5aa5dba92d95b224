//! The HTML that all pages share.

use poem::Response;
use poem::http::header;

use super::files::style;

/// The Content-Security-Policy of a page without scripts.
pub(super) const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Returns a page as a response.
pub(super) fn html(body: String, policy: &str) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, policy)
        .body(body)
}

/// The links in the navigation bar at the top of each page.
const PLACES: &[(&str, &str)] = &[
    ("/docs", "Try"),
    ("/docs/reference", "Read"),
    ("/docs/changes", "Changes"),
    ("/problems", "Problems"),
    ("/openapi.yaml", "openapi.yaml"),
];

/// Renders a page of text: its path, title and content.
pub(super) fn page(path: &str, title: &str, body: &str) -> String {
    whole(path, title, "", &format!("<main class=\"page\" id=\"content\">\n{body}\n</main>"))
}

/// A page that scripts fill with the document.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    /// HTML above the document.
    pub(super) above: String,
    /// The `data-` attributes of the element that the scripts fill. The page contains no inline scripts that could pass these
    /// values.
    pub(super) data: Vec<(&'static str, String)>,
}

impl Filled {
    /// Renders the page, with its styles and scripts.
    pub(super) fn page(&self, styles: &[String], scripts: &[String]) -> String {
        let styles = styles
            .iter()
            .map(|file| format!("<link rel=\"stylesheet\" href=\"{file}\">\n"))
            .collect::<Vec<_>>()
            .concat();
        let scripts = scripts
            .iter()
            .map(|file| format!("<script src=\"{file}\"></script>\n"))
            .collect::<Vec<_>>()
            .concat();
        let pair = |(name, value): &(&str, String)| format!(" data-{name}=\"{}\"", plain(value));
        let data = self.data.iter().map(pair).collect::<Vec<_>>().concat();
        let body = format!(
            "<main id=\"content\">\n{}<div id=\"document\"{data}>\n<noscript><p class=\"page\">This page needs JavaScript. The contract \
             as text is at <a href=\"/openapi.yaml\">/openapi.yaml</a>.</p></noscript>\n</div>\n</main>\n{scripts}",
            self.above
        );
        whole(self.path, self.title, &styles, &body)
    }
}

/// Renders a page without navigation.
pub(crate) fn bare(title: &str, body: &str) -> String {
    framed(title, "", "", &format!("<main class=\"page\" id=\"content\">\n{body}\n</main>"))
}

fn whole(path: &str, title: &str, head: &str, body: &str) -> String {
    let link = |(place, name): &(&str, &str)| {
        let current = if *place == path { " aria-current=\"true\"" } else { "" };
        format!("<a href=\"{place}\"{current}>{name}</a>\n")
    };
    let bar: String = PLACES.iter().map(link).collect();
    framed(title, head, &format!("\n<nav aria-label=\"Documents\">\n{bar}</nav>"), body)
}

fn framed(title: &str, head: &str, nav: &str, body: &str) -> String {
    let (style, version) = (style(), env!("CARGO_PKG_VERSION"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} · Imprint</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" type=\"image/svg+xml\" href=\"/icon.svg\">\n\
         {head}<link rel=\"stylesheet\" href=\"{style}\">\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">Skip to the content</a>\n\
         <header class=\"bar\"><a class=\"name\" href=\"/\">Imprint</a>{nav}</header>\n\
         {body}\n<footer class=\"foot\">Imprint {version}</footer>\n</body>\n</html>\n"
    )
}

/// Escapes text for an HTML element or a quoted attribute.
pub(crate) fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Renders text with `code` between backticks as HTML.
pub(super) fn escaped(text: &str) -> String {
    let safe = plain(text);
    let parts = safe.split('`').enumerate();
    parts
        .map(|(at, part)| if at % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_not_become_markup() {
        assert_eq!(escaped("a <b> & `c<d>`"), "a &lt;b&gt; &amp; <code>c&lt;d&gt;</code>");
    }
}
