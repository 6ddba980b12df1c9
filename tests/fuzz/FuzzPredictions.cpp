// Predictions or labels that `molex score` reads.
#include "engine/data/NumberFile.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

#include <cmath>

namespace {

bool acceptsPredictions(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    fuzz::write(scratch / "predictions.json", bytes);
    return fuzz::isRead<engine::Error>([] {
        std::vector<engine::Issue> issues;
        for (const double value : engine::readNumberFile((scratch / "predictions.json").string(), issues))
            fuzz::require(std::isfinite(value));
        if (!issues.empty())
            throw engine::BadInput(std::move(issues));
    });
}

std::vector<std::string> goodPredictions()
{
    return {"[1, 0, 2]\n", "[0.25, -1.5e2, 5.0, 4]", "[]"};
}

std::vector<std::vector<std::string>> predictionPieces()
{
    return {{"[", "]", ",", "{", "}", ":", " ", "\n", "\xEF\xBB\xBF", "\xFF", std::string(70, '[')},
            {"null", "true", "\"1\"", "NaN", "Infinity", "1e999", "1e-999", "-0", "0.1", "\"\\ud800\"",
             "\"" + std::string(50, '\xC3') + "\""}};
}

} // namespace

fuzz::Target fuzz::predictionsTarget()
{
    return {"predictions", acceptsPredictions, goodPredictions, predictionPieces, 8000};
}
