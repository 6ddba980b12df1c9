#include "engine/training/InferenceInputs.h"

#include "engine/run/Counted.h"
#include "engine/run/Resources.h"
#include "engine/training/LanguageLoss.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::uintmax_t inputsLimitBytes = 256u << 20;

struct Range
{
    std::int64_t smallest = 0;
    std::int64_t largest = 0;
    bool mayBeIgnored = false; ///< ignoredLabel passes too

    bool contains(const Json& value) const
    {
        if (!value.is_number_integer())
            return false;
        const double number = value.get<double>();
        return (number >= static_cast<double>(smallest) && number <= static_cast<double>(largest))
            || (mayBeIgnored && number == static_cast<double>(ignoredLabel));
    }
    std::string text() const
    {
        return "whole numbers from " + std::to_string(smallest) + " to " + std::to_string(largest)
            + (mayBeIgnored ? ", or " + std::to_string(ignoredLabel) + "," : "") + " are needed";
    }
};

/// A rectangular list of lists of numbers as a tensor; nothing else passes.
torch::Tensor matrixField(const Json& json, const std::string& key, const fs::path& file, Range range)
{
    const auto fail = [&](const std::string& what) { throw BadInput(file.string(), "\"" + key + "\" " + what); };
    const auto found = json.find(key);
    if (found == json.end())
        fail("is missing");
    if (!found->is_array() || found->empty() || !found->front().is_array() || found->front().empty())
        fail("must be a list of rows, each a list of numbers");
    const std::size_t width = found->front().size();
    std::vector<std::int64_t> values;
    for (const Json& row : *found) {
        if (!row.is_array() || row.size() != width)
            fail("has rows of different lengths");
        for (const Json& value : row) {
            if (!range.contains(value))
                fail("holds " + excerpt(value, 30) + ", " + range.text());
            values.push_back(value.get<std::int64_t>());
        }
    }
    return torch::tensor(values).view({static_cast<std::int64_t>(found->size()), static_cast<std::int64_t>(width)});
}

/// One class or score per row.
torch::Tensor rowLabels(const Json& labels, const fs::path& file, std::int64_t classes, std::int64_t rows)
{
    if (!labels.is_array() || static_cast<std::int64_t>(labels.size()) != rows)
        throw BadInput(file.string(), "\"labels\" must have one entry per row of \"input_ids\"");
    std::vector<float> values;
    for (const Json& value : labels) {
        const double number = value.is_number() ? value.get<double>() : -1;
        const bool isClass = value.is_number_integer() && number >= 0 && number < static_cast<double>(classes);
        if (!value.is_number() || (classes > 1 && !isClass))
            throw BadInput(file.string(),
                           "\"labels\" holds " + excerpt(value, 30) + ", a class from 0 to "
                               + std::to_string(classes - 1) + " is needed");
        values.push_back(static_cast<float>(number));
    }
    return torch::tensor(values);
}

torch::Tensor tokenLabels(const Json& json, const fs::path& file, const Batch& batch, Range ids)
{
    ids.mayBeIgnored = true;
    torch::Tensor labels = matrixField(json, "labels", file, ids);
    if (labels.sizes() != batch.ids.sizes())
        throw BadInput(file.string(), "\"labels\" must have the shape of \"input_ids\"");
    if (labels.size(1) < 2 || labels.narrow(1, 1, labels.size(1) - 1).eq(ignoredLabel).all().item<bool>())
        throw BadInput(file.string(), "\"labels\" has no token to predict");
    return labels;
}

void checkCausalMask(const Batch& batch, const fs::path& file)
{
    const torch::Tensor& mask = batch.mask;
    const bool rises = mask.size(1) > 1
        && mask.narrow(1, 1, mask.size(1) - 1).gt(mask.narrow(1, 0, mask.size(1) - 1)).any().item<bool>();
    if (rises || mask.select(1, 0).eq(0).any().item<bool>())
        throw BadInput(file.string(), "\"attention_mask\" must be ones, then zeros: this model has its padding on the "
                                      "right");
}

} // namespace

Json readJsonFile(const fs::path& file, std::uintmax_t limit)
{
    auto parsed = parseJson(readTextFile(file, limit), file.string());
    if (const Issue* issue = std::get_if<Issue>(&parsed))
        throw BadInput({*issue});
    return std::get<Json>(std::move(parsed));
}

Batch readInputs(const fs::path& file, const ModelConfig& shape)
{
    const Json json = readJsonFile(file, inputsLimitBytes);
    if (!json.is_object())
        throw BadInput(file.string(), "must hold an object with input_ids and attention_mask");
    const Range ids{0, shape.vocabularySize - 1};
    Batch batch;
    batch.ids = matrixField(json, "input_ids", file, ids);
    batch.mask = matrixField(json, "attention_mask", file, {0, 1});
    if (batch.mask.sizes() != batch.ids.sizes())
        throw BadInput(file.string(), "\"attention_mask\" must have the shape of \"input_ids\"");
    if (batch.ids.size(1) > shape.longestInput())
        throw BadInput(file.string(), "\"input_ids\" has rows of " + std::to_string(batch.ids.size(1))
                                          + " tokens, the model takes at most " + std::to_string(shape.longestInput()));
    if (shape.isCausal())
        checkCausalMask(batch, file);
    if (shape.marksSecondText() && json.contains("token_type_ids")) {
        batch.types = matrixField(json, "token_type_ids", file, {0, shape.tokenTypes - 1});
        if (batch.types.sizes() != batch.ids.sizes())
            throw BadInput(file.string(), "\"token_type_ids\" must have the shape of \"input_ids\"");
    }
    const auto classes = static_cast<std::int64_t>(shape.labelNames.size());
    const auto found = json.find(classes == 1 && json.contains("float_labels") ? "float_labels" : "labels");
    if (found != json.end())
        batch.labels = shape.isCausal() ? tokenLabels(json, file, batch, ids)
                                        : rowLabels(*found, file, classes, batch.ids.size(0));
    return batch;
}

std::vector<std::vector<std::int64_t>> readPrompts(const fs::path& file, const ModelConfig& shape,
                                                   std::int64_t newTokens)
{
    const Json json = readJsonFile(file, inputsLimitBytes);
    const Range ids{0, shape.vocabularySize - 1};
    if (!json.is_array() || json.empty())
        throw BadInput(file.string(), "must hold a list of prompts, each a list of ids");
    std::vector<std::vector<std::int64_t>> prompts;
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto fail = [&](const std::string& what) {
            issues.push_back({file.string(), "prompt " + std::to_string(i) + " " + what});
        };
        std::vector<std::int64_t>& prompt = prompts.emplace_back();
        if (!json[i].is_array() || json[i].empty()) {
            fail("must be a list of ids, at least one");
            continue;
        }
        for (const Json& id : json[i])
            if (ids.contains(id))
                prompt.push_back(id.get<std::int64_t>());
        if (prompt.size() != json[i].size())
            fail("holds something else than ids; " + ids.text());
        else if (static_cast<std::int64_t>(prompt.size()) + newTokens > shape.longestInput())
            fail("has " + counted(prompt.size(), "token") + "; with " + counted(newTokens, "new one")
                 + " it is longer than the model's " + std::to_string(shape.longestInput()));
    }
    if (!issues.empty())
        throw BadInput(issues);
    return prompts;
}

} // namespace engine
