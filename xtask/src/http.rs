//! As much HTTP/1.1 as waiting, switching faults and measuring need: one kept-alive connection, bodies by
//! length, in chunks or until the end. Loopback only, plain text only.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use crate::outcome::Result;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    /// The encodings we accept, `identity` or `br`.
    pub encoding: &'a str,
    pub body: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// Reads a page as plain text.
    pub fn get(path: &'a str) -> Self {
        Self { method: "GET", path, encoding: "identity", body: None }
    }
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    /// From the request to the first byte of the head, and to the last byte of the body.
    pub first_byte: Duration,
    pub whole: Duration,
}

impl Answer {
    /// The body as text, foreign bytes replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection that is opened when needed and kept while the server allows it.
pub struct Client {
    address: SocketAddr,
    patience: Duration,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    /// Will talk to `port` of this machine and wait at most `patience` for each read.
    pub fn new(port: u16, patience: Duration) -> Self {
        Self { address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)), patience, stream: None }
    }

    /// Sends one request and reads its whole answer.
    ///
    /// # Errors
    /// When nobody listens, the answer is not HTTP, or it takes longer than our patience. The next call
    /// opens a new connection.
    pub fn send(&mut self, request: &Request<'_>) -> Result<Answer> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => self.open()?,
        };
        let began = Instant::now();
        stream.get_mut().write_all(self.head(request).as_bytes())?;
        let (answer, reusable) = read_answer(&mut stream, began)?;
        if reusable {
            self.stream = Some(stream);
        }
        Ok(answer)
    }

    fn open(&self) -> Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect_timeout(&self.address, self.patience)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(self.patience))?;
        Ok(BufReader::with_capacity(64 * 1024, stream))
    }

    fn head(&self, request: &Request<'_>) -> String {
        let Request { method, path, encoding, body } = request;
        let length = body.map_or_else(String::new, |body| {
            format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len())
        });
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html,*/*\r\naccept-encoding: {encoding}\r\n{length}\r\n{}",
            self.address,
            body.unwrap_or_default()
        )
    }
}

/// One request on a connection of its own.
///
/// # Errors
/// As [`Client::send`].
pub fn once(port: u16, request: &Request<'_>) -> Result<Answer> {
    Client::new(port, Duration::from_secs(10)).send(request)
}

fn read_answer(stream: &mut impl BufRead, began: Instant) -> Result<(Answer, bool)> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let first_byte = began.elapsed();
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("the answer is not HTTP")?;
    let (mut length, mut chunked) = (None, false);
    let mut reusable = line.starts_with("HTTP/1.1");
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = Some(value.parse::<u64>()?),
            "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
            "connection" => reusable = !value.eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    match length {
        _ if chunked => read_chunks(stream, &mut body)?,
        _ if status == 204 || status == 304 => {}
        Some(length) => {
            if stream.take(length).read_to_end(&mut body)? as u64 != length {
                return Err("the answer ended early".into());
            }
        }
        None => {
            stream.read_to_end(&mut body)?;
            reusable = false;
        }
    }
    Ok((Answer { status, body, first_byte, whole: began.elapsed() }, reusable))
}

fn read_chunks(stream: &mut impl BufRead, body: &mut Vec<u8>) -> Result {
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let size = line.trim_end().split(';').next().unwrap_or_default();
        let size = u64::from_str_radix(size, 16).map_err(|_| "a chunk without a size")?;
        if stream.take(size).read_to_end(body)? as u64 != size {
            return Err("the answer ended early".into());
        }
        line.clear();
        stream.read_line(&mut line)?;
        if size == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Answer, bool)> {
        read_answer(&mut text.as_bytes(), Instant::now())
    }

    #[test]
    fn a_body_in_chunks_is_put_together() {
        let (answer, reusable) =
            read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nOne \r\n4\r\ncart\r\n0\r\n\r\n")
                .expect("a whole answer");
        assert_eq!((answer.text().as_str(), reusable), ("One cart", true));
    }

    #[test]
    fn a_body_that_ends_early_is_not_taken_for_whole() {
        assert!(read("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort").is_err());
        assert!(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nshort").is_err());
    }

    #[test]
    fn a_closing_server_is_not_asked_again_on_the_same_connection() {
        let (answer, reusable) =
            read("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").expect("a whole answer");
        assert_eq!((answer.status, reusable), (503, false));
    }
}
