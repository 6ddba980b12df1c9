#include "tests/golden/Checks.h"

namespace fs = std::filesystem;

namespace golden {

namespace {

constexpr Tolerance logitsTolerance{2e-4, 1e-5};

void compareForward(const Checks& checks, const std::string& name, const Json& actual, const Json& expected,
                    const Json& loss)
{
    checks.report.compare(name + ": logits", actual.value("logits", Json()), expected["last_logits"], logitsTolerance);
    checks.report.compare(name + ": loss", actual.value("loss", Json()), loss, lossTolerance);
    checks.report.compare(name + ": hidden norms", actual.value("hidden_norms", Json()),
                          column(expected["hidden_states"], "norm_over_real_tokens"), hiddenTolerance);
}

Json firstEight(Json rows)
{
    for (Json& row : rows)
        if (row.size() > 8)
            row.erase(row.begin() + 8, row.end());
    return rows;
}

void checkTiny(const Checks& checks)
{
    const fs::path folder = checks.folder / "gpt2-tiny";
    const Json expected = readJson(folder / "expected.json");
    const Json inputs = readJson(folder / "inputs.json");
    const Arguments model = {"--model", folder.string()};
    const Arguments adapted = joined(model, {"--adapter", (folder / "lora.safetensors").string(), "--adapter-config",
                                             (folder / "lora_config.json").string()});
    const Arguments batch = {"--inputs", (folder / "inputs.json").string()};
    const Arguments longest = {"--inputs", checks.molex.file("long.json", inputs["long"])};
    const Arguments prompt = {"--prompts", checks.molex.file("prompts.json", Json::array({inputs["prompt"]}))};

    for (const char* variant : {"base", "lora"}) {
        const std::string name = std::string("gpt2-tiny, ") + variant;
        const Arguments& options = std::string(variant) == "lora" ? adapted : model;
        const Json& wanted = expected[variant];
        compareForward(checks, name, call(checks, name, joined(joined({"forward", "--hidden"}, options), batch)), wanted,
                       wanted["loss"]);
        const Json actual = call(checks, name + ", long", joined(joined({"forward"}, options), longest));
        checks.report.compare(name + ": long logits", firstEight(actual.value("logits", Json::array())),
                              wanted["long_last_logits_first8"], logitsTolerance);
        const Json text =
            call(checks, name + ", greedy", joined(joined({"decode", "--steps", "12"}, options), prompt));
        checks.report.compare(name + ": greedy tokens", text.value("tokens", Json()),
                              Json::array({wanted["greedy"]["tokens"]}));
    }
    const Json steps = checkThreeSteps(checks, "gpt2-tiny", joined(adapted, batch), expected["train"]);
    checks.report.compare("gpt2-tiny, train: causal", steps.value("causal", Json()), true);
}

/// The same model where PyTorch's own file, with its buffers and its tied head, is all that there is.
void checkPickled(const Checks& checks)
{
    const fs::path golden = checks.folder / "gpt2-tiny";
    const Json expected = readJson(golden / "expected.json")["base"];
    const std::string model = checks.molex.folder("pickled-gpt2", {golden / "config.json", golden / "pytorch_model.bin"});
    const std::string name = "gpt2-tiny, pytorch_model.bin";
    const Json actual =
        call(checks, name, {"forward", "--hidden", "--model", model, "--inputs", (golden / "inputs.json").string()});
    compareForward(checks, name, actual, expected, expected["loss"]);
}

/// The padded prompts of the released decoding, or the prompts as they are, each with what it must give; in turns.
void checkDecoding(const Checks& checks, const Variant& variant, const Arguments& options, const Json& inputs,
                   const Json& expected)
{
    const std::string& name = variant.name;
    constexpr std::size_t kinds = 4;
    std::size_t place = 0;
    const auto compare = [&](const char* kind, const Json& prompts, const Arguments& settings, bool scored) {
        if (!checks.isTurnOf(variant, place++, kinds))
            return;
        Json tokens = Json::array(), scores = Json::array(), chosen = Json::array();
        for (const Json& item : expected["cases"]) {
            tokens.push_back(item[kind]["tokens"]);
            chosen.push_back(item[kind]["chosen"]);
            if (scored)
                scores.push_back(item[kind]["score"]);
        }
        const std::string title = name + ", " + kind;
        const Json actual =
            call(checks, title,
                 joined(joined({"decode", "--steps", expected["steps"].dump(), "--prompts",
                                checks.molex.file("prompts.json", prompts)},
                               settings),
                        options));
        checks.report.compare(title + ": tokens", actual.value("tokens", Json()), tokens);
        checks.report.compare(title + ": chosen", actual.value("chosen", Json()), chosen);
        if (scored)
            checks.report.compare(title + ": scores", actual.value("scores", Json()), scores, logitsTolerance);
    };
    const Arguments released = {"--decode",         "released", "--length-penalty", expected["length_penalty"].dump(),
                                "--no-repeat-ngram", expected["no_repeat_ngram_size"].dump()};
    const Json& padded = inputs["padded_prompts"];
    compare("released_greedy", padded, released, true);
    compare("released_beam_3", padded, joined(released, {"--beam", "3"}), true);
    compare("uncached_greedy", inputs["prompts"], {"--decode", "recompute"}, false);
    compare("uncached_greedy_prompt_route", inputs["prompts"], {"--decode", "prompt-route"}, false);
    for (std::size_t i = 0; i < expected["cases"].size(); ++i) { // each with end tokens of its own
        if (!checks.isTurnOf(variant, i, expected["cases"].size()))
            continue;
        const Json& item = expected["cases"][i];
        const Json& wanted = item["released_beam_3_with_early_end"];
        std::string ends;
        for (const Json& id : wanted["eos_token_ids"])
            ends += (ends.empty() ? "" : ",") + id.dump();
        const std::string title = name + ", early end";
        const Json actual = call(
            checks, title,
            joined(joined({"decode", "--beam", "3", "--eos", ends, "--steps", expected["steps"].dump(), "--pad-to",
                           item["padded_length"].dump(), "--prompts",
                           checks.molex.file("prompts.json", Json::array({item["prompt"]}))},
                          released),
                   options));
        checks.report.compare(title + ": tokens", actual.value("tokens", Json()), Json::array({wanted["tokens"]}));
        checks.report.compare(title + ": chosen", actual.value("chosen", Json()), Json::array({wanted["chosen"]}));
        checks.report.compare(title + ": scores", actual.value("scores", Json()), Json::array({wanted["score"]}),
                              logitsTolerance);
    }
}

void checkVariant(const Checks& checks, const Variant& variant)
{
    const fs::path folder = variant.folder.parent_path();
    const std::string& name = variant.name;
    const Json expected = readJson(variant.folder / "expected.json");
    const Arguments options = optionsOf(variant);
    const Arguments batch = {"--inputs", (folder / "inputs.json").string()};

    const Json forward = call(checks, name, joined(joined({"forward", "--hidden"}, options), batch));
    checks.report.compare(name + ": chosen", forward.value("chosen", Json()), expected["chosen"]);
    checks.report.compare(name + ": causal", forward.value("causal", Json()), false);
    compareForward(checks, name, forward, expected, expected["task_loss_mean"]);
    const Json steps = checkFiveSteps(checks, variant, joined(options, batch), expected);
    checks.report.compare(name + ", train: causal", steps.value("causal", Json()), false);
    checkDecoding(checks, variant, options, readJson(folder / "inputs.json"), expected["decode"]);
}

} // namespace

void checkGpt2(const Checks& checks)
{
    checkTiny(checks);
    checkPickled(checks);
    for (const Variant& variant : variantsIn(checks.folder / "molex-gpt2"))
        checkVariant(checks, variant);
}

} // namespace golden
