//! The index in the shop's own process, in a folder beside the database or in memory alone.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use async_trait::async_trait;
use domain::{ids::ProductRef, locale::Locale};
use tantivy::{
    IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term,
    directory::{MmapDirectory, error::LockError},
};

use crate::{
    Asked, Entry, Found, Hit, Index, IndexError, Synonyms,
    looking::Look,
    reading::Reader,
    shelf::{FORMAT, Fields},
    stems::Stems,
    suggesting,
    synonyms::Thesaurus,
    vocabulary::Vocabulary,
    words::{is_small, words},
};

/// How much memory listings may take until they are written.
const BUFFER: usize = 24_000_000;

/// An index in this process.
pub struct Embedded {
    index: tantivy::Index,
    reader: IndexReader,
    /// Made when something is first written: only one process can.
    writer: Mutex<Option<IndexWriter>>,
    fields: Fields,
    stems: Stems,
    thesaurus: RwLock<Arc<Thesaurus>>,
}

impl Embedded {
    /// An index that ends with the process.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn in_memory() -> Result<Self, IndexError> {
        let (schema, fields) = Fields::new();
        Self::of(tantivy::Index::create_in_ram(schema), fields)
    }

    /// The index in a folder. One of another format, or one that cannot be read, is thrown away and begun anew: everything
    /// in it is in the database too.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let own = folder.join(format!("format-{FORMAT}"));
        fs::create_dir_all(&own).map_err(IndexError::broken)?;
        remove_others(folder, &own).map_err(IndexError::broken)?;
        match Self::at(&own) {
            Ok(index) => Ok(index),
            Err(error) => {
                tracing::warn!(%error, folder = %own.display(), "the index cannot be read and is begun anew");
                fs::remove_dir_all(&own).map_err(IndexError::broken)?;
                fs::create_dir_all(&own).map_err(IndexError::broken)?;
                Self::at(&own)
            }
        }
    }

    fn at(folder: &Path) -> Result<Self, IndexError> {
        let (schema, fields) = Fields::new();
        let directory = MmapDirectory::open(folder).map_err(IndexError::broken)?;
        Self::of(tantivy::Index::open_or_create(directory, schema)?, fields)
    }

    fn of(index: tantivy::Index, fields: Fields) -> Result<Self, IndexError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            index,
            reader,
            writer: Mutex::default(),
            fields,
            stems: Stems::default(),
            thesaurus: RwLock::default(),
        })
    }

    fn thesaurus(&self) -> Arc<Thesaurus> {
        self.thesaurus.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Does something with the index as it is now.
    fn looking<T>(&self, work: impl FnOnce(&Look<'_>, &Reader<'_>) -> Result<T, IndexError>) -> Result<T, IndexError> {
        let searcher: Searcher = self.reader.searcher();
        let thesaurus = self.thesaurus();
        let vocabulary = Vocabulary::new(&searcher, self.fields);
        let reader = Reader { vocabulary, stems: &self.stems, thesaurus: &thesaurus };
        work(&Look { searcher: &searcher, fields: self.fields }, &reader)
    }

    /// Writes in one commit. Where that fails, what was begun is taken back.
    fn writing(
        &self,
        cursor: Option<&str>,
        work: impl FnOnce(&IndexWriter) -> Result<(), TantivyError>,
    ) -> Result<(), IndexError> {
        let mut place = self.writer();
        let writer = match place.as_mut() {
            Some(writer) => writer,
            None => place.insert(self.new_writer()?),
        };
        let outcome = work(writer).and_then(|()| {
            let kept = cursor.map(str::to_owned).or(self.index.load_metas()?.payload);
            let mut commit = writer.prepare_commit()?;
            if let Some(kept) = kept {
                commit.set_payload(&kept);
            }
            commit.commit()
        });
        if let Err(error) = outcome {
            // the next write begins with a new writer
            *place = None;
            return Err(error.into());
        }
        Ok(self.reader.reload()?)
    }

    /// Makes this process the one that writes. Where another one is, at least what that wrote is seen from now on.
    fn new_writer(&self) -> Result<IndexWriter, IndexError> {
        self.index.writer_with_num_threads(1, BUFFER).map_err(|error| {
            self.reader.reload().ok();
            error.into()
        })
    }

    fn writer(&self) -> MutexGuard<'_, Option<IndexWriter>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many bytes the index takes.
    ///
    /// # Errors
    /// When its files cannot be read.
    pub fn bytes(&self) -> Result<u64, IndexError> {
        Ok(self.reader.searcher().space_usage().map_err(IndexError::broken)?.total().get_bytes())
    }

    /// Ends what is still being put together in the background.
    ///
    /// # Errors
    /// When that fails.
    pub fn settle(&self) -> Result<(), IndexError> {
        if let Some(writer) = self.writer().take() {
            writer.wait_merging_threads()?;
        }
        Ok(self.reader.reload()?)
    }
}

fn remove_others(folder: &Path, own: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        let ours = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("format-"));
        if ours && path != own {
            fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

#[async_trait]
impl Index for Embedded {
    async fn search(&self, asked: &Asked) -> Result<Found, IndexError> {
        self.looking(|look, reader| look.search(reader, asked))
    }

    async fn suggest(&self, typed: &str, _: Locale, most: usize) -> Result<Vec<Hit>, IndexError> {
        self.looking(|look, reader| suggesting::suggest(look, reader, typed, most))
    }

    async fn closest(&self, text: &str, locale: Locale) -> Result<Option<String>, IndexError> {
        let asked = Asked { text: text.to_owned(), locale, limit: 10, ..Asked::default() };
        Ok(self.search(&asked).await?.read_as)
    }

    async fn knows(&self, text: &str) -> Result<bool, IndexError> {
        self.looking(|_, reader| {
            for word in words(text) {
                if !is_small(&word) && reader.vocabulary.count(&word)? == 0 {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    async fn put(&self, entries: &[Entry], cursor: Option<&str>) -> Result<(), IndexError> {
        self.writing(cursor, |writer| {
            for entry in entries {
                writer.delete_term(Term::from_field_text(self.fields.key, &entry.reference.to_string()));
                writer.add_document(self.fields.document(entry, &self.stems))?;
            }
            Ok(())
        })
    }

    async fn forget(&self, references: &[ProductRef]) -> Result<(), IndexError> {
        self.writing(None, |writer| {
            for reference in references {
                writer.delete_term(Term::from_field_text(self.fields.key, &reference.to_string()));
            }
            Ok(())
        })
    }

    async fn cursor(&self) -> Option<String> {
        self.index.load_metas().ok()?.payload
    }

    fn learn(&self, synonyms: Vec<Synonyms>) {
        let thesaurus = Arc::new(Thesaurus::new(&synonyms, &self.stems));
        *self.thesaurus.write().unwrap_or_else(PoisonError::into_inner) = thesaurus;
    }

    async fn count(&self) -> Result<u64, IndexError> {
        Ok(self.reader.searcher().num_docs())
    }
}

impl IndexError {
    /// A failure of what lies below.
    pub(crate) fn broken(error: impl std::fmt::Display) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<TantivyError> for IndexError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy,
            error => Self::broken(error),
        }
    }
}
