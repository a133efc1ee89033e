//! The safetensors format: eight bytes with the length of a header, the header as JSON, then plain numbers.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::VectorsError;

/// The longest header that is read.
const LONGEST_HEADER: usize = 100 * 1024 * 1024;

/// What a header says of one tensor.
#[derive(Deserialize)]
struct Described {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: [usize; 2],
}

/// The tensors of a file.
pub struct Tensors<'a> {
    described: BTreeMap<String, Described>,
    data: &'a [u8],
}

/// One tensor: its kind of numbers, its shape, its bytes.
pub struct Tensor<'a> {
    dtype: &'a str,
    pub shape: &'a [usize],
    bytes: &'a [u8],
}

impl<'a> Tensors<'a> {
    /// Reads the header of a file.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn read(file: &'a [u8]) -> Result<Self, VectorsError> {
        let malformed = VectorsError::Malformed("the model is no safetensors file");
        let Some((length, rest)) = file.split_first_chunk::<8>() else { return Err(malformed) };
        let length = usize::try_from(u64::from_le_bytes(*length)).ok().filter(|length| *length <= LONGEST_HEADER);
        let Some((header, data)) = length.and_then(|length| rest.split_at_checked(length)) else {
            return Err(malformed);
        };
        let Ok(mut entries) = serde_json::from_slice::<BTreeMap<String, serde_json::Value>>(header) else {
            return Err(malformed);
        };
        entries.remove("__metadata__");
        let described: Result<_, serde_json::Error> =
            entries.into_iter().map(|(name, value)| Ok((name, serde_json::from_value(value)?))).collect();
        described.map(|described| Self { described, data }).map_err(|_| malformed)
    }

    /// The tensor of a name, where it lies in the file.
    pub fn get(&self, name: &str) -> Option<Tensor<'_>> {
        let Described { dtype, shape, data_offsets: [begin, end] } = self.described.get(name)?;
        Some(Tensor { dtype, shape, bytes: self.data.get(*begin..*end)? })
    }
}

impl Tensor<'_> {
    fn count(&self) -> Option<usize> {
        self.shape.iter().try_fold(1_usize, |count, side| count.checked_mul(*side))
    }

    fn each<const SIZE: usize, T>(&self, read: impl Fn([u8; SIZE]) -> T) -> Result<Vec<T>, VectorsError> {
        let (chunks, rest) = self.bytes.as_chunks::<SIZE>();
        if !rest.is_empty() || self.count() != Some(chunks.len()) {
            return Err(VectorsError::Malformed("a tensor is shorter or longer than it says"));
        }
        Ok(chunks.iter().map(|chunk| read(*chunk)).collect())
    }
}

/// The numbers of a tensor.
///
/// # Errors
/// When it holds another kind of numbers, or not as many as it says.
pub fn numbers(tensor: &Tensor<'_>) -> Result<Vec<f32>, VectorsError> {
    match tensor.dtype {
        "F32" => tensor.each(f32::from_le_bytes),
        "F64" => tensor.each(|bytes| f64::from_le_bytes(bytes) as f32),
        "F16" => tensor.each(|bytes| of_half(u16::from_le_bytes(bytes))),
        "I8" => tensor.each(|[byte]: [u8; 1]| f32::from(i8::from_le_bytes([byte]))),
        _ => Err(VectorsError::Malformed("a tensor holds numbers of a kind that is not read")),
    }
}

/// The whole numbers of a tensor.
///
/// # Errors
/// As [`numbers`], and where one is negative.
pub fn whole_numbers(tensor: &Tensor<'_>) -> Result<Vec<usize>, VectorsError> {
    let numbers = match tensor.dtype {
        "I32" => tensor.each(|bytes| i64::from(i32::from_le_bytes(bytes)))?,
        "I64" => tensor.each(i64::from_le_bytes)?,
        _ => return Err(VectorsError::Malformed("a tensor holds numbers of a kind that is not read")),
    };
    let whole = numbers.into_iter().map(usize::try_from).collect::<Result<_, _>>();
    whole.map_err(|_| VectorsError::Malformed("a tensor holds a negative number"))
}

/// A number of sixteen bits (IEEE 754).
fn of_half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from((bits >> 10) & 0x1f), f32::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction / 1024.0) * 2_f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read_as_what_they_are() {
        let cases =
            [(0x3c00, 1.0), (0xc000, -2.0), (0x3800, 0.5), (0x0001, 2_f32.powi(-24)), (0, 0.0), (0x7bff, 65504.0)];
        for (bits, number) in cases {
            assert_eq!(of_half(bits), number, "{bits:x}");
        }
        assert!(of_half(0x7e00).is_nan());
    }
}
