//! Everything that an answer can be on its way over the wire, from its status to its last byte.

use std::{io, io::Write as _, sync::OnceLock, time::Duration};

use flate2::{Compression, write::GzEncoder};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::{
    spoil::{Damage, Step, spoil},
    tape::{Exchange, HERE},
};

/// How an answer is spoiled.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Not at all.
    None,
    /// Another status, with the recorded body or another one.
    Status(u16, Option<&'static str>),
    /// A redirect to this address.
    Redirect(u16, String),
    /// One field of its JSON.
    Field(Vec<Step>, Damage),
    /// Its bytes.
    Bytes(Bytes),
    /// How it is framed and how quickly it comes.
    Wire(Wire),
}

/// What may be hoped for after a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hope {
    /// The answer is as good as before.
    Same,
    /// It may still make sense, or not.
    Anything,
    /// Nothing can be made of it.
    Nothing,
}

macro_rules! variants {
    ($(#[$doc:meta])* $name:ident { $($variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];
        }
    };
}

variants! {
    /// Faults of the body's bytes.
    Bytes {
        ByteOrderMark, LeadingSpace, Utf16, BrokenText, Latin1, TrailingNul, TrailingGarbage, Twice, Half, Quarter,
        FirstByte, Empty, Html, SingleQuotes, TrailingComma, Comment, Xml, Zeros, Deep, DeepObjects, ManyValues,
        ManyFields, LongText, JustNull, JustList, JustObject, JustNumber, JustText, DeepInside,
    }
}

variants! {
    /// Faults of framing, encoding and time.
    Wire {
        ClosedAtOnce, ClosedAfterHeaders, Silent, SlowHeaders, HalfHeaders, EndlessHeaders, HugeHeader, HalfThenSilent,
        HalfThenClosed, SlowBody, EndlessBody, EndlessJson, HundredMegabytes, BadChunk, HugeChunk, NoLastChunk,
        SilentTrailer, EndlessTrailer, ShortLength, LongLength, TwoLengths, NegativeLength, WordLength, LengthAndChunks,
        NoLength, TextType, NoType, WrongCharset, Gzip, GzipBomb, BrokenGzip, SaidGzip, GzipInGzip, SaidBrotli,
        SaidZstd, SaidDeflate, UnknownEncoding, NoStatusLine, OddVersion, NoReason, StrangeBanner, TlsAlert,
        EarlyHints, EndlessContinue, Upgrade, BareNewlines, HeaderWithoutColon, NulInHeader,
    }
}

impl Wire {
    /// Whether it shows only in time.
    pub fn is_slow(self) -> bool {
        matches!(
            self,
            Self::Silent
                | Self::SlowHeaders
                | Self::HalfHeaders
                | Self::EndlessHeaders
                | Self::HalfThenSilent
                | Self::SlowBody
                | Self::SilentTrailer
                | Self::EndlessTrailer
                | Self::EndlessContinue
                | Self::LongLength
        )
    }

    fn hope(self) -> Hope {
        match self {
            Self::NoLength | Self::TextType | Self::NoType | Self::WrongCharset | Self::Gzip | Self::NoReason => {
                Hope::Same
            }
            Self::EarlyHints | Self::BareNewlines | Self::LengthAndChunks | Self::HugeHeader => Hope::Anything,
            Self::TwoLengths | Self::HeaderWithoutColon | Self::NulInHeader | Self::UnknownEncoding => Hope::Anything,
            Self::GzipInGzip | Self::SaidDeflate | Self::SaidZstd | Self::OddVersion => Hope::Anything,
            _ => Hope::Nothing,
        }
    }
}

impl Bytes {
    fn hope(self) -> Hope {
        match self {
            Self::ByteOrderMark | Self::LeadingSpace => Hope::Same,
            Self::JustList
            | Self::JustObject
            | Self::ManyFields
            | Self::DeepInside
            | Self::Latin1
            | Self::BrokenText => Hope::Anything,
            _ => Hope::Nothing,
        }
    }

