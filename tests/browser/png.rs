//! Screenshots with a palette: a page has some thousand colours, nearly all of them at the edges of
//! letters, and with the 256 most frequent it takes a third of the bytes.

use std::collections::HashMap;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

type Colour = [u8; 3];

/// What a PNG begins with.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Returns a screenshot with its most frequent colours, others as the nearest of these.
pub(crate) fn with_palette(png: &[u8]) -> Vec<u8> {
    let (width, pixels) = pixels(png);
    let mut frequency: HashMap<Colour, usize> = HashMap::new();
    for colour in &pixels {
        *frequency.entry(*colour).or_default() += 1;
    }
    let mut palette: Vec<Colour> = frequency.keys().copied().collect();
    palette.sort_by_key(|colour| (usize::MAX - frequency[colour], *colour));
    palette.truncate(256);
    let nearest = |colour: &Colour| -> u8 {
        let distance = |other: &Colour| -> u32 {
            colour
                .iter()
                .zip(other)
                .map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2))
                .sum()
        };
        let at = (0..palette.len()).min_by_key(|&at| distance(&palette[at])).unwrap();
        u8::try_from(at).unwrap()
    };
    let numbers: HashMap<Colour, u8> =
        frequency.keys().map(|colour| (*colour, nearest(colour))).collect();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    for row in pixels.chunks(width) {
        packed.write_all(&[0]).unwrap();
        packed.write_all(&row.iter().map(|colour| numbers[colour]).collect::<Vec<u8>>()).unwrap();
    }
    let [wide, high] = [width, pixels.len() / width].map(|it| u32::try_from(it).unwrap());
    // 8 bits for a number of the palette, and the usual compression.
    let header = [&wide.to_be_bytes()[..], &high.to_be_bytes(), &[8, 3, 0, 0, 0]].concat();
    let mut written = SIGNATURE.to_vec();
    for (name, data) in [
        (b"IHDR", header),
        (b"PLTE", palette.concat()),
        (b"IDAT", packed.finish().unwrap()),
        (b"IEND", Vec::new()),
    ] {
        written.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let chunk = [&name[..], &data].concat();
        written.extend(&chunk);
        written.extend(crc32fast::hash(&chunk).to_be_bytes());
    }
    written
}

/// Returns the width and the pixels of a screenshot: eight bits a colour, without interlacing.
fn pixels(png: &[u8]) -> (usize, Vec<Colour>) {
    let (mut header, mut packed) = (Vec::new(), Vec::new());
    let mut rest = png.strip_prefix(SIGNATURE).expect("a PNG");
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap();
        let (name, data) = (&after[..4], &after[4..4 + length]);
        match name {
            b"IHDR" => header = data.to_vec(),
            b"IDAT" => packed.extend(data),
            _ => {}
        }
        rest = &after[length + 8..];
    }
    let width = usize::try_from(u32::from_be_bytes(header[..4].try_into().unwrap())).unwrap();
    let bytes = match header[9] {
        2 => 3,
        6 => 4,
        other => panic!("a screenshot has no colours of type {other}"),
    };
    let mut raw = Vec::new();
    ZlibDecoder::new(packed.as_slice()).read_to_end(&mut raw).unwrap();
    let mut above = vec![0; width * bytes];
    let mut pixels = Vec::new();
    for line in raw.chunks(width * bytes + 1) {
        let row = unfiltered(line[0], &line[1..], &above, bytes);
        pixels.extend(row.chunks(bytes).map(|it| [it[0], it[1], it[2]]));
        above = row;
    }
    (width, pixels)
}

/// Returns the bytes of a row (PNG specification, 9.2), given those of the row above.
fn unfiltered(filter: u8, line: &[u8], above: &[u8], bytes: usize) -> Vec<u8> {
    let mut row: Vec<u8> = Vec::with_capacity(line.len());
    for (at, &byte) in line.iter().enumerate() {
        let before = |row: &[u8]| if at >= bytes { row[at - bytes] } else { 0 };
        let (left, up, corner) = (before(&row), above[at], before(above));
        let guess = match filter {
            0 => 0,
            1 => left,
            2 => up,
            3 => u8::midpoint(left, up),
            _ => nearest_of_three(left, up, corner),
        };
        row.push(byte.wrapping_add(guess));
    }
    row
}

/// Returns the one of three neighbours that is nearest to the plane through them (Paeth).
fn nearest_of_three(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let far = |it: i16| (a + b - c - it).abs();
    if far(a) <= far(b) && far(a) <= far(c) {
        left
    } else if far(b) <= far(c) {
        up
    } else {
        corner
    }
}
