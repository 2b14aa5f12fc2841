// The words of an office file: PDF by pdftotext (poppler-utils), Word .docx by unzip, everything else as text. Both programs
// run under limits of memory, processor time and open files (prlimit), with no descriptor but their pipes, and are killed
// after 20 s. Blocks: bounded pool only.
#pragma once

#include "audio/speech/incoming_text.h"

#include <filesystem>

namespace loa::controller {

// Errors: "text.file_kind", "text.file_unread" (why), "text.file_empty", "file.*", those of speech::incoming_text.
Result<speech::IncomingText> text_of_file(const std::filesystem::path& file, const speech::IncomingOptions& options);

// The text of word/document.xml: paragraphs as lines, tabs and breaks kept; no deleted text, no second copy of text boxes.
std::string text_of_word_xml(std::string_view xml);

}  // namespace loa::controller
