// The 8-bit Vietnamese codes that old documents carry, to Unicode. Input are code points: bytes of a file, or the Latin-1
// letters that a word processor made of them. TCVN3 is the VN3 set of TCVN 5712:1993 (fonts .VnTime); VNI is the
// VNI-Windows coding (a vowel followed by its mark); VIQR is RFC 1456. Other code points pass unchanged. Pure.
#pragma once

#include <string>
#include <string_view>

namespace loa::speech {

std::u32string from_tcvn3(std::u32string_view text);  // capitals restored where a word is otherwise in capitals
std::u32string from_vni(std::u32string_view text);
std::u32string from_viqr(std::u32string_view text);
std::u32string from_windows_1252(std::u32string_view bytes);  // only 0x80-0x9F differ from Latin-1: quotes and dashes

// A letter mark that only VIQR puts after a letter: a^ a( o+ dd.
bool has_viqr_mark(std::u32string_view word);

}  // namespace loa::speech
