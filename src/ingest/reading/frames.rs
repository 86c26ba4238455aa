//! How requests and replies go through a pipe: each in a frame, which begins with its length.
//!
//! A request is a frame of JSON, and one for each file beside the file and one for the file itself,
//! with its bytes if they are sent; a reply is a frame of JSON.

use std::io::{self, Read, Write};
use std::sync::Arc;

use super::request::{Reply, Request};
use crate::extract::LARGEST_FILE;

/// The most bytes of a frame: a file with what an escape may add to it.
const MOST: u64 = 2 * LARGEST_FILE as u64;

/// Marks a request that is followed by no bytes.
const NONE: u64 = u64::MAX;

/// Writes a request.
pub(super) fn write_request(out: &mut impl Write, request: &Request) -> io::Result<()> {
    write_frame(out, &serde_json::to_vec(request)?)?;
    for bytes in request.beside.iter().map(|file| &file.bytes).chain([&request.bytes]) {
        match bytes {
            Some(bytes) => write_frame(out, bytes)?,
            None => out.write_all(&NONE.to_le_bytes())?,
        }
    }
    out.flush()
}

/// Reads a request; `None` at the end of `input`.
pub(super) fn read_request(input: &mut impl Read) -> io::Result<Option<Request>> {
    let Some(json) = read_frame(input)? else { return Ok(None) };
    let mut request: Request = serde_json::from_slice(&json)?;
    for file in &mut request.beside {
        file.bytes = read_frame(input)?.map(Arc::new);
    }
    request.bytes = read_frame(input)?.map(Arc::new);
    Ok(Some(request))
}

/// Writes a reply.
pub(super) fn write_reply(out: &mut impl Write, reply: &Reply) -> io::Result<()> {
    write_frame(out, &serde_json::to_vec(reply)?)?;
    out.flush()
}

/// Reads a reply.
pub(super) fn read_reply(input: &mut impl Read) -> io::Result<Reply> {
    let json = read_frame(input)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(serde_json::from_slice(&json)?)
}

fn write_frame(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads a frame; `None` at the end of `input`, and for bytes that are not sent.
fn read_frame(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    let mut filled = 0;
    while let Some(rest) = length.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) if filled == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let length = match u64::from_le_bytes(length) {
        NONE => return Ok(None),
        length if length > MOST => return Err(io::ErrorKind::InvalidData.into()),
        length => length,
    };
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    input.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::ReferenceKind;
    use crate::ingest::beside::Beside;

    fn request(bytes: Option<&[u8]>) -> Request {
        Request {
            below: "云岫县/1.txt".to_owned(),
            path: Some("云岫县/1.txt".into()),
            bytes: bytes.map(|bytes| Arc::new(bytes.to_vec())),
            beside: Vec::new(),
            overrides: None,
            recognised_by: None,
            recognised: None,
        }
    }

    #[test]
    fn requests_are_read_back_until_the_pipe_ends() {
        let beside = |bytes: Option<&[u8]>| Beside {
            kind: ReferenceKind::File,
            name: "1.pdf".to_owned(),
            label: String::new(),
            path: None,
            bytes: bytes.map(|bytes| Arc::new(bytes.to_vec())),
        };
        let page = request(Some(b"<html>"));
        let page = Request { beside: vec![beside(None), beside(Some(b"%PDF"))], ..page };
        let requests =
            [page, request(None), request(Some(b"")), request(Some("一、概况".as_bytes()))];
        let mut pipe = Vec::new();
        for request in &requests {
            write_request(&mut pipe, request).unwrap();
        }
        let mut input = &pipe[..];
        for request in requests {
            assert_eq!(read_request(&mut input).unwrap(), Some(request));
        }
        assert_eq!(read_request(&mut input).unwrap(), None);
    }

    #[test]
    fn replies_are_read_back_and_what_is_cut_short_is_an_error() {
        let mut pipe = Vec::new();
        write_reply(&mut pipe, &Reply::Archive).unwrap();
        assert_eq!(read_reply(&mut &pipe[..]).unwrap(), Reply::Archive);
        for length in 0..pipe.len() {
            assert!(read_reply(&mut pipe.get(..length).unwrap()).is_err(), "{length}");
        }
        let huge = [0xFE; 16];
        assert!(read_reply(&mut &huge[..]).is_err());
    }
}
