//! The files of segments that were built, kept until the cluster has taken them.
//!
//! The index library merges segments and removes the parts. If another machine commits first, the parts
//! are needed again.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::index::{SegmentComponent, SegmentMeta};

use crate::error::Result;
use crate::index::files::io_error;
use crate::index::place::Place;

/// The folder of the files, within that of the index.
const FOLDER: &str = ".built";

/// The files that a segment may have.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Store,
];

/// The files of segments.
pub(super) struct BuiltFiles {
    segments: Vec<SegmentMeta>,
    /// `None` if nobody else writes the index.
    folder: Option<PathBuf>,
}

impl BuiltFiles {
    /// Keeps the files of segments of an index in a cluster.
    ///
    /// # Errors
    ///
    /// Fails if they cannot be linked.
    pub(super) fn keep(place: &Place, segments: Vec<SegmentMeta>) -> Result<Self> {
        if place.copy.is_none() {
            return Ok(Self { segments, folder: None });
        }
        let folder = place.folder.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|source| io_error("create", &folder, source))?;
        let kept = Self { segments, folder: Some(folder.clone()) };
        kept.link(&place.folder, &folder)?;
        Ok(kept)
    }

    /// Puts the files back into the folder of the index, and returns the segments.
    ///
    /// # Errors
    ///
    /// Fails if they cannot be linked.
    pub(super) fn bring_back(&self, dir: &Path) -> Result<Vec<SegmentMeta>> {
        if let Some(folder) = &self.folder {
            self.link(folder, dir)?;
        }
        Ok(self.segments.clone())
    }

    fn link(&self, from: &Path, to: &Path) -> Result<()> {
        let files =
            |segment: &SegmentMeta| COMPONENTS.map(|component| segment.relative_path(component));
        for file in self.segments.iter().flat_map(files) {
            let (old, new) = (from.join(&file), to.join(&file));
            // Segments may do without some of their files.
            if old.exists() && !new.exists() {
                fs::hard_link(&old, &new).map_err(|source| io_error("write", &new, source))?;
            }
        }
        Ok(())
    }
}
