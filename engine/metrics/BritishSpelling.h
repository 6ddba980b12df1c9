#pragma once

#include <string>
#include <string_view>

namespace engine {

/// A British spelling ("centre", "favourite") as Stanford's tokenizer rewrites it in American ("center", "favorite");
/// any other word as it is. Only lower-case words are rewritten, as there.
std::string americanSpelling(std::string_view word);

} // namespace engine
