#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace engine {

/// Texts to be scored: one hypothesis a line; its references are a block of lines, and empty lines divide the blocks,
/// as the E2E challenge's scorer reads them. Blanks at both ends of a line do not count.
struct SegmentFiles
{
    std::vector<std::string> hypotheses;
    std::vector<std::vector<std::string>> references;
};

/// An empty hypothesis is allowed, empty lines at the end of the references too. Blocks. Throws BadInput with
/// file:line for what is not UTF-8 text with line feeds, and when there are more or fewer blocks than hypotheses.
SegmentFiles readSegmentFiles(const std::filesystem::path& hypotheses, const std::filesystem::path& references);

} // namespace engine
