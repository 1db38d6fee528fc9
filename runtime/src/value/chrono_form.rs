//! How are dates and times read and written?
