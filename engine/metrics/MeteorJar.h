#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/metrics/NumberedText.h"

namespace engine {

/// The official METEOR 1.5 program, which a user can download from its authors; it needs Java.
struct MeteorJar
{
    std::filesystem::path path;
    std::chrono::seconds limit{600}; ///< for starting it and scoring everything
    std::string java = "java";       ///< looked up in PATH; Debian's default-jre-headless has it
};

struct MeteorScores
{
    double corpus = 0;
    std::vector<double> segments;
};

/// Throws BadInput when the path is no jar that can be read.
void requireJar(const MeteorJar& jar);

/// English, with the program's normalisation, as MS-COCO's caption evaluation runs it. Blocks. Throws BadInput for a
/// path that is no jar, Error when Java or the program fails or takes too long.
MeteorScores scoreWithJar(const MeteorJar& jar, const TokenizedTexts& texts);

} // namespace engine
