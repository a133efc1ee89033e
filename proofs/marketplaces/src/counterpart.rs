//! The other side as a bare TCP server: it writes a healthy marketplace's answers down, or plays them with one spoiled.

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use super::{
    tape::{Asked, Exchange, HERE},
    wire::Fault,
};
use rule_proofs::finding::Problem;

/// What the counterpart does.
#[derive(Clone)]
pub enum Role {
    /// Asks a healthy marketplace and writes down what it says.
    Records { upstream: String, http: reqwest::Client, tape: Arc<Mutex<Vec<Exchange>>> },
    /// Plays a tape, one of its answers spoiled.
    Plays { tape: Arc<Vec<Exchange>>, spoiled: usize, fault: Arc<Fault> },
}

/// A server that ends when it is dropped.
pub struct Counterpart {
    /// Where it listens.
    pub url: String,
    /// How often the spoiled answer was given.
    pub spoiled: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for Counterpart {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One connection's view of the counterpart.
#[derive(Clone)]
struct Play {
    role: Role,
    url: String,
    given: Arc<AtomicUsize>,
    used: Arc<Mutex<Vec<usize>>>,
}

/// A question as it came over the wire.
struct Question {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Counterpart {
    /// Listens on a free port of this machine.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start(role: Role) -> Result<Self, Problem> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let given = Arc::new(AtomicUsize::new(0));
        let play = Play { role, url: url.clone(), given: given.clone(), used: Arc::default() };
        let task = tokio::spawn(async move {
            // they end with this task
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let play = play.clone();
                // whoever asked has gone; that is what some cases are about
                connections.spawn(async move { drop(play.answer_all(stream).await) });
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(Self { url, spoiled: given, task })
    }
}

impl Play {
    async fn answer_all(&self, stream: TcpStream) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        while let Some(question) = read(&mut stream).await? {
            let keep = match &self.role {
                Role::Records { upstream, http, tape } => {
                    let exchange = forward(http, upstream, &question).await.map_err(io::Error::other)?;
                    tape.lock().unwrap_or_else(PoisonError::into_inner).push(exchange.clone());
                    Fault::None.write(stream.get_mut(), &exchange, &self.url).await?
                }
                Role::Plays { tape, spoiled, fault } => match self.place(tape, &question.asked()) {
                    Some(place) if place == *spoiled => {
                        self.given.fetch_add(1, Ordering::Relaxed);
                        fault.write(stream.get_mut(), &tape[place], &self.url).await?
                    }
                    Some(place) => Fault::None.write(stream.get_mut(), &tape[place], &self.url).await?,
                    None => {
                        stream.get_mut().write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await?;
                        true
                    }
                },
            };
            if !keep {
                break;
            }
        }
        Ok(())
    }

    /// The answer on the tape: to this very question, else to one of its kind that was not given yet.
    fn place(&self, tape: &[Exchange], asked: &Asked) -> Option<usize> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let places = || tape.iter().enumerate();
        let fresh = |place: usize| !used.contains(&place);
        let found = places()
            .find(|(place, exchange)| fresh(*place) && exchange.asked.exactly == asked.exactly)
            .or_else(|| places().find(|(_, exchange)| exchange.asked.exactly == asked.exactly))
            .or_else(|| places().find(|(place, exchange)| fresh(*place) && exchange.asked.kind == asked.kind))
            .or_else(|| places().find(|(_, exchange)| exchange.asked.kind == asked.kind));
        let place = found.map(|(place, _)| place)?;
        used.push(place);
        Some(place)
    }
}

impl Question {
    fn asked(&self) -> Asked {
        let body = String::from_utf8_lossy(&self.body);
        let query = serde_json::from_slice::<serde_json::Value>(&self.body).unwrap_or_default();
        let operation = query["query"].as_str().and_then(|query| query.split(['(', '{']).next()).unwrap_or_default();
        let path = self.path.split('?').next().unwrap_or_default();
        Asked {
            exactly: format!("{} {} {body}", self.method, self.path),
            kind: format!("{} {path} {operation}", self.method),
        }
    }
}

/// Reads one request; `None` at the end of the connection.
async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Question>> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await?;
    Ok(Some(Question { method, path, headers, body }))
}

/// Headers that belong to a connection and not to an answer.
const OF_THE_CONNECTION: [&str; 6] =
    ["host", "content-length", "connection", "transfer-encoding", "date", "accept-encoding"];

async fn forward(http: &reqwest::Client, upstream: &str, question: &Question) -> Result<Exchange, Problem> {
    let method = question.method.parse::<reqwest::Method>()?;
    let mut request = http.request(method, format!("{upstream}{}", question.path)).body(question.body.clone());
    for (name, value) in question.headers.iter().filter(|(name, _)| !OF_THE_CONNECTION.contains(&name.as_str())) {
        request = request.header(name, value);
    }
    let answer = request.send().await?;
    let status = answer.status().as_u16();
    let told = answer.headers().iter().filter(|(name, _)| !OF_THE_CONNECTION.contains(&name.as_str()));
    let headers = told.map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    let headers = headers.collect();
    Ok(Exchange { asked: question.asked(), status, headers, body: answer.text().await?.replace(upstream, HERE) })
}
