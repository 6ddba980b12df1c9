// pretraining.json, the record from which a pre-training goes on.
#include "engine/pretraining/PretrainFolder.h"
#include "engine/run/JsonWriter.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

/// What a training that goes on takes from its record.
void useRecord(const engine::Json& record)
{
    const auto text = record.at("text_hash").get<std::string>();
    std::int64_t last = record.value("has_tokenizer", false) ? 1 : 0;
    for (const engine::Json& one : record.value("evaluations", engine::Json::array()))
        last = std::max(last, one.value("step", std::int64_t(0)));
    fuzz::require(engine::isUtf8(text) && last >= 0);
}

bool acceptsPretraining(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    fuzz::write(scratch / "pretraining.json", bytes);
    return fuzz::isRead<engine::Error>([] {
        const engine::PretrainFolder folder(scratch.path());
        std::vector<engine::Issue> issues;
        folder.check(engine::PretrainConfig(), issues);
        if (!issues.empty())
            throw engine::BadInput(std::move(issues));
        useRecord(*folder.record());
    });
}

std::vector<std::string> goodPretrainings()
{
    const std::string config = engine::describedJson(engine::PretrainConfig()).dump(1);
    return {R"({"program": "0.1", "config": )" + config + R"(, "text_hash": "0123456789abcdef", "has_tokenizer": true,
"evaluations": [{"step": 5, "loss": 2.5}, {"step": 10, "loss": null}]})",
            R"({"config": )" + config + R"(, "text_hash": ""})"};
}

std::vector<std::vector<std::string>> pretrainingPieces()
{
    return {{"\"config\": ", "\"text_hash\": ", "\"has_tokenizer\": ", "\"evaluations\": [", "\"step\": ",
             "\"training\": {", "\"model\": {", "\"tokenizer\": {", "\"text\": {"},
            {"null", "true", "\"\"", "[]", "{}", "{", "}", "[", "]", ",", ":", "\xFF", "\"\\ud800\"",
             std::string(70, '{')}};
}

} // namespace

fuzz::Target fuzz::pretrainingTarget()
{
    return {"pretraining", acceptsPretraining, goodPretrainings, pretrainingPieces, 4000};
}
