#pragma once

#include <string>
#include <vector>

#include "engine/run/Error.h"

namespace engine {

/// A JSON array of finite numbers, as predictions and labels are given. What is none is an issue at FILE[index], ten at
/// most: a file of another kind has one a row. Blocks. Throws BadInput where the file cannot be read.
std::vector<double> readNumberFile(const std::string& file, std::vector<Issue>& issues);

} // namespace engine
