//! The list of keys.

/// One thing that can be set.
#[derive(Debug)]
pub struct Key {
    /// Its name in the file (`[database] url = …` is `database.url`) and for `--set`.
    pub name: &'static str,
    /// Its environment variable.
    pub env: &'static str,
    /// What holds when nobody says anything.
    pub default: Option<&'static str>,
    /// What a value must be, for a message: "… is allowed".
    pub allowed: &'static str,
    /// What it is for.
    pub help: &'static str,
}

/// Every key.
pub const KEYS: &[Key] = &[
    Key {
        name: "database.url",
        env: "IMPRINT_DATABASE_URL",
        default: Some("sqlite:imprint.db"),
        allowed: "sqlite:PATH or postgres://USER@HOST/DATABASE",
        help: "The database. `sslmode=require` in a PostgreSQL address asks for TLS with a checked certificate.",
    },
    Key {
        name: "database.replica_url",
        env: "IMPRINT_DATABASE_REPLICA_URL",
        default: None,
        allowed: "postgres://USER@HOST/DATABASE",
        help: "A PostgreSQL replica that reads go to.",
    },
    Key {
        name: "database.pool_size",
        env: "IMPRINT_DATABASE_POOL_SIZE",
        default: Some("8"),
        allowed: "a whole number from 1 to 500",
        help: "Connections at most; on SQLite those that read, beside the one that writes.",
    },
    Key {
        name: "database.queue_size",
        env: "IMPRINT_DATABASE_QUEUE_SIZE",
        default: Some("1024"),
        allowed: "a whole number from 1 to 100000",
        help: "Writes that may wait for SQLite's writer.",
    },
    Key {
        name: "database.wait_ms",
        env: "IMPRINT_DATABASE_WAIT_MS",
        default: Some("1000"),
        allowed: "milliseconds from 1 to 60000",
        help: "How long a request waits for a connection or a place in the queue before it gets 503.",
    },
    Key {
        name: "database.statement_timeout_ms",
        env: "IMPRINT_DATABASE_STATEMENT_TIMEOUT_MS",
        default: Some("2000"),
        allowed: "milliseconds from 10 to 600000",
        help: "How long PostgreSQL may take for one statement before the request gets 503.",
    },
    Key {
        name: "database.tls_ca",
        env: "IMPRINT_DATABASE_TLS_CA",
        default: None,
        allowed: "a file of PEM certificates that can be read",
        help: "What PostgreSQL's certificate is checked against; the machine's own roots when there is none.",
    },
    Key {
        name: "http.bind",
        env: "IMPRINT_BIND",
        default: Some("127.0.0.1:8080"),
        allowed: "ADDRESS:PORT, for instance 127.0.0.1:8080; port 0 takes any that is free",
        help: "Where the server listens.",
    },
    Key {
        name: "http.public_url",
        env: "IMPRINT_PUBLIC_URL",
        default: None,
        allowed: "an http or https address without a path, for instance https://api.example.org",
        help: "The address that callers use, when it is another (behind a proxy). Links are relative without it.",
    },
    Key {
        name: "http.trusted_proxies",
        env: "IMPRINT_TRUSTED_PROXIES",
        default: None,
        allowed: "addresses or networks with commas between, for instance 10.0.0.0/8,::1",
        help: "Proxies that are believed when they say in `X-Forwarded-For` for whom they ask. Without any, the address of the connection counts.",
    },
    Key {
        name: "http.head_timeout_ms",
        env: "IMPRINT_HEAD_TIMEOUT_MS",
        default: Some("5000"),
        allowed: "milliseconds from 10 to 600000",
        help: "How long the head of a request may take to arrive, and how long a connection may wait for its next request. Behind a proxy: longer than the proxy keeps its connections.",
    },
    Key {
        name: "http.body_limit",
        env: "IMPRINT_BODY_LIMIT",
        default: Some("1048576"),
        allowed: "bytes from 1024 to 1073741824",
        help: "The largest body of a request.",
    },
    Key {
        name: "http.body_timeout_ms",
        env: "IMPRINT_BODY_TIMEOUT_MS",
        default: Some("30000"),
        allowed: "milliseconds from 10 to 600000",
        help: "How long a body may take to arrive.",
    },
    Key {
        name: "http.stop_timeout_ms",
        env: "IMPRINT_STOP_TIMEOUT_MS",
        default: Some("10000"),
        allowed: "milliseconds from 0 to 600000",
        help: "How long requests in flight may take when the server is told to stop.",
    },
    Key {
        name: "identity.secret",
        env: "IMPRINT_IDENTITY_SECRET",
        default: None,
        allowed: "32 bytes in base64, for instance from openssl rand -base64 32",
        help: "What signing keys in the database are sealed with; the same on every server. Without it, SQLite's is in a file beside the database.",
    },
    Key {
        name: "identity.key_days",
        env: "IMPRINT_IDENTITY_KEY_DAYS",
        default: Some("90"),
        allowed: "days from 1 to 3650",
        help: "How old the key that signs tokens may become before a new one takes its place.",
    },
    Key {
        name: "identity.bcrypt_cost",
        env: "IMPRINT_BCRYPT_COST",
        default: Some("12"),
        allowed: "a whole number from 4 to 15",
        help: "The cost of a password's hash; one more doubles the time. Below 12 is for tests. A hash of a lower cost is renewed when its user signs in.",
    },
    Key {
        name: "identity.reset_url",
        env: "IMPRINT_RESET_URL",
        default: None,
        allowed: "an http or https address",
        help: "The page where people set a new password. The mail has it with `?token=…`; without it, the mail has the token alone.",
    },
    Key {
        name: "mail.transport",
        env: "IMPRINT_MAIL_TRANSPORT",
        default: Some("log"),
        allowed: "log or smtp",
        help: "How mail leaves: to `mail.smtp_url`, or not at all, with a line in the log.",
    },
    Key {
        name: "mail.folder",
        env: "IMPRINT_MAIL_FOLDER",
        default: None,
        allowed: "a folder that is there",
        help: "Where mail is put as `.eml` files with `mail.transport` `log`. Without it, what it says is in the log at `debug` only.",
    },
    Key {
        name: "mail.smtp_url",
        env: "IMPRINT_SMTP_URL",
        default: None,
        allowed: "smtps://NAME:PASSWORD@HOST or smtp://NAME:PASSWORD@HOST:587?tls=required",
        help: "The server that takes mail.",
    },
    Key {
        name: "mail.from",
        env: "IMPRINT_MAIL_FROM",
        default: Some("Imprint <imprint@localhost>"),
        allowed: "an e-mail address, with a name before it or not",
        help: "Whom mail is from.",
    },
    Key {
        name: "log.filter",
        env: "IMPRINT_LOG",
        default: Some("info,poem=warn"),
        allowed: "directives such as info or info,imprint=debug",
        help: "What is logged, in the notation of `tracing`'s EnvFilter.",
    },
    Key {
        name: "log.format",
        env: "IMPRINT_LOG_FORMAT",
        default: Some("pretty"),
        allowed: "pretty or json",
        help: "For people, or one JSON object a line.",
    },
];
