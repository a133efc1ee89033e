//! The SMTP side of the catcher: just enough of RFC 5321 for a mail library, with caps on everything.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::{Catcher, Mailbox, Message};
use crate::market::Server;

/// The largest message taken, in bytes.
const MOST_BYTES: usize = 10 << 20;
/// The longest command line taken, in bytes.
const LONGEST_LINE: u64 = 4 << 10;
/// The most recipients of one message.
const MOST_RECIPIENTS: usize = 100;
/// How many connections are served at once.
const MOST_CONNECTIONS: usize = 128;
/// How long a silent client is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// Accepts mail over SMTP for as long as the world lives.
///
/// The knobs `latency_ms`, `hang` and `error_status` hit mail too, where `paths` is empty or names `smtp`.
pub async fn serve_smtp(listener: TcpListener, server: Server, mailbox: Arc<Mailbox>) {
    let catcher = Catcher { server: Arc::new(server), mailbox };
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut talks = tokio::task::JoinSet::new();
    loop {
        let place = places.clone().acquire_owned().await.expect("the semaphore is never closed");
        match listener.accept().await {
            Ok((stream, _)) => {
                let catcher = catcher.clone();
                talks.spawn(async move {
                    let _place = place;
                    if let Err(error) = Talk::new(stream, catcher).run().await {
                        tracing::debug!(%error, "a mail client went away");
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a mail client could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        while talks.try_join_next().is_some() {}
    }
}

/// One conversation with one client.
struct Talk {
    stream: BufReader<TcpStream>,
    catcher: Catcher,
    from: Option<String>,
    to: Vec<String>,
}

/// What a command leads to.
enum Next {
    Say(&'static str),
    ReadMessage,
    Quit,
}

impl Talk {
    fn new(stream: TcpStream, catcher: Catcher) -> Self {
        Self { stream: BufReader::new(stream), catcher, from: None, to: Vec::new() }
    }

    async fn run(mut self) -> io::Result<()> {
        let knobs = self.catcher.server.faults.knobs();
        let hit = knobs.paths.is_empty() || knobs.paths.iter().any(|path| path == "smtp");
        if hit && knobs.hang {
            std::future::pending::<()>().await;
        }
        if hit && knobs.latency_ms > 0 {
            tokio::time::sleep(Duration::from_millis(knobs.latency_ms)).await;
        }
        if hit && knobs.error_status.is_some() {
            return self.say("421 practice trouble, try again later").await;
        }
        self.say("220 practice.mail ESMTP").await?;
        while let Some(line) = self.line().await? {
            match self.command(&line) {
                Next::Say(answer) => self.say(answer).await?,
                Next::ReadMessage => {
                    self.say("354 end with a dot on a line of its own").await?;
                    let answer = self.message().await?;
                    self.say(answer).await?;
                }
                Next::Quit => return self.say("221 good-bye").await,
            }
        }
        Ok(())
    }

    async fn say(&mut self, answer: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(format!("{answer}\r\n").as_bytes()).await
    }

    /// The bytes up to the end of the line, or `most` of them; nothing at the end of the connection.
    async fn piece(&mut self, most: u64) -> io::Result<Vec<u8>> {
        let mut piece = Vec::new();
        let mut limited = (&mut self.stream).take(most);
        let read = tokio::time::timeout(PATIENCE, limited.read_until(b'\n', &mut piece)).await;
        read.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        Ok(piece)
    }

    /// The next command line, nothing at the end of the connection.
    async fn line(&mut self) -> io::Result<Option<String>> {
        let line = self.piece(LONGEST_LINE).await?;
        if line.is_empty() {
            return Ok(None);
        }
        if !line.ends_with(b"\n") {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a command line is too long"));
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end().to_owned()))
    }

    fn command(&mut self, line: &str) -> Next {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                self.forget();
                Next::Say("250-practice.mail\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 SIZE 10485760")
            }
            "HELO" => {
                self.forget();
                Next::Say("250 practice.mail")
            }
            "MAIL" => Next::Say(self.sender(rest)),
            "RCPT" => Next::Say(self.recipient(rest)),
            "DATA" if self.from.is_none() || self.to.is_empty() => Next::Say("503 MAIL and RCPT come first"),
            "DATA" => Next::ReadMessage,
            "RSET" => {
                self.forget();
                Next::Say("250 forgotten")
            }
            "NOOP" => Next::Say("250 fine"),
            "QUIT" => Next::Quit,
            "VRFY" | "EXPN" | "AUTH" | "STARTTLS" => Next::Say("502 not here"),
            _ => Next::Say("500 unknown command"),
        }
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    fn sender(&mut self, rest: &str) -> &'static str {
        let Some((address, parameters)) = path(rest, "FROM:") else {
            return "501 MAIL FROM:<address>";
        };
        let size = parameters.split(' ').find_map(|part| part.strip_prefix("SIZE=")?.parse::<usize>().ok());
        if size.is_some_and(|size| size > MOST_BYTES) {
            return "552 the message is too large";
        }
        self.from = Some(address);
        self.to.clear();
        "250 go on"
    }

    fn recipient(&mut self, rest: &str) -> &'static str {
        let address = path(rest, "TO:").map(|(address, _)| address).filter(|address| address.contains('@'));
        match address {
            None => "501 RCPT TO:<address>",
            Some(_) if self.from.is_none() => "503 MAIL comes first",
            Some(_) if self.to.len() >= MOST_RECIPIENTS => "452 too many recipients",
            Some(address) => {
                self.to.push(address);
                "250 go on"
            }
        }
    }

    /// Reads a message up to its dot; one that is too large is read to its end and refused.
    async fn message(&mut self) -> io::Result<&'static str> {
        let mut raw = Vec::new();
        let (mut too_large, mut line_begins) = (false, true);
        loop {
            let piece = self.piece(64 << 10).await?;
            if piece.is_empty() {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
            }
            if line_begins && (piece == b".\r\n" || piece == b".\n") {
                break;
            }
            let stuffed = line_begins && piece.starts_with(b".");
            line_begins = piece.ends_with(b"\n");
            too_large |= raw.len() + piece.len() > MOST_BYTES;
            if !too_large {
                raw.extend_from_slice(&piece[usize::from(stuffed)..]);
            }
        }
        let (from, to) = (self.from.take().unwrap_or_default(), std::mem::take(&mut self.to));
        if too_large {
            return Ok("552 the message is too large");
        }
        self.catcher.keep(Message::mail(&from, to, raw));
        Ok("250 caught")
    }
}

/// The address between angle brackets after `FROM:` or `TO:`, and the parameters behind it.
fn path(rest: &str, keyword: &str) -> Option<(String, String)> {
    let (head, tail) = rest.trim_start().split_at_checked(keyword.len())?;
    let inside = head.eq_ignore_ascii_case(keyword).then(|| tail.trim_start().strip_prefix('<'))??;
    let (address, parameters) = inside.split_once('>')?;
    let good = address.len() <= 320 && !address.chars().any(char::is_control);
    good.then(|| (address.to_owned(), parameters.trim().to_ascii_uppercase()))
}
