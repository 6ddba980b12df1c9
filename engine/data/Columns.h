#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/data/IssueList.h"

namespace engine {

/// Where each of `needed` stands in a header; absent ones and those that are there twice go to `issues`, at line 1 of
/// `file`.
std::optional<std::vector<std::size_t>> findColumns(const std::vector<std::string_view>& header,
                                                    const std::vector<std::string>& needed, const std::string& file,
                                                    IssueList& issues);

/// "has 3 columns where 4 are needed".
std::string wrongColumnCount(std::size_t found, std::size_t needed);

} // namespace engine
