//! The container: lengths and payloads, each with a masked CRC-32C.

use super::{RecordError, RecordProblem};
use crate::imnn::data::DataError;
use crate::imnn::data::source::unread;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// The checksum of the format: rotated, so that one of bytes that hold checksums is no trivial number.
fn masked(bytes: &[u8]) -> u32 {
    crc32c::crc32c(bytes).rotate_right(15).wrapping_add(0xA282_EAD8)
}

/// Bytes of a record beside its payload: length, its checksum, and the payload's.
pub(super) const FRAME: u64 = 16;
/// Length and its checksum.
const HEAD: usize = 12;

/// Writes a record.
pub(super) fn write(file: &mut impl Write, payload: &[u8]) -> std::io::Result<u64> {
    let length = (payload.len() as u64).to_le_bytes();
    file.write_all(&length)?;
    file.write_all(&masked(&length).to_le_bytes())?;
    file.write_all(payload)?;
    file.write_all(&masked(payload).to_le_bytes())?;
    Ok(FRAME + payload.len() as u64)
}

enum Input {
    /// With the bytes that are left.
    Plain(BufReader<File>, u64),
    Packed(BufReader<MultiGzDecoder<BufReader<File>>>),
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(file, left) => {
                let read = file.read(into)?;
                *left = left.saturating_sub(read as u64);
                Ok(read)
            }
            Self::Packed(unpacked) => unpacked.read(into),
        }
    }
}

/// A file of records, read one after the other.
pub(super) struct Container {
    file: PathBuf,
    input: Input,
    /// Where the next record starts.
    offset: u64,
    /// The most bytes that a payload may have.
    limit: u64,
    payload: Vec<u8>,
}

impl Container {
    /// Opens a file. It is packed if it begins so and not with a record.
    pub(super) fn open(path: &Path, limit: u64) -> Result<Self, DataError> {
        let opened = || -> std::io::Result<Input> {
            let mut file = File::open(path)?;
            let mut head = [0; HEAD];
            let found = fill(&mut file, &mut head)?;
            file.rewind()?;
            let is_record = found == HEAD && check(&head).is_ok();
            let len = file.metadata()?.len();
            let file = BufReader::new(file);
            Ok(match head.starts_with(&[0x1F, 0x8B]) && !is_record {
                true => Input::Packed(BufReader::new(MultiGzDecoder::new(file))),
                false => Input::Plain(file, len),
            })
        };
        let input = opened().map_err(|error| unread(path, &error))?;
        Ok(Self { file: path.to_path_buf(), input, offset: 0, limit, payload: vec![] })
    }

    /// An error of the record that starts at `offset`.
    pub(super) fn error(&self, offset: u64, problem: RecordProblem) -> RecordError {
        RecordError { file: self.file.clone(), offset, problem }
    }

    /// The next record's payload, and where the record starts.
    pub(super) fn next(&mut self) -> Result<Option<(u64, &[u8])>, RecordError> {
        let offset = self.offset;
        let Some(length) = self.length()? else { return Ok(None) };
        self.payload.clear();
        // Grows with what is there, whatever the length says.
        let read = (&mut self.input).take(length).read_to_end(&mut self.payload);
        let read = read.map_err(|error| self.unread(&error))? as u64;
        let mut sum = [0; 4];
        let after = if read == length { self.fill(&mut sum)? as u64 } else { 0 };
        self.is_whole(length, read + after)?;
        let (expected, found) = (masked(&self.payload), u32::from_le_bytes(sum));
        if expected != found {
            return Err(self.error(offset, RecordProblem::PayloadChecksum { expected, found }));
        }
        self.offset += FRAME + length;
        Ok(Some((offset, &self.payload)))
    }

    /// Passes over a record, without a look at its payload; whether there was one.
    pub(super) fn skip(&mut self) -> Result<bool, RecordError> {
        let Some(length) = self.length()? else { return Ok(false) };
        let rest = length + 4;
        let passed = match &mut self.input {
            // The file has these bytes, so the length is no giant.
            Input::Plain(file, left) => {
                *left -= rest;
                file.seek_relative(rest as i64).map(|()| rest)
            }
            Input::Packed(unpacked) => {
                std::io::copy(&mut unpacked.take(rest), &mut std::io::sink())
            }
        };
        let passed = passed.map_err(|error| self.unread(&error))?;
        self.is_whole(length, passed)?;
        self.offset += FRAME + length;
        Ok(true)
    }

    /// The next payload's length, which the file and the limit allow.
    fn length(&mut self) -> Result<Option<u64>, RecordError> {
        let mut head = [0; HEAD];
        let found = self.fill(&mut head)?;
        if found == 0 {
            return Ok(None);
        }
        if found < HEAD {
            let problem = RecordProblem::CutOff { expected: HEAD as u64, found: found as u64 };
            return Err(self.error(self.offset, problem));
        }
        let length = check(&head).map_err(|problem| self.error(self.offset, problem))?;
        if length > self.limit {
            let problem = RecordProblem::TooLong { limit: self.limit, found: length };
            return Err(self.error(self.offset, problem));
        }
        if let Input::Plain(_, left) = self.input {
            self.is_whole(length, left.min(length + 4))?;
        }
        Ok(Some(length))
    }

    /// Whether `found` bytes are a payload and its checksum.
    fn is_whole(&self, length: u64, found: u64) -> Result<(), RecordError> {
        let (expected, found) = (FRAME + length, HEAD as u64 + found);
        match found == expected {
            true => Ok(()),
            false => Err(self.error(self.offset, RecordProblem::CutOff { expected, found })),
        }
    }

    fn fill(&mut self, into: &mut [u8]) -> Result<usize, RecordError> {
        fill(&mut self.input, into).map_err(|error| self.unread(&error))
    }

    fn unread(&self, error: &std::io::Error) -> RecordError {
        self.error(self.offset, RecordProblem::Unread(error.to_string()))
    }
}

/// The length in a record's head.
fn check(head: &[u8; HEAD]) -> Result<u64, RecordProblem> {
    let (length, sum) = head.split_at(8);
    let expected = masked(length);
    let found = u32::from_le_bytes(sum.try_into().expect("four bytes"));
    match expected == found {
        true => Ok(u64::from_le_bytes(length.try_into().expect("eight bytes"))),
        false => Err(RecordProblem::LengthChecksum { expected, found }),
    }
}

/// Reads until a buffer is full or nothing comes.
fn fill(input: &mut impl Read, into: &mut [u8]) -> std::io::Result<usize> {
    let mut found = 0;
    while found < into.len() {
        match input.read(&mut into[found..]) {
            Ok(0) => break,
            Ok(read) => found += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The checksum of 32 zeros is in RFC 3720, B.4; its mask was worked out apart.
    #[test]
    fn checksums_are_the_standard_ones() {
        assert_eq!(crc32c::crc32c(&[0; 32]), 0x8A91_36AA);
        assert_eq!(masked(&[0; 32]), 0x0FD7_FFFA);
    }
}
