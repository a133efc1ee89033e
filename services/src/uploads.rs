//! Pictures that people give us. None is kept as it came: it is decoded within limits, turned the right way up, cut to a
//! square, and written anew, so what else the file held is gone.

use std::{io::Cursor, time::Duration};

use domain::ids::AccountId;
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};
use store::{
    StoreError,
    uploads::{self, PORTRAIT, Upload},
};
use tokio::sync::Semaphore;

use crate::{ServiceError, Shop, now, shop::commit};

/// The largest file that is looked at.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;

/// The widest and highest picture that is decoded, and how much memory that may take.
const LARGEST_SIDE: u32 = 8_000;
const MOST_MEMORY: u64 = 128 * 1024 * 1024;

/// How wide and high a picture is kept.
const SIDE: u32 = 512;

/// How well it is kept, out of a hundred.
const QUALITY: u8 = 86;

/// How many pictures an account may give on one day.
const A_DAY: i64 = 20;

/// How long a picture may wait for its turn, and how long it may take then.
const TURN: Duration = Duration::from_secs(3);
const DEADLINE: Duration = Duration::from_secs(8);

/// How many pictures are decoded at once: each may take all the memory that is allowed.
static DECODING: Semaphore = Semaphore::const_new(2);

/// Why a picture was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file is larger than [`LARGEST_FILE`].
    #[error("the file is too large")]
    TooLarge,
    /// It is no picture of a kind that is read, or one too large to decode.
    #[error("not a picture that can be read")]
    NoPicture,
    /// The account gave too many pictures today.
    #[error("too many pictures for one day")]
    TooMany,
    /// Too many pictures are being decoded, or this one takes too long.
    #[error("no room to decode pictures right now")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Shop {
    /// Takes a picture of somebody with an account, in the place of the one before it; gives its id.
    ///
    /// # Errors
    /// When it is no picture, too large, one too many, or there is no room to decode it.
    pub async fn take_portrait(&self, account: &AccountId, file: Vec<u8>) -> Result<String, UploadError> {
        let upload = remade_for(self, account, file).await?;
        let id = hex::encode(rand::random::<[u8; 16]>());
        let (of, name, at) = (account.clone(), id.clone(), now());
        commit!(self.store, |tx| uploads::replace(tx, &of, PORTRAIT, &name, upload, at).await)?;
        Ok(id)
    }

    /// Takes an account's picture away.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_portrait(&self, account: &AccountId) -> Result<(), UploadError> {
        let of = account.clone();
        commit!(self.store, |tx| uploads::remove(tx, &of, PORTRAIT).await)?;
        Ok(())
    }

    /// Where an account's picture is, if it has one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn portrait_address(&self, account: &AccountId) -> Result<Option<String>, ServiceError> {
        let id = uploads::id_of(self.store.reader(), account, PORTRAIT).await?;
        Ok(id.map(|id| format!("/media/{id}.jpg")))
    }

    /// A picture by its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn upload(&self, id: &str) -> Result<Option<Upload>, UploadError> {
        let is_id = id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_id {
            return Ok(None);
        }
        Ok(uploads::find(self.store.reader(), id).await?)
    }
}

/// A picture that an account gives, written anew and counted among those of today.
///
/// # Errors
/// When it is no picture, too large, one too many, or there is no room to decode it.
pub(crate) async fn remade_for(shop: &Shop, account: &AccountId, file: Vec<u8>) -> Result<Upload, UploadError> {
    if file.len() > LARGEST_FILE {
        return Err(UploadError::TooLarge);
    }
    let (of, at) = (account.clone(), now());
    // Counted before it is looked at: what cannot be read costs as much as what can.
    let number = commit!(shop.store, |tx| uploads::count(tx, &of, at).await)?;
    if number > A_DAY {
        return Err(UploadError::TooMany);
    }
    Ok(Upload { content_type: "image/jpeg".to_owned(), bytes: remade_in_turn(file).await? })
}

/// Writes a picture anew when it is its turn, on a thread that may work for long.
async fn remade_in_turn(file: Vec<u8>) -> Result<Vec<u8>, UploadError> {
    let turn = tokio::time::timeout(TURN, DECODING.acquire()).await;
    let Ok(Ok(turn)) = turn else { return Err(UploadError::Busy) };
    let work = tokio::task::spawn_blocking(move || {
        // Whoever stops waiting does not stop the work; its place is free only when it is done.
        let _turn = turn;
        remade(&file)
    });
    match tokio::time::timeout(DEADLINE, work).await {
        Ok(Ok(remade)) => remade,
        Ok(Err(panicked)) => {
            tracing::error!(%panicked, "a picture could not be decoded");
            Err(UploadError::NoPicture)
        }
        Err(_) => Err(UploadError::Busy),
    }
}

