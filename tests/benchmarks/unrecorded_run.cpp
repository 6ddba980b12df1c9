// A run of the engine alone, of which nothing is stored or shown: overhead.py tells by it what store and window add.
//
//     unrecorded_run CONFIG.json FOLDER       its checkpoints are in FOLDER
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <variant>

#include "engine/run/ConfigJson.h"
#include "engine/run/Error.h"
#include "engine/run/FittingKernels.h"
#include "engine/run/Resources.h"
#include "engine/training/TrainingSession.h"

namespace {

constexpr std::uintmax_t largestConfig = 1 << 20;

class Errors final : public engine::RunObserver {
public:
    void handle(const engine::RunEvent& event) noexcept override
    {
        if (const auto* line = std::get_if<engine::LogLine>(&event);
            line != nullptr && line->level == engine::LogLevel::Error)
            std::fprintf(stderr, "%s\n", line->text.c_str());
    }
};

bool train(const std::string& file, const std::string& folder)
{
    engine::ParsedConfig parsed = engine::configFromText(engine::readTextFile(file, largestConfig), file);
    if (!parsed.issues.empty())
        throw engine::BadInput(std::move(parsed.issues));
    Errors observer;
    engine::RunControl control;
    engine::TrainingSession session(std::move(parsed.config), {folder, {}});
    return session.run(control, observer).status == engine::RunStatus::Finished;
}

} // namespace

int main(int argc, char** argv)
{
    engine::startWithFittingKernels(argv);
    if (argc != 3) {
        std::fprintf(stderr, "usage: unrecorded_run CONFIG.json FOLDER\n");
        return 2;
    }
    try {
        return train(argv[1], argv[2]) ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
