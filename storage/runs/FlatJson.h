#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace storage {

/// The leaves of a JSON document by dotted path, in its order, each as the text that it is written with. A list is one
/// leaf, "0, 1, 2", an empty one "none"; null has no leaf. In a list of pairs of texts, [["BLAS", "OpenBLAS"], …], the
/// first is a part of the path. Anything else in a list is left out. Returns false, having given what came before, for
/// text that is no JSON or nested deeper than 64.
using LeafVisitor = std::function<void(const std::string& path, std::string_view text)>;
bool visitLeaves(const std::string& json, const LeafVisitor& visit);

} // namespace storage
