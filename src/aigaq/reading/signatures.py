"""Signatures of binary files: their first bytes.

Invariant: a file with one of these signatures is refused before anything tries to read it as text.
"""

from __future__ import annotations

# (offset, first bytes, what people call it, media type): kinds that hold something to read but have no reader here.
_MAGIC = (
    (0, b"\x89PNG\r\n\x1a\n", "PNG", "image/png"),
    (0, b"\xff\xd8\xff", "JPEG", "image/jpeg"),
    (0, b"GIF8", "GIF", "image/gif"),
    (0, b"II*\0", "TIFF", "image/tiff"),
    (0, b"MM\0*", "TIFF", "image/tiff"),
    (0, b"AT&TFORM", "DjVu", "image/vnd.djvu"),
    (8, b"WEBP", "WebP", "image/webp"),
    (8, b"AVI ", "AVI", "video/x-msvideo"),
    (8, b"WAVE", "WAV", "audio/wav"),
    (4, b"ftyphei", "HEIC", "image/heic"),
    (4, b"ftypmif1", "HEIC", "image/heic"),
    (4, b"ftypavif", "AVIF", "image/avif"),
    (4, b"ftypM4A", "M4A", "audio/mp4"),
    (4, b"ftyp", "MP4", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "WebM", "video/webm"),
    (0, b"FLV\x01", "FLV", "video/x-flv"),
    (0, b"ID3", "MP3", "audio/mpeg"),
    (0, b"\xff\xfb", "MP3", "audio/mpeg"),
    (0, b"\xff\xf3", "MP3", "audio/mpeg"),
    (0, b"OggS", "Ogg", "audio/ogg"),
    (0, b"fLaC", "FLAC", "audio/flac"),
    (0, b"#!AMR", "AMR", "audio/amr"),
    (0, b"\x1f\x8b", "GZIP", "application/gzip"),
    (0, b"BZh", "BZIP2", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "XZ", "application/x-xz"),
    (0, b"(\xb5/\xfd", "ZSTD", "application/zstd"),
    (257, b"ustar", "TAR", "application/x-tar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z", "application/x-7z-compressed"),
    (0, b"Rar!", "RAR", "application/vnd.rar"),
    (0, b"bplist00", "WebArchive", "application/x-webarchive"),
    (0, b"!BDN", "PST", "application/vnd.ms-outlook"),
    (0, b"SQLite format 3\0", "SQLite", "application/vnd.sqlite3"),
    (0, b"age-encryption.org/", "age", "application/x-age"),
    (0, b"-----BEGIN PGP ", "PGP", "application/pgp-encrypted"),
)
_ZIPPED = (
    (b"word/document.xml", "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (
        b"ppt/presentation.xml",
        "PPTX",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (b"application/vnd.oasis.opendocument.text", "ODT", "application/vnd.oasis.opendocument.text"),
    (
        b"application/vnd.oasis.opendocument.spreadsheet",
        "ODS",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    (b"application/epub+zip", "EPUB", "application/epub+zip"),
    (b"datapackage.json", "WACZ", "application/wacz"),
)
_OLE = (
    ("WordDocument", "DOC", "application/msword"),
    ("Workbook", "XLS", "application/vnd.ms-excel"),
    ("PowerPoint Document", "PPT", "application/vnd.ms-powerpoint"),
    ("__substg1.0_", "MSG", "application/vnd.ms-outlook"),
)
_BLANK = b"\xef\xbb\xbf \t\r\n\f"


def signature(data: bytes) -> tuple[str, str] | None:
    """Common name and media type of a file by its first bytes; None if it may be text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next(
            ((name, kind) for part, name, kind in _ZIPPED if part in data), ("ZIP", "application/zip")
        )
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return next(
            ((name, kind) for part, name, kind in _OLE if part.encode("utf-16-le") in data),
            ("Microsoft Office", "application/x-ole-storage"),
        )
    # What sends a file may have put something before it; readers look for this within the first kilobyte.
    if b"%PDF-" in data[:1_024] and data.lstrip(_BLANK)[:1] in (b"%", b"\0"):
        return "PDF", "application/pdf"
    if data[:1_024].lstrip(_BLANK).startswith(b"{\\rtf"):
        return "RTF", "application/rtf"
    return next(
        ((name, kind) for offset, first, name, kind in _MAGIC if data.startswith(first, offset)), None
    )
