//! What the name of a file or folder says before it is opened.

use std::ffi::OsStr;

/// Endings of files that are not reports: drawings, sound, programs and their data, keys, the files
/// of saved web pages, parts of office documents, and the files of an index. Pictures that may be
/// pages are in [`PICTURES`].
const NOT_REPORTS: &str = "
    aac asc asp aspx avi bak bash bat bin c cc cer cfg cjs class cmd conf cpp crl crt crx cs csr css csv
    cxx dart dat db der desktop dll dmg emf env eot exe fast fdoc fdseq fieldnorm flv fpage gif go gpg h
    hh hpp htc ico idx inf ini ipynb iso jar java js json jsonl jsx key kt ldif less link lnk lock log lua
    m4a map mjs mov mp3 mp4 msi o odttf otf p12 p7b p7s pem pfx php pid pl plist pos properties ps1 psd pub
    py pyc r rb rels rs sass scala scss sh sig so sql sqlite store svg swf swift term tmp toml torrent ts
    tsv tsx ttf url vb vbs vcf vml vue wasm wav wdp webloc webm wmf wmv woff woff2 xml xsd xsl yaml yml
";

/// Endings of pictures as scanners and cameras write them.
const PICTURES: &str = "bmp heic heif jfif jpe jpeg jpg png tif tiff webp";

/// Names of folders in which web sites keep their own pictures.
const SITE_FOLDERS: &str = "
    asset assets css icon icons image images img imgs logo media pic pics res resource resources skin
    skins static style styles template templates theme themes ui
";

/// Endings of web pages.
const PAGES: [&str; 6] = ["html", "htm", "shtml", "xhtml", "mht", "mhtml"];

/// The part that every package of an office program has at its top.
const PACKAGE: &str = "[content_types].xml";

/// Endings of archives of other kinds than zip: they are not read, and the user is told.
const OTHER_ARCHIVES: &str = "7z arj bz2 gz lzh rar tar tgz xz zst";

/// Names of files that describe the reports around them.
const ABOUT_REPORTS: &str = "readme.md readme.txt readme";

/// Names of tables that correct the reports around them.
const CORRECTIONS: &str = "corrections.csv corrections.tsv corrections.txt corrections.xlsx \
                           corrections.xls corrections.ods corrections.et";

/// Names of codebooks, which are lists of queries.
const CODEBOOKS: &str = "codebook.csv codebook.tsv codebook.txt codebook.xlsx";

/// Returns whether an entry of this name is hidden, or left behind by an office program or a packer.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    bytes.starts_with(b".") || bytes.starts_with(b"~$") || bytes == b"__MACOSX"
}

/// Returns whether a file of this name describes or corrects the reports around it, or asks for what
/// is in them.
pub(super) fn is_about_reports(name: &OsStr) -> bool {
    is_one_of(name, ABOUT_REPORTS) || is_one_of(name, CODEBOOKS) || is_table_of_corrections(name)
}

/// Returns whether a file of this name is a table that corrects the reports around it.
pub(crate) fn is_table_of_corrections(name: &OsStr) -> bool {
    is_one_of(name, CORRECTIONS)
}

fn is_one_of(name: &OsStr, names: &str) -> bool {
    names.split_ascii_whitespace().any(|it| name.eq_ignore_ascii_case(it))
}

/// Returns whether the ending of `name` is that of something other than a report.
pub(super) fn is_not_report(name: &str) -> bool {
    ends_in_one_of(name, NOT_REPORTS)
}

/// Returns whether the ending of `name` is that of a picture.
pub(super) fn is_picture(name: &str) -> bool {
    ends_in_one_of(name, PICTURES)
}

/// Returns whether the ending of `name` is that of a web page.
pub(super) fn is_page(name: &str) -> bool {
    ends_in_one_of(name, &PAGES.join(" "))
}

/// Returns the names that the page of a folder of this name may have: see [`page_of`].
pub(super) fn pages_of(folder: &str) -> Vec<String> {
    let page = page_of(folder).into_iter();
    page.flat_map(|page| PAGES.map(|ending| format!("{page}.{ending}"))).collect()
}

/// Returns whether web sites keep their own pictures in a folder of this name.
pub(super) fn is_site_folder(name: &str) -> bool {
    SITE_FOLDERS.split_ascii_whitespace().any(|folder| name.eq_ignore_ascii_case(folder))
}

/// Returns whether a file of this name says that the folder around it is an office document that was
/// unpacked.
pub(super) fn is_package_mark(name: &str) -> bool {
    name.eq_ignore_ascii_case(PACKAGE)
}

/// Returns whether the ending of `name` is that of an archive that is not read.
pub(super) fn is_other_archive(name: &str) -> bool {
    ends_in_one_of(name, OTHER_ARCHIVES)
}

fn ends_in_one_of(name: &str, endings: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        endings.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case(ending))
    })
}

/// Returns the name, without its ending, of the page whose pictures and scripts a browser saved in a
/// folder of this name: `某县_files` and `某县.files` lie next to `某县.html`.
fn page_of(folder: &str) -> Option<&str> {
    let mut endings = ["_files", ".files", "_文件", ".文件"].into_iter();
    endings.find_map(|ending| folder.strip_suffix(ending)).filter(|page| !page.is_empty())
}
