#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/golden/CliProgram.h"
#include "tests/golden/Report.h"

/// What the golden checks of each model family share.
namespace golden {

using Arguments = std::vector<std::string>;

constexpr Tolerance lossTolerance{2e-5, 1e-5};
constexpr Tolerance balanceTolerance{5e-5, 1e-5};
constexpr Tolerance hiddenTolerance{1e-4, 1e-4};
constexpr Tolerance gradientTolerance{1e-6, 1e-4};
constexpr Tolerance parameterTolerance{2e-5, 1e-4};

/// One of the golden variants of a model.
struct Variant
{
    std::filesystem::path folder;
    std::string name;  ///< with the model's
    std::size_t place; ///< among the others, by name
};

struct Checks
{
    const CliProgram& molex;
    std::filesystem::path folder;
    Report& report;
    bool all; ///< what is asked in turns is asked of every variant

    /// Whether this variant answers for the case at this place among `count`.
    bool isTurnOf(const Variant& variant, std::size_t place, std::size_t count) const
    {
        return all || variant.place % count == place;
    }
};

Arguments joined(Arguments first, const Arguments& second);

/// One member of each element, by name or by place.
Json column(const Json& rows, const char* key);

Json sorted(Json list);

/// What the program prints; an empty object where that is no JSON. Its exit code is checked.
Json call(const Checks& checks, const std::string& name, const Arguments& arguments, const std::string& input = {});

/// Folders inside `folder`, by name.
std::vector<Variant> variantsIn(const std::filesystem::path& folder);

/// A variant's model, adapter and routing.
Arguments optionsOf(const Variant& variant);

/// With AdamW, of a model without routing. `arguments`: its options and its batch. Returns what the program printed.
Json checkThreeSteps(const Checks& checks, const std::string& model, const Arguments& arguments, const Json& train);

/// The same of a mixture, against all that the golden says of the variant.
Json checkFiveSteps(const Checks& checks, const Variant& variant, const Arguments& arguments, const Json& expected);

/// gpt2-tiny and molex-gpt2.
void checkGpt2(const Checks& checks);

} // namespace golden
