#pragma once

#include <string>
#include <string_view>

namespace engine {

/// The stem of an English word in lower case, which must be valid UTF-8: Porter's algorithm (Porter 1980) with the
/// departures that its author and NLTK's stemmer made later, so that the two agree.
std::string porterStem(std::string_view word);

} // namespace engine