    fn of(self, body: &str) -> Vec<u8> {
        let bytes = body.as_bytes();
        let joined = |parts: &[&[u8]]| parts.concat();
        match self {
            Self::ByteOrderMark => joined(&[b"\xef\xbb\xbf", bytes]),
            Self::LeadingSpace => joined(&[b" \r\n\t\n", bytes]),
            Self::Utf16 => body.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::BrokenText => replaced(bytes, b"\":\"", b"\":\"\xff\xc0\x80"),
            Self::Latin1 => replaced(bytes, b"\":\"", b"\":\"caf\xe9 "),
            Self::TrailingNul => joined(&[bytes, b"\0"]),
            Self::TrailingGarbage => joined(&[bytes, b"<!-- 0.3 seconds -->"]),
            Self::Twice => joined(&[bytes, bytes]),
            Self::Half => bytes[..bytes.len() / 2].to_vec(),
            Self::Quarter => bytes[..bytes.len() / 4].to_vec(),
            Self::FirstByte => bytes[..1.min(bytes.len())].to_vec(),
            Self::Empty => Vec::new(),
            Self::Html => b"<!doctype html><title>Maintenance</title><h1>Be right back</h1>".to_vec(),
            Self::SingleQuotes => body.replace('"', "'").into_bytes(),
            Self::TrailingComma => replaced(bytes, b"}", b",}"),
            Self::Comment => joined(&[b"/* cached */", bytes]),
            Self::Xml => b"<?xml version=\"1.0\"?><error/>".to_vec(),
            Self::Zeros => vec![0; 64 * 1024],
            Self::Deep => "[".repeat(100_000).into_bytes(),
            Self::DeepObjects => "{\"a\":".repeat(100_000).into_bytes(),
            Self::ManyValues => format!("[{}0]", "0,".repeat(900_000)).into_bytes(),
            Self::ManyFields => {
                let fields: Vec<String> = (0..150_000).map(|number| format!("\"{number}\":0")).collect();
                format!("{{{}}}", fields.join(",")).into_bytes()
            }
            Self::LongText => format!("\"{}\"", "x".repeat(1_900_000)).into_bytes(),
            Self::JustNull => b"null".to_vec(),
            Self::JustList => b"[]".to_vec(),
            Self::JustObject => b"{}".to_vec(),
            Self::JustNumber => b"7".to_vec(),
            Self::JustText => b"\"ok\"".to_vec(),
            Self::DeepInside => {
                let deep = format!("{{\"x\":{}{},", "[".repeat(100), "]".repeat(100));
                body.replacen('{', &deep, 1).into_bytes()
            }
        }
    }
}

fn replaced(bytes: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    let place = bytes.windows(what.len()).position(|window| window == what);
    place.map_or_else(|| [bytes, with].concat(), |place| [&bytes[..place], with, &bytes[place + what.len()..]].concat())
}

impl Fault {
    /// What may be hoped for after it.
    pub fn hope(&self) -> Hope {
        match self {
            Self::None => Hope::Same,
            // an object without anything in it may be an empty cart
            Self::Status(200..300, body) if body.is_none_or(|body| body.starts_with('{')) => Hope::Anything,
            Self::Status(..) | Self::Redirect(..) => Hope::Nothing,
            Self::Field(..) => Hope::Anything,
            Self::Bytes(bytes) => bytes.hope(),
            Self::Wire(wire) => wire.hope(),
        }
    }

    /// Whether it shows only in time, so that the case is given a limit as the shop gives it.
    pub fn is_slow(&self) -> bool {
        matches!(self, Self::Wire(wire) if wire.is_slow()) || matches!(self, Self::Status(100..200, _))
    }

    /// Writes the answer; says whether the connection goes on.
    ///
    /// # Errors
    /// When the other side has gone.
    pub async fn write(&self, stream: &mut TcpStream, exchange: &Exchange, here: &str) -> io::Result<bool> {
        let body = exchange.body.replace(HERE, here);
        let plain = |status: u16, body: &[u8]| whole(status, &exchange.headers, body);
        let bytes = match self {
            Self::None => plain(exchange.status, body.as_bytes()),
            Self::Status(status, other) => plain(*status, other.unwrap_or(&body).as_bytes()),
            Self::Redirect(status, to) => {
                let headers = [("location".to_owned(), to.clone())];
                whole(*status, &headers, body.as_bytes())
            }
            Self::Field(way, damage) => {
                let spoiled = spoil(&exchange.body, way, damage).unwrap_or_default().replace(HERE, here);
                plain(exchange.status, spoiled.as_bytes())
            }
            Self::Bytes(bytes) => plain(exchange.status, &bytes.of(&body)),
            Self::Wire(wire) => return wire.write(stream, exchange, body.as_bytes()).await,
        };
        stream.write_all(&bytes).await?;
        Ok(true)
    }
}

