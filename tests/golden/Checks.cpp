#include "tests/golden/Checks.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace golden {

namespace {

Json stepsOf(const Checks& checks, const std::string& name, const char* steps, const Arguments& arguments)
{
    return call(checks, name,
                joined({"train-steps", "--steps", steps, "--lr", "1e-3", "--weight-decay", "0.01"}, arguments));
}

void compareTraining(const Checks& checks, const std::string& name, const Json& actual, const Json& losses,
                     const Json& gradientNorms, const Json& parameters)
{
    checks.report.compare(name + ": losses", actual.value("losses", Json()), losses, lossTolerance);
    checks.report.compare(name + ": gradient norms", actual.value("gradient_norms", Json()), gradientNorms,
                          gradientTolerance);
    checks.report.compare(name + ": parameter norms", actual.value("parameter_norms", Json()),
                          column(parameters, "norm"), parameterTolerance);
}

} // namespace

Arguments joined(Arguments first, const Arguments& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Json column(const Json& rows, const char* key)
{
    Json result = rows.is_object() ? Json::object() : Json::array();
    for (const auto& [name, row] : rows.items()) {
        if (rows.is_object())
            result[name] = row[key];
        else
            result.push_back(row[key]);
    }
    return result;
}

Json sorted(Json list)
{
    std::sort(list.begin(), list.end());
    return list;
}

Json call(const Checks& checks, const std::string& name, const Arguments& arguments, const std::string& input)
{
    const CliProgram::Result result = checks.molex(arguments, input);
    checks.report.require(name + ": exit code", result.code == 0, "is " + std::to_string(result.code));
    return result.json.is_object() || result.json.is_array() ? result.json : Json::object();
}

std::vector<Variant> variantsIn(const fs::path& folder)
{
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory())
            folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    std::vector<Variant> variants;
    for (const fs::path& path : folders)
        variants.push_back({path, folder.filename().string() + ", " + path.filename().string(), variants.size()});
    return variants;
}

Arguments optionsOf(const Variant& variant)
{
    const fs::path folder = variant.folder.parent_path();
    return {"--model",          folder.string(),
            "--adapter",        (variant.folder / "adapter.safetensors").string(),
            "--adapter-config", (folder / "lora_config.json").string(),
            "--routing",        (variant.folder / "routing.json").string()};
}

Json checkThreeSteps(const Checks& checks, const std::string& model, const Arguments& arguments, const Json& train)
{
    const std::string name = model + ", train";
    const Json actual = stepsOf(checks, name, "3", arguments);
    checks.report.compare(name + ": trainable", sorted(actual.value("trainable", Json::array())),
                          sorted(train["trainable"]));
    compareTraining(checks, name, actual, train["losses"], column(train["grads_first_backward"], "norm"),
                    train["params_after_3_steps"]);
    return actual;
}

Json checkFiveSteps(const Checks& checks, const Variant& variant, const Arguments& arguments, const Json& expected)
{
    const std::string name = variant.name + ", train";
    const Json& train = expected["train"];
    const Json actual = stepsOf(checks, name, "5", arguments);
    compareTraining(checks, name, actual, train["losses"], expected["gradient_norms"],
                    train["parameters_after_5_steps"]);
    if (expected["balance_loss"] != 0.0)
        checks.report.compare(name + ": balance losses", actual.value("balance_losses", Json()),
                              train["balance_losses"], balanceTolerance);
    checks.report.compare(name + ": unchanged", sorted(actual.value("unchanged", Json::array())),
                          sorted(train["unchanged"]));
    return actual;
}

} // namespace golden
