#include "gui/headless/TokenizeCommand.h"

#include <iostream>
#include <optional>

#include <CLI/CLI.hpp>

#include "engine/data/Tokenizer.h"
#include "engine/run/Error.h"
#include "engine/run/Resources.h"
#include "gui/headless/Workspace.h"

using engine::Issue;
using engine::Json;

namespace gui {

namespace {

constexpr std::size_t largestInput = std::size_t(1) << 28; // bytes

struct Item
{
    std::string text;
    std::optional<std::string> pair;
    std::int64_t maxLength = 0; // 0: no limit
};

std::string standardInput()
{
    std::string text;
    std::vector<char> buffer(1 << 16);
    while (std::cin.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), std::cin.gcount() > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(std::cin.gcount()));
        if (text.size() > largestInput)
            throw engine::BadInput("standard input", "is larger than " + std::to_string(largestInput) + " bytes");
    }
    return text;
}

void readField(Item& item, const std::string& key, const Json& value, const std::string& path,
               std::vector<Issue>& issues)
{
    if (key == "text" && value.is_string())
        item.text = value.get<std::string>();
    else if (key == "pair" && (value.is_string() || value.is_null()))
        item.pair = value.is_null() ? std::nullopt : std::optional(value.get<std::string>());
    else if (key == "max_length" && value.is_number_integer() && value >= 1 && value <= 1'000'000'000)
        item.maxLength = value.get<std::int64_t>();
    else if (key == "text" || key == "pair")
        issues.push_back({path + "." + key, "must be a string"});
    else if (key != "max_length")
        issues.push_back({path + "." + key, "is unknown; known here: text, pair, max_length"});
    else if (!value.is_null())
        issues.push_back({path + "." + key, "must be a whole number from 1"});
}

Item readItem(const Json& json, const std::string& path, std::vector<Issue>& issues)
{
    Item item;
    if (json.is_string()) {
        item.text = json.get<std::string>();
    } else if (json.is_object()) {
        for (const auto& [key, value] : json.items())
            readField(item, key, value, path, issues);
        if (!json.contains("text"))
            issues.push_back({path + ".text", "is missing"});
    } else {
        issues.push_back({path, "must be a string or an object with \"text\""});
    }
    return item;
}

std::vector<Item> readItems(const std::string& text)
{
    auto parsed = engine::parseJson(text, "standard input");
    if (auto* issue = std::get_if<Issue>(&parsed))
        throw engine::BadInput({std::move(*issue)});
    const Json& json = std::get<Json>(parsed);
    if (!json.is_array())
        throw engine::BadInput("standard input", "must be a JSON array of strings or objects");
    std::vector<Issue> issues;
    std::vector<Item> items;
    for (std::size_t i = 0; i < json.size(); ++i)
        items.push_back(readItem(json[i], "[" + std::to_string(i) + "]", issues));
    if (!issues.empty())
        throw engine::BadInput(std::move(issues));
    return items;
}

} // namespace

TokenizeCommand::TokenizeCommand()
    : Command("tokenize", "Turn texts (JSON array on standard input) into token ids")
{
}

void TokenizeCommand::declare(CLI::App& app)
{
    app.add_option("--model", m_model, "Model folder with vocab.json and merges.txt, vocab.txt, or tokenizer.json")
        ->required()
        ->type_name("DIR");
    app.add_flag("--special", m_special, "Add the model's special tokens around each text");
    declareJson(app, m_json);
}

ExitCode TokenizeCommand::execute(Console& console)
{
    const std::unique_ptr<engine::Tokenizer> tokenizer = engine::loadTokenizer(engine::modelFolder(m_model));
    Json result = Json::array();
    for (const Item& item : readItems(standardInput())) {
        const engine::Encoding encoding = m_special
            ? tokenizer->encodeForClassification(item.text, item.pair, item.maxLength)
            : tokenizer->encodePlain(item.text, item.pair, item.maxLength);
        result.push_back(encoding.ids);
    }
    console.print(result);
    return ExitCode::Done;
}

} // namespace gui
