//! Every path that a source file names: in `use` lines, in code, in macros and in attributes. Comments, string literals and code
//! under `#[cfg(test)]` are not read.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// The modules inside the file (`mod sql { … }`) in which it stands.
    pub(super) inside: Vec<String>,
    /// Its segments. `use a::{b, c}` is two paths, and `use a::*` is the path `a`.
    pub(super) path: Vec<String>,
    /// The name that a `use` gives it in this file.
    pub(super) alias: Option<String>,
}

/// What a file says about others.
#[derive(Debug, Default)]
pub(super) struct Says {
    /// The paths that it names.
    pub(super) named: Vec<Named>,
    /// The macros that it exports at the top of the crate.
    pub(super) macros: Vec<String>,
}

/// Reads a file's text.
pub(super) fn read(text: &str) -> Says {
    let mut says = Says::default();
    let stream: TokenStream = text.parse().unwrap();
    tokens(&stream.into_iter().collect::<Vec<_>>(), &[], &mut says);
    says
}

fn tokens(all: &[TokenTree], inside: &[String], says: &mut Says) {
    let (mut at, mut exported) = (0, false);
    while at < all.len() {
        let rest = &all[at..];
        at += match rest {
            [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] if hash.as_char() == '#' => {
                exported |= attribute.stream().to_string() == "macro_export";
                if attribute.stream().to_string().replace(' ', "") == "cfg(test)" {
                    2 + item(&rest[2..])
                } else {
                    1
                }
            }
            // `pub(in super::super)` says who may use, and uses nothing.
            [TokenTree::Ident(word), TokenTree::Group(group), ..]
                if word == "pub" && group.delimiter() == Delimiter::Parenthesis =>
            {
                2
            }
            [TokenTree::Ident(word), TokenTree::Ident(name), TokenTree::Group(body), ..] if word == "mod" => {
                let inside: Vec<_> = inside.iter().cloned().chain([name.to_string()]).collect();
                tokens(&body.stream().into_iter().collect::<Vec<_>>(), &inside, says);
                3
            }
            [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Ident(name), ..]
                if word == "macro_rules" =>
            {
                says.macros.extend(std::mem::take(&mut exported).then(|| name.to_string()));
                3
            }
            [TokenTree::Ident(word), ..] if word == "use" => {
                let end = rest.iter().position(|token| is(token, ';')).unwrap_or(rest.len());
                tree(&rest[1..end], &[], inside, says);
                end
            }
            [TokenTree::Group(group), ..] => {
                tokens(&group.stream().into_iter().collect::<Vec<_>>(), inside, says);
                1
            }
            [TokenTree::Ident(_), ..] => {
                let (path, length) = path(rest);
                if path.len() > 1 {
                    says.named.push(Named { inside: inside.to_vec(), path, alias: None });
                }
                length
            }
            _ => 1,
        };
    }
}

fn is(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// How many tokens an item has: a `use` ends with `;`, anything else with that or its body.
fn item(all: &[TokenTree]) -> usize {
    let import = all.iter().take(3).any(|token| matches!(token, TokenTree::Ident(word) if word == "use"));
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => !import && group.delimiter() == Delimiter::Brace,
        other => is(other, ';'),
    };
    all.iter().position(ends).map_or(all.len(), |end| end + 1)
}

/// The path at the beginning, and how many tokens it has.
fn path(all: &[TokenTree]) -> (Vec<String>, usize) {
    let (mut path, mut at) = (Vec::new(), 0);
    while let Some(TokenTree::Ident(segment)) = all.get(at) {
        path.push(segment.to_string());
        at += 1;
        match &all[at..] {
            [one, two, TokenTree::Ident(_), ..] if is(one, ':') && is(two, ':') => at += 2,
            _ => break,
        }
    }
    (path, at)
}

/// The paths of a `use`, below those segments that were read already.
fn tree(all: &[TokenTree], before: &[String], inside: &[String], says: &mut Says) {
    for branch in all.split(|token| is(token, ',')).filter(|branch| !branch.is_empty()) {
        let (own, length) = path(branch);
        let mut whole = [before, &own].concat();
        match &branch[length..] {
            [.., TokenTree::Group(group)] => {
                tree(&group.stream().into_iter().collect::<Vec<_>>(), &whole, inside, says);
            }
            [TokenTree::Ident(_), TokenTree::Ident(alias)] => name(whole, alias.to_string(), inside, says),
            [] => {
                if whole.len() > 1 && whole.last().is_some_and(|last| last == "self") {
                    whole.pop();
                }
                let alias = whole.last().cloned().unwrap_or_default();
                name(whole, alias, inside, says);
            }
            _ => name(whole, "*".to_owned(), inside, says),
        }
    }
}

fn name(path: Vec<String>, alias: String, inside: &[String], says: &mut Says) {
    says.named.push(Named { inside: inside.to_vec(), path, alias: Some(alias) });
}

#[test]
fn paths_are_read_wherever_they_stand() {
    let text = r#"
        use crate::{a::{self, B}, c as d};
        /// Not `crate::words`.
        #[derive(crate::e::Derive)]
        fn f() { let _ = ("crate::text", crate::g::h(), $crate::i::j!(super::k::L)); }
        pub(in super::super) mod m { use super::n::*; }
        #[cfg(test)]
        mod tests { use crate::hidden; }
    "#;

    let found: Vec<_> = read(text).named.iter().map(|named| named.path.join("::")).collect();

    let expected = [
        "crate::a",
        "crate::a::B",
        "crate::c",
        "crate::e::Derive",
        "crate::g::h",
        "crate::i::j",
        "super::k::L",
        "super::n",
    ];
    assert_eq!(found, expected);
}
