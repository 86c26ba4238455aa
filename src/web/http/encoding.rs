//! How the bytes of an answer are sent: as they are, or compressed for a client that accepts it.
//!
//! They are compressed on the thread that makes the answer, before there is room for it: what waits for
//! the client is the compressed answer, and no thread that attends to connections compresses anything.
//! No answer contains a secret, so its length gives none away.

use std::io::{self, Write as _};
use std::mem::replace;

use axum::http::header::ACCEPT_ENCODING;
use axum::http::{HeaderMap, HeaderValue};
use flate2::Compression;
use flate2::write::GzEncoder;

/// How much work goes into compressing. The page of all counties (175 kB) has 13.0 kB after 0.5 ms; with
/// 1 it has 18.3 kB after 0.1 ms, with 9 12.6 kB after 1.2 ms.
const LEVEL: Compression = Compression::new(6);

/// The fewest bytes that are compressed: fewer are sent in one packet anyway (RFC 9293 has 1,460).
const LEAST: usize = 1_400;

/// The memory of a compressor, in bytes: its window of 32 kB, and tables over it.
pub(in crate::web) const COMPRESSOR: usize = 300 << 10;

/// How the bytes of an answer are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web) enum Encoding {
    /// As they are.
    #[default]
    Plain,
    /// Compressed.
    Gzip,
}

impl Encoding {
    /// Returns the encoding that a client prefers (RFC 9110, 12.5.3): gzip if it accepts it and does
    /// not weigh plain answers more.
    pub(in crate::web) fn accepted(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(ACCEPT_ENCODING).into_iter();
        let accepted = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
        let (mut gzip, mut any, mut plain) = (None, None, None);
        for (name, weight) in accepted.map(weighed) {
            match name.to_ascii_lowercase().as_str() {
                "gzip" | "x-gzip" => gzip = Some(weight),
                "*" => any = Some(weight),
                "identity" => plain = Some(weight),
                _ => {}
            }
        }
        let gzip = gzip.or(any).unwrap_or(0.0);
        if gzip > 0.0 && gzip >= plain.unwrap_or(0.0) { Self::Gzip } else { Self::Plain }
    }

    /// Returns its name in headers and tags; none if nothing has to be said.
    pub(in crate::web) fn key(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
        }
    }

    /// Returns the value of the header that names it.
    pub(in crate::web) fn header(self) -> Option<HeaderValue> {
        self.key().map(HeaderValue::from_static)
    }

    /// Returns a whole answer and how it is encoded: a short one is sent as it is.
    pub(in crate::web) fn pack(self, bytes: Vec<u8>) -> (Self, Vec<u8>) {
        if self == Self::Plain || bytes.len() < LEAST {
            return (Self::Plain, bytes);
        }
        let mut packer = Packer::new(self, bytes.len() / 4);
        packer.write(&bytes).expect("a vector takes everything");
        (self, packer.finish())
    }
}

/// Returns an encoding of the header with its weight.
fn weighed(accepted: &str) -> (&str, f32) {
    let mut pieces = accepted.split(';').map(str::trim);
    let name = pieces.next().unwrap_or_default();
    let weight = pieces.find_map(|piece| piece.strip_prefix("q=").or(piece.strip_prefix("Q=")));
    (name, weight.map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0)))
}

/// Packs an answer that is written piece by piece.
pub(in crate::web) enum Packer {
    Plain(Vec<u8>),
    Gzip(Box<GzEncoder<Vec<u8>>>),
}

impl Packer {
    /// Returns a packer with room for so many packed bytes.
    pub(in crate::web) fn new(encoding: Encoding, capacity: usize) -> Self {
        let packed = Vec::with_capacity(capacity);
        match encoding {
            Encoding::Plain => Self::Plain(packed),
            Encoding::Gzip => Self::Gzip(Box::new(GzEncoder::new(packed, LEVEL))),
        }
    }

    /// Packs some bytes.
    ///
    /// # Errors
    ///
    /// Never fails: what is packed is in memory.
    pub(in crate::web) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(packed) => packed.write_all(bytes),
            Self::Gzip(encoder) => encoder.write_all(bytes),
        }
    }

    /// Returns how many packed bytes can be taken.
    pub(in crate::web) fn ready(&self) -> usize {
        match self {
            Self::Plain(packed) => packed.len(),
            Self::Gzip(encoder) => encoder.get_ref().len(),
        }
    }

    /// Takes the packed bytes that are ready; there is room for as many again.
    pub(in crate::web) fn take(&mut self, capacity: usize) -> Vec<u8> {
        let packed = match self {
            Self::Plain(packed) => packed,
            Self::Gzip(encoder) => encoder.get_mut(),
        };
        replace(packed, Vec::with_capacity(capacity))
    }

    /// Returns all packed bytes that were not taken.
    pub(in crate::web) fn finish(self) -> Vec<u8> {
        match self {
            Self::Plain(packed) => packed,
            Self::Gzip(encoder) => encoder.finish().expect("a vector takes everything"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn gzip_is_for_clients_that_accept_it() {
        for (accepted, expected) in [
            (&[][..], Encoding::Plain),
            (&[""], Encoding::Plain),
            (&["gzip, deflate, br, zstd"], Encoding::Gzip),
            (&["br", "GZIP"], Encoding::Gzip),
            (&["x-gzip"], Encoding::Gzip),
            (&["br, deflate"], Encoding::Plain),
            (&["*"], Encoding::Gzip),
            (&["*;q=0"], Encoding::Plain),
            (&["gzip;q=0, *"], Encoding::Plain),
            (&["identity, gzip;q=0.5"], Encoding::Plain),
            (&["identity;q=0.5, gzip ; q=0.8"], Encoding::Gzip),
            (&["gzip;q=nonsense"], Encoding::Plain),
        ] {
            let values = accepted.iter().map(|it| (ACCEPT_ENCODING, HeaderValue::from_static(it)));
            let mut headers = HeaderMap::new();
            values.for_each(|(name, value)| {
                headers.append(name, value);
            });
            assert_eq!(Encoding::accepted(&headers), expected, "{accepted:?}");
        }
    }

    #[test]
    fn what_is_packed_is_unpacked_as_it_was() {
        let text = "法治政府建设年度报告。".repeat(2_000).into_bytes();
        let mut packer = Packer::new(Encoding::Gzip, 0);
        let mut pieces = Vec::new();
        for piece in text.chunks(777) {
            packer.write(piece).unwrap();
            if packer.ready() > 0 {
                pieces.extend(packer.take(0));
            }
        }
        pieces.extend(packer.finish());
        let mut unpacked = Vec::new();
        GzDecoder::new(&pieces[..]).read_to_end(&mut unpacked).unwrap();
        assert!(unpacked == text && pieces.len() < text.len() / 20, "{}", pieces.len());
        let short = text[..LEAST - 1].to_vec();
        assert_eq!(Encoding::Gzip.pack(short.clone()), (Encoding::Plain, short));
        assert_eq!(Encoding::Plain.pack(text.clone()), (Encoding::Plain, text));
    }
}
