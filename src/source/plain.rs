//! Plain text: what is read is the source itself, byte for byte, so there is nothing to map.

use crate::document::Passage;
use crate::record::Channel;

/// The one passage of a plain text.
pub(super) fn passage(field: Option<String>, source: String) -> Passage {
    Passage::plain(field, Channel::Text, source)
}
