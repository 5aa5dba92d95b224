//! A kept-alive connection that implements as little of HTTP/1.1 as possible, so that the load costs less than what it measures.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Result;

/// A connection that sends prepared requests and finds the end of each response.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub async fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and returns the body of its response. Fails if the status is not 2xx.
    pub async fn ask(&mut self, request: &[u8]) -> Result<&[u8]> {
        let (status, body) = self.exchange(request).await?;
        if (200..300).contains(&status) { Ok(body) } else { Err(refused(status, body)) }
    }

    /// Sends a request and returns the status and the body of its response, whatever they are.
    pub async fn exchange(&mut self, request: &[u8]) -> Result<(u16, &[u8])> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let mut answer: Option<Answer> = None;
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closed the connection".into());
            }
            if answer.is_none() {
                answer = Answer::read(&self.buffer)?;
            }
            if let Some(Answer { status, head, end }) = answer
                && self.buffer.len() >= end
            {
                return Ok((status, &self.buffer[head..end]));
            }
        }
    }
}

fn refused(status: u16, body: &[u8]) -> Box<dyn std::error::Error + Send + Sync> {
    format!("status {status}: {}", String::from_utf8_lossy(body)).into()
}

/// The head of a response: its status, where the head ends, and where the body ends.
#[derive(Clone, Copy)]
struct Answer {
    status: u16,
    head: usize,
    end: usize,
}

impl Answer {
    /// Parses a head. Returns `None` while it is incomplete.
    fn read(bytes: &[u8]) -> Result<Option<Self>> {
        let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
        let head = std::str::from_utf8(&bytes[..at])?;
        let mut lines = head.split("\r\n");
        let first = lines.next().unwrap_or_default();
        let status = first.split(' ').nth(1).unwrap_or_default().parse()?;
        let length = lines
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let (_, length) = length.ok_or("an answer without Content-Length")?;
        Ok(Some(Self { status, head: at + 4, end: at + 4 + length.trim().parse::<usize>()? }))
    }
}
