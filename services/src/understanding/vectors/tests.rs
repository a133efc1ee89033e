//! A small model, written here, is read and knows what its vectors say.

use std::fs;

use serde_json::json;

use super::*;

const WORDS: [(&str, [f32; 3]); 7] = [
    ("[UNK]", [0.0, 0.0, 9.0]),
    ("headphone", [1.0, 0.0, 0.0]),
    ("##s", [0.1, 0.0, 0.0]),
    ("casque", [0.9, 0.1, 0.0]),
    ("pan", [0.0, 1.0, 0.0]),
    ("frying", [0.0, 0.9, 0.1]),
    ("wireless", [0.6, 0.0, 0.5]),
];

/// A folder with a model of its own, gone with the test.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("onecart-vectors-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    fn write(&self, tokenizer: &serde_json::Value, header: &serde_json::Value, data: &[u8]) {
        let header = header.to_string();
        let length = u64::try_from(header.len()).expect("a short header").to_le_bytes();
        let model = [&length[..], header.as_bytes(), data].concat();
        fs::write(self.0.join("tokenizer.json"), tokenizer.to_string()).expect("a tokenizer");
        fs::write(self.0.join("model.safetensors"), model).expect("a model");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

fn tokenizer() -> serde_json::Value {
    let vocab: serde_json::Map<_, _> =
        WORDS.iter().enumerate().map(|(number, (word, _))| ((*word).to_owned(), json!(number))).collect();
    json!({ "model": { "type": "WordPiece", "vocab": vocab, "unk_token": "[UNK]" }, "normalizer": { "lowercase": true } })
}

fn data() -> Vec<u8> {
    WORDS.iter().flat_map(|(_, vector)| vector.iter().flat_map(|number| number.to_le_bytes())).collect()
}

fn header(end: usize) -> serde_json::Value {
    json!({
        "__metadata__": { "made": "by hand" },
        "embeddings": { "dtype": "F32", "shape": [WORDS.len(), 3], "data_offsets": [0, end] },
    })
}

#[test]
fn a_folder_of_vectors_knows_what_letters_do_not() {
    let folder = Folder::new("known");
    folder.write(&tokenizer(), &header(data().len()), &data());
    let vectors = Vectors::read(&folder.0).expect("a model");
    let close = |left: &str, right: &str| Vectors::closeness(&vectors.of(left), &vectors.of(right));
    assert!(close("Headphones", "casque") > 950);
    assert!(close("casque", "frying pan") < 200);
    assert_eq!(close("Headphones", "headphones"), 1000);
    assert_eq!(close("nothing known", "casque"), 0);
    assert_eq!(close("", "casque"), 0);
}

#[test]
fn the_likeliest_cut_is_taken() {
    let tokenizer = json!({ "model": {
        "type": "Unigram", "unk_id": 0,
        "vocab": [["<unk>", 0.0], ["▁head", -4.0], ["phones", -4.0], ["▁headphones", -6.0], ["▁pan", -3.0], ["s", -2.0], ["▁", -1.0]],
    } });
    let folder = Folder::new("likely");
    folder.write(&tokenizer, &header(data().len()), &data());
    let vectors = Vectors::read(&folder.0).expect("a model");
    assert_eq!(vectors.pieces.of("headphones pans"), [3, 4, 5]);
    assert_eq!(vectors.pieces.of("\u{1f3a7}"), [6]);
}

#[test]
fn what_is_no_model_is_refused_and_never_read_past_its_end() {
    let folder = Folder::new("broken");
    assert!(matches!(Vectors::read(&folder.0), Err(VectorsError::Unreadable { .. })));
    let shapes = [
        header(data().len() + 4),
        json!({ "embeddings": { "dtype": "F32", "shape": [WORDS.len(), 4], "data_offsets": [0, data().len()] } }),
        json!({ "embeddings": { "dtype": "F32", "shape": [usize::MAX, 3], "data_offsets": [0, data().len()] } }),
        json!({ "embeddings": { "dtype": "BF16", "shape": [WORDS.len(), 3], "data_offsets": [0, data().len()] } }),
        json!({ "embeddings": { "dtype": "F32", "shape": [21], "data_offsets": [0, data().len()] } }),
        json!({ "embeddings": { "dtype": "F32", "shape": [0, 3], "data_offsets": [8, 4] } }),
        json!({ "others": { "dtype": "F32", "shape": [0], "data_offsets": [0, 0] } }),
        json!([]),
    ];
    for shape in shapes {
        folder.write(&tokenizer(), &shape, &data());
        assert!(matches!(Vectors::read(&folder.0), Err(VectorsError::Malformed(_))), "{shape}");
    }
    folder.write(&json!({ "model": { "type": "BPE" } }), &header(data().len()), &data());
    assert!(matches!(Vectors::read(&folder.0), Err(VectorsError::Malformed(_))));
    fs::write(folder.0.join("model.safetensors"), [255; 9]).expect("a file");
    assert!(Vectors::read(&folder.0).is_err());
}