/// An answer as it should be.
fn whole(status: u16, headers: &[(String, String)], body: &[u8]) -> Vec<u8> {
    let mut all = head(status, headers, &format!("Content-Length: {}\r\n", body.len()));
    all.extend_from_slice(body);
    all
}

fn head(status: u16, headers: &[(String, String)], more: &str) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} As Told\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(more);
    head.push_str("\r\n");
    head.into_bytes()
}

/// Longer than any limit.
async fn for_ever() {
    tokio::time::sleep(Duration::from_secs(120)).await;
}

async fn again_and_again(stream: &mut TcpStream, piece: &[u8], pause: Duration) -> io::Result<()> {
    loop {
        stream.write_all(piece).await?;
        tokio::time::sleep(pause).await;
    }
}

impl Wire {
    async fn write(self, stream: &mut TcpStream, exchange: &Exchange, body: &[u8]) -> io::Result<bool> {
        let (status, headers) = (exchange.status, exchange.headers.as_slice());
        let with = |more: &str| head(status, headers, more);
        let length = format!("Content-Length: {}\r\n", body.len());
        let half = &body[..body.len() / 2];
        let typed = |kind: &str| {
            let others: Vec<_> = headers.iter().filter(|(name, _)| name != "content-type").cloned().collect();
            let more = if kind.is_empty() { length.clone() } else { format!("Content-Type: {kind}\r\n{length}") };
            [head(status, &others, &more).as_slice(), body].concat()
        };
        let encoded = |name: &str, body: &[u8]| {
            let more = format!("Content-Encoding: {name}\r\nContent-Length: {}\r\n", body.len());
            [with(&more).as_slice(), body].concat()
        };
        let instant = Duration::ZERO;
        let bytes = match self {
            Self::ClosedAtOnce => return Ok(false),
            Self::ClosedAfterHeaders => with(&length),
            Self::Silent => {
                for_ever().await;
                return Ok(false);
            }
            Self::SlowHeaders => {
                for byte in with(&length) {
                    stream.write_all(&[byte]).await?;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                return Ok(false);
            }
            Self::HalfHeaders => {
                stream.write_all(format!("HTTP/1.1 {status} OK\r\nContent-Ty").as_bytes()).await?;
                for_ever().await;
                return Ok(false);
            }
            Self::EndlessHeaders => {
                stream.write_all(format!("HTTP/1.1 {status} OK\r\n").as_bytes()).await?;
                again_and_again(stream, b"X-More: and more\r\n", Duration::from_millis(1)).await?;
                return Ok(false);
            }
            Self::HugeHeader => {
                let more = format!("X-Huge: {}\r\n{length}", "h".repeat(300_000));
                [with(&more).as_slice(), body].concat()
            }
            Self::HalfThenSilent => {
                stream.write_all(&[with(&length).as_slice(), half].concat()).await?;
                for_ever().await;
                return Ok(false);
            }
            Self::HalfThenClosed => [with(&length).as_slice(), half].concat(),
            Self::SlowBody => {
                stream.write_all(&with(&length)).await?;
                for byte in body {
                    stream.write_all(&[*byte]).await?;
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                return Ok(false);
            }
            Self::EndlessBody | Self::EndlessJson => {
                stream.write_all(&with("Transfer-Encoding: chunked\r\n")).await?;
                let text = if self == Self::EndlessBody { " ".repeat(0x4000) } else { "[0],".repeat(0x1000) };
                again_and_again(stream, format!("4000\r\n{text}\r\n").as_bytes(), instant).await?;
                return Ok(false);
            }
            Self::HundredMegabytes => {
                stream.write_all(&with("Content-Length: 104857600\r\n")).await?;
                for _ in 0..1600 {
                    stream.write_all(&[b'['; 65_536]).await?;
                }
                return Ok(false);
            }
            Self::BadChunk => chunked(&with, b"zz\r\n[]\r\n0\r\n\r\n"),
            Self::HugeChunk => chunked(&with, b"ffffffffffffffff\r\n[]"),
            Self::NoLastChunk => chunked(&with, format!("{:x}\r\n", body.len()).as_bytes()),
            Self::SilentTrailer | Self::EndlessTrailer => {
                let mut all = chunked(&with, format!("{:x}\r\n", body.len()).as_bytes());
                all.extend_from_slice(body);
                all.extend_from_slice(b"\r\n0\r\n");
                stream.write_all(&all).await?;
                if self == Self::EndlessTrailer {
                    again_and_again(stream, b"X-More: and more\r\n", Duration::from_millis(1)).await?;
                }
                for_ever().await;
                return Ok(false);
            }
            Self::ShortLength => [with(&format!("Content-Length: {}\r\n", half.len())).as_slice(), body].concat(),
            Self::LongLength => {
                let more = format!("Content-Length: {}\r\n", body.len() + 1000);
                stream.write_all(&[with(&more).as_slice(), body].concat()).await?;
                for_ever().await;
                return Ok(false);
            }
            Self::TwoLengths => [with(&format!("{length}Content-Length: 2\r\n")).as_slice(), body].concat(),
            Self::NegativeLength => [with("Content-Length: -5\r\n").as_slice(), body].concat(),
            Self::WordLength => [with("Content-Length: many\r\n").as_slice(), body].concat(),
            Self::LengthAndChunks => {
                [with(&format!("{length}Transfer-Encoding: chunked\r\n")).as_slice(), body].concat()
            }
            Self::NoLength => [with("Connection: close\r\n").as_slice(), body].concat(),
            Self::TextType => typed("text/html; charset=utf-8"),
            Self::NoType => typed(""),
            Self::WrongCharset => typed("application/json; charset=utf-7"),
            Self::Gzip => encoded("gzip", &gzip(body)),
            Self::GzipBomb => encoded("gzip", bomb()),
            Self::BrokenGzip => {
                let packed = gzip(body);
                encoded("gzip", &packed[..packed.len() / 2])
            }
            Self::SaidGzip => encoded("gzip", body),
            Self::GzipInGzip => encoded("gzip, gzip", &gzip(&gzip(body))),
            Self::SaidBrotli => encoded("br", body),
            Self::SaidZstd => encoded("zstd", body),
            Self::SaidDeflate => encoded("deflate", body),
            Self::UnknownEncoding => encoded("rot13", body),
            Self::NoStatusLine => body.to_vec(),
            Self::OddVersion => [b"HTTP/9.9 200 OK\r\n\r\n", body].concat(),
            Self::NoReason => {
                let head = with(&length);
                let line = format!("HTTP/1.1 {status} As Told\r\n").len();
                [format!("HTTP/1.1 {status}\r\n").as_bytes(), &head[line..], body].concat()
            }
            Self::StrangeBanner => b"SSH-2.0-OpenSSH_9.2p1\r\n".to_vec(),
            Self::TlsAlert => b"\x15\x03\x03\x00\x02\x02\x46".to_vec(),
            Self::EarlyHints => {
                let hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n".as_slice();
                [hints, with(&length).as_slice(), body].concat()
            }
            Self::EndlessContinue => {
                again_and_again(stream, b"HTTP/1.1 100 Continue\r\n\r\n", Duration::from_millis(1)).await?;
                return Ok(false);
            }
            Self::Upgrade => {
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n".to_vec()
            }
            Self::BareNewlines => {
                let head = String::from_utf8_lossy(&with(&length)).replace("\r\n", "\n");
                [head.as_bytes(), body].concat()
            }
            Self::HeaderWithoutColon => [with(&format!("no colon here\r\n{length}")).as_slice(), body].concat(),
            Self::NulInHeader => [with(&format!("X-Odd: a\0b\r\n{length}")).as_slice(), body].concat(),
        };
        stream.write_all(&bytes).await?;
        stream.flush().await?;
        // What is harmless leaves the connection as it was: closed without a word, it might take the next call along.
        Ok(matches!(self.hope(), Hope::Same) && !matches!(self, Self::NoLength))
    }
}

fn chunked(with: &impl Fn(&str) -> Vec<u8>, body: &[u8]) -> Vec<u8> {
    [with("Transfer-Encoding: chunked\r\n").as_slice(), body].concat()
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(body).and_then(|()| packed.finish()).unwrap_or_default()
}

/// A few hundred kilobytes that unpack to sixty-four megabytes.
fn bomb() -> &'static [u8] {
    static BOMB: OnceLock<Vec<u8>> = OnceLock::new();
    BOMB.get_or_init(|| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        let piece = [b' '; 65_536];
        let filled = (0..1024).try_for_each(|_| packed.write_all(&piece));
        filled.and_then(|()| packed.finish()).unwrap_or_default()
    })
}