/// The picture in a file, written anew as a square JPEG.
///
/// # Errors
/// [`UploadError::NoPicture`] when it is neither JPEG, PNG nor WebP by its own first bytes, is broken, or is larger than
/// what is decoded.
pub fn remade(file: &[u8]) -> Result<Vec<u8>, UploadError> {
    let none = |_| UploadError::NoPicture;
    let format = image::guess_format(file).map_err(none)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(UploadError::NoPicture);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(none)?;
    // Not every decoder counts what it decodes into against its limit.
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(UploadError::NoPicture);
    }
    let turned = decoder.orientation().map_err(none)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(none)?;
    // First small, then turned: the other way round everything would be moved twice.
    // Cut before it is made larger: a picture that is wide and low would grow beyond all measure.
    let side = picture.width().min(picture.height());
    let (x, y) = ((picture.width() - side) / 2, (picture.height() - side) / 2);
    picture = picture.crop_imm(x, y, side, side).resize_exact(SIDE, SIDE, FilterType::Triangle);
    picture.apply_orientation(turned);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&on_white(&picture)).map_err(none)?;
    Ok(bytes)
}

/// The picture without its transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0.map(u32::from);
        let over = |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    fn picture(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, |x, y| {
            let red = if x < width / 2 { 255 } else { 0 };
            let green = if y < height / 2 { 255 } else { 0 };
            Rgba([red, green, 0, 255])
        }))
    }

    fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let flat = DynamicImage::ImageRgb8(picture.to_rgb8());
        flat.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    /// A JPEG that says in its EXIF that it is to be turned, and who took it.
    fn sideways(orientation: u8) -> Vec<u8> {
        let jpeg = file(&picture(200, 100), ImageFormat::Jpeg);
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
        tiff.extend([0x0f, 0x01, 2, 0, 4, 0, 0, 0, b'M', b'e', b'X', 0]);
        tiff.extend([0, 0, 0, 0]);
        let mut segment = b"Exif\0\0".to_vec();
        segment.extend(tiff);
        let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &segment, &jpeg[2..]].concat()
    }

    #[test]
    fn every_kind_of_picture_becomes_a_small_square_jpeg() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let bytes = remade(&file(&picture(900, 600), format)).unwrap();
            assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::Jpeg);
            let read = image::load_from_memory(&bytes).unwrap();
            assert_eq!((read.width(), read.height()), (SIDE, SIDE), "{format:?}");
        }
    }

    #[test]
    fn a_picture_is_turned_the_right_way_up_and_what_else_the_file_held_is_gone() {
        let upright = image::load_from_memory(&remade(&sideways(1)).unwrap()).unwrap().to_rgb8();
        let turned = image::load_from_memory(&remade(&sideways(6)).unwrap()).unwrap().to_rgb8();
        let reddish = |picture: &RgbImage, x, y| picture.get_pixel(x, y).0[0] > 128;
        assert!(reddish(&upright, 60, 450) && !reddish(&upright, 450, 60));
        // A quarter to the right: what was left is above.
        assert!(reddish(&turned, 450, 60) && !reddish(&turned, 60, 450));
        let bytes = remade(&sideways(6)).unwrap();
        assert!(!bytes.windows(4).any(|four| four == b"Exif") && !bytes.windows(3).any(|three| three == b"MeX"));
    }

    #[test]
    fn what_is_transparent_becomes_white() {
        let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(64, 64, Rgba([0, 0, 0, 0])));
        let mut png = Cursor::new(Vec::new());
        clear.write_to(&mut png, ImageFormat::Png).unwrap();
        let read = image::load_from_memory(&remade(&png.into_inner()).unwrap()).unwrap().to_rgb8();
        assert!(read.get_pixel(9, 9).0.iter().all(|colour| *colour > 250));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let png = file(&picture(20, 20), ImageFormat::Png);
        let cut = &png[..png.len() / 2];
        let wrong: [&[u8]; 7] = [
            b"",
            b"GIF89a\x01\0\x01\0",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"BM",
            b"\xff\xd8\xff",
            b"%PDF-1.7",
            cut,
        ];
        for file in wrong {
            assert!(matches!(remade(file), Err(UploadError::NoPicture)), "{:?}", String::from_utf8_lossy(file));
        }
    }

    #[test]
    fn what_is_too_wide_is_not_decoded() {
        let wide = file(&DynamicImage::new_rgb8(LARGEST_SIDE + 1, 1), ImageFormat::Png);
        assert!(matches!(remade(&wide), Err(UploadError::NoPicture)));
        assert!(remade(&file(&DynamicImage::new_rgb8(LARGEST_SIDE, 2), ImageFormat::Png)).is_ok());
    }
}
