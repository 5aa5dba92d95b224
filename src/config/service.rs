//! Recognises the environment variables that Kubernetes sets for a Service, which look like this program's own if the Service is
//! called `imprint`.

/// Returns whether a variable has the form of those that Kubernetes sets in every container for each Service of the namespace.
/// For a Service called `imprint` or `imprint-db`, they begin with `IMPRINT_`: `IMPRINT_SERVICE_HOST`,
/// `IMPRINT_DB_PORT_5432_TCP_ADDR`.
pub(super) fn is_of_a_service(name: &str, value: &str) -> bool {
    let Some(rest) = name.strip_prefix("IMPRINT_") else { return false };
    let words: Vec<_> = rest.split('_').collect();
    let ends = |ending: &[&str]| words.ends_with(ending);
    let named = |parts: &[&str]| words.windows(parts.len()).any(|window| window == parts);
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let link = ["tcp://", "udp://", "sctp://"].iter().any(|scheme| value.starts_with(scheme));
    // A person wrote `IMPRINT_PORT=8080`, which is not a key.
    let port = ends(&["PORT"]) && link;
    let of_port = words.windows(3).any(|window| {
        window[0] == "PORT" && number(window[1]) && ["TCP", "UDP", "SCTP"].contains(&window[2])
    });
    let service = ends(&["SERVICE", "HOST"]) || (named(&["SERVICE", "PORT"]) && number(value));
    port || of_port || service
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_kubernetes_sets_is_known_by_its_shape_and_what_people_misspell_is_not() {
        for (name, value) in [
            ("IMPRINT_SERVICE_HOST", "10.0.0.11"),
            ("IMPRINT_SERVICE_PORT", "80"),
            ("IMPRINT_SERVICE_PORT_HTTP", "80"),
            ("IMPRINT_PORT", "tcp://10.0.0.11:80"),
            ("IMPRINT_PORT_80_TCP", "tcp://10.0.0.11:80"),
            ("IMPRINT_PORT_80_TCP_PROTO", "tcp"),
            ("IMPRINT_PORT_80_TCP_PORT", "80"),
            ("IMPRINT_PORT_80_TCP_ADDR", "10.0.0.11"),
            ("IMPRINT_DB_SERVICE_HOST", "10.0.0.12"),
            ("IMPRINT_DB_PORT_53_UDP_ADDR", "10.0.0.12"),
        ] {
            assert!(is_of_a_service(name, value), "{name}");
        }
        for (name, value) in [
            ("IMPRINT_PORT", "8080"),
            ("IMPRINT_HOST", "0.0.0.0"),
            ("IMPRINT_DATABSE_URL", "tcp://x"),
            ("IMPRINT_SERVICE_PORT", "http"),
            ("IMPRINT_PORT_X_TCP", "1"),
            ("PORT_80_TCP", "1"),
        ] {
            assert!(!is_of_a_service(name, value), "{name}");
        }
    }
}
