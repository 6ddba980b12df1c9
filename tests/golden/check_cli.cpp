/// Golden checks of `molex` alone: tokenizer, forward pass, gradients, training steps, routing and scores against the
/// golden files' README. Needs neither Qt nor Python:
///
///     check_cli [--all] PROGRAM [FOLDER]      (otherwise MOLEX_SHARED/golden, or shared/golden beside the checkout)
///
/// Rows alone and ways of decoding are many starts of the program: without --all each variant answers for one of them, in
/// turns, so that each goes through the command line once. tst_MolexGolden and tst_MolexGpt2Golden have all of them for
/// every variant.
///
/// Ends with 0, with 1 when a comparison failed, with 77 when the golden files are absent (1 under CI=true).
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "tests/golden/Checks.h"
#include "tests/golden/ScoreTextChecks.h"
#include "tests/golden/StoredWeights.h"

namespace fs = std::filesystem;
using namespace golden;

namespace {

constexpr Tolerance logitsTolerance{2e-5, 1e-5};

void checkTokenizer(const Checks& checks, const char* folder, bool special)
{
    Json inputs = Json::array();
    Json expected = Json::array();
    for (Json item : readJson(checks.folder / folder / "cases.json")) {
        expected.push_back(item["ids"]);
        item.erase("ids");
        inputs.push_back(std::move(item));
    }
    Arguments arguments = {"tokenize", "--model", (checks.folder / folder).string()};
    if (special)
        arguments.push_back("--special");
    checks.report.compare(std::string(folder) + ": ids", call(checks, folder, arguments, inputs.dump()), expected);
}

void compareForward(const Checks& checks, const std::string& name, const Json& actual, const Json& expected,
                    const char* lossKey)
{
    checks.report.compare(name + ": logits", actual.value("logits", Json()), expected["logits"], logitsTolerance);
    checks.report.compare(name + ": loss", actual.value("loss", Json()), expected[lossKey], lossTolerance);
    checks.report.compare(name + ": hidden norms", actual.value("hidden_norms", Json()),
                          column(expected["hidden_states"], "norm_over_real_tokens"), hiddenTolerance);
}

void checkRobertaTiny(const Checks& checks)
{
    const fs::path folder = checks.folder / "roberta-tiny";
    const Json expected = readJson(folder / "expected.json");
    const Json inputs = readJson(folder / "inputs.json");
    const Arguments model = {"--model", folder.string()};
    const Arguments adapter = {"--adapter", (folder / "lora.safetensors").string(), "--adapter-config",
                               (folder / "lora_config.json").string()};
    const Arguments batch = {"--inputs", (folder / "inputs.json").string()};
    const Arguments longest = {"--inputs", checks.molex.file("long.json", inputs["long"])};

    for (const char* variant : {"base", "lora"}) {
        const std::string name = std::string("roberta-tiny, ") + variant;
        const Arguments options = std::string(variant) == "lora" ? joined(model, adapter) : model;
        compareForward(checks, name, call(checks, name, joined(joined({"forward", "--hidden"}, options), batch)),
                       expected[variant], "loss");
        const Json actual = call(checks, name + ", long", joined(joined({"forward"}, options), longest));
        checks.report.compare(name + ": long logits", actual.value("logits", Json()), expected[variant]["long_logits"],
                              logitsTolerance);
    }
    checkThreeSteps(checks, "roberta-tiny", joined(joined(model, adapter), batch), expected["train"]);
}

/// The same model where PyTorch's own file is all that there is.
void checkPickled(const Checks& checks)
{
    const fs::path golden = checks.folder / "roberta-tiny";
    const std::string model = checks.molex.folder("pickled", {golden / "config.json", golden / "pytorch_model.bin"});
    const std::string name = "roberta-tiny, pytorch_model.bin";
    const Json actual =
        call(checks, name, {"forward", "--hidden", "--model", model, "--inputs", (golden / "inputs.json").string()});
    compareForward(checks, name, actual, readJson(golden / "expected.json")["base"], "loss");
}

/// The same weights in two files with an index, neighbouring tensors in different ones.
void checkShards(const Checks& checks)
{
    constexpr std::array names = {"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"};
    const fs::path golden = checks.folder / "roberta-tiny";
    const std::string model = checks.molex.folder("shards", {golden / "config.json"});
    std::array<std::vector<StoredTensor>, names.size()> shards;
    Json places = Json::object();
    for (const StoredTensor& tensor : readWeights(golden / "model.safetensors")) {
        const std::size_t shard = places.size() % names.size();
        shards[shard].push_back(tensor);
        places[tensor.name] = names[shard];
    }
    for (std::size_t shard = 0; shard < names.size(); ++shard)
        checks.molex.textFile(std::string("shards/") + names[shard], weightsText(shards[shard]));
    Json index = Json::object();
    index["weight_map"] = places;
    checks.molex.file("shards/model.safetensors.index.json", index);
    const std::string name = "roberta-tiny, in shards";
    const Json actual =
        call(checks, name, {"forward", "--hidden", "--model", model, "--inputs", (golden / "inputs.json").string()});
    compareForward(checks, name, actual, readJson(golden / "expected.json")["base"], "loss");
}

/// The same model with the first of its labels alone, which makes it a regression.
void checkOneLabel(const Checks& checks)
{
    const fs::path golden = checks.folder / "roberta-tiny";
    const std::string model = checks.molex.folder("one-label", {});
    Json config = readJson(golden / "config.json");
    config["id2label"] = Json::object({{"0", "score"}});
    config["label2id"] = Json::object({{"score", 0}});
    checks.molex.file("one-label/config.json", config);
    std::vector<StoredTensor> tensors = readWeights(golden / "model.safetensors");
    for (StoredTensor& tensor : tensors)
        if (tensor.name.starts_with("classifier.out_proj.")) {
            tensor.bytes.resize(tensor.bytes.size() / static_cast<std::size_t>(tensor.shape.at(0)));
            tensor.shape[0] = 1;
        }
    checks.molex.textFile("one-label/model.safetensors", weightsText(tensors));
    const std::string name = "roberta-tiny, one label";
    const Json actual =
        call(checks, name, {"forward", "--model", model, "--inputs", (golden / "inputs.json").string()});
    const Json expected = readJson(golden / "expected.json")["base"]["regression_row0"];
    checks.report.compare(name + ": logits", actual.value("logits", Json()), expected["logits"], logitsTolerance);
    checks.report.compare(name + ": loss", actual.value("loss", Json()), expected["loss"], lossTolerance);
}

/// Each row that is the variant's turn by itself, cut to its real tokens.
void checkAlone(const Checks& checks, const Variant& variant, const Arguments& options, const Json& inputs,
                const Json& all)
{
    const std::string& name = variant.name;
    Json expected = Json::array();
    Json chosen = Json::array();
    Json logits = Json::array();
    for (std::size_t row = 0; row < all.size(); ++row) {
        if (!checks.isTurnOf(variant, row, all.size()))
            continue;
        expected.push_back(all[row]);
        const auto mask = inputs["attention_mask"][row].get<std::vector<int>>();
        auto ids = inputs["input_ids"][row].get<std::vector<int>>();
        ids.resize(static_cast<std::size_t>(std::count(mask.begin(), mask.end(), 1)));
        const Json batch = {{"input_ids", {ids}}, {"attention_mask", {std::vector<int>(ids.size(), 1)}}};
        const Json actual = call(checks, name + ", alone",
                                 joined({"forward", "--inputs", checks.molex.file("row.json", batch)}, options));
        chosen.push_back(actual.value("chosen", Json()));
        logits.push_back(actual.contains("logits") ? actual["logits"][0] : Json());
    }
    checks.report.compare(name + ", alone: chosen", chosen, column(expected, "chosen"));
    checks.report.compare(name + ", alone: logits", logits, column(expected, "logits"), logitsTolerance);
}

void checkMolexVariant(const Checks& checks, const Variant& variant)
{
    const fs::path folder = variant.folder.parent_path();
    const std::string& name = variant.name;
    const Json expected = readJson(variant.folder / "expected.json");
    const Arguments options = optionsOf(variant);
    const Arguments batch = {"--inputs", (folder / "inputs.json").string()};

    const Json forward = call(checks, name, joined(joined({"forward", "--hidden"}, options), batch));
    checks.report.compare(name + ": chosen", forward.value("chosen", Json()), expected["chosen"]);
    compareForward(checks, name, forward, expected, "task_loss");
    checkAlone(checks, variant, options, readJson(folder / "inputs.json"), expected["alone"]);
    checkFiveSteps(checks, variant, joined(options, batch), expected);
}

/// The GLUE task whose classes fit the case; none for five classes.
std::string taskFor(const Json& item)
{
    if (item["kind"] == "regression")
        return "stsb";
    double largest = 0;
    for (const char* side : {"predictions", "labels"})
        for (const Json& value : item[side])
            largest = std::max(largest, value.get<double>());
    return largest < 2 ? "sst2" : largest < 3 ? "mnli" : "";
}

void checkMetrics(const Checks& checks)
{
    for (const Json& item : readJson(checks.folder / "metrics" / "cases.json")) {
        const std::string name = "metrics, " + item["name"].get<std::string>();
        const std::string task = taskFor(item);
        const Arguments files = {"--predictions", checks.molex.file("predictions.json", item["predictions"]),
                                 "--labels", checks.molex.file("labels.json", item["labels"])};
        if (task.empty()) {
            const int code = checks.molex(joined({"score", "--task", "mnli", "--all"}, files)).code;
            checks.report.require(name + ": labels outside every task are refused", code == 2,
                                  "exit code " + std::to_string(code));
            continue;
        }
        const Json actual = call(checks, name, joined({"score", "--task", task, "--all"}, files));
        const double tolerance = item["name"] == "offset of 1e5" ? 1e-6 : 1e-9;
        for (const auto& [key, value] : item["expected"].items())
            checks.report.compare(name + ": " + key, actual.value(key, Json("absent")), value, {tolerance, 0});
    }
}

void checkAll(const Checks& checks)
{
    checkTokenizer(checks, "gpt2-bpe", false);
    checkTokenizer(checks, "roberta-bpe", true);
    checkRobertaTiny(checks);
    checkPickled(checks);
    checkShards(checks);
    checkOneLabel(checks);
    for (const Variant& variant : variantsIn(checks.folder / "molex-roberta"))
        checkMolexVariant(checks, variant);
    checkGpt2(checks);
    checkMetrics(checks);
    golden::checkScoreText(checks.molex, checks.folder, checks.report);
}

fs::path goldenFolder(const Arguments& words)
{
    if (words.size() > 1)
        return words[1];
    if (const char* shared = std::getenv("MOLEX_SHARED"))
        return fs::path(shared) / "golden";
    return fs::path(MOLEX_CHECKOUT).parent_path() / "shared" / "golden";
}

} // namespace

int main(int argc, char** argv)
{
    Arguments words(argv + 1, argv + argc);
    const bool all = !words.empty() && words.front() == "--all";
    if (all)
        words.erase(words.begin());
    if (words.empty() || words.size() > 2) {
        std::fprintf(stderr, "usage: check_cli [--all] PROGRAM [FOLDER]\n");
        return 2;
    }
    const fs::path folder = goldenFolder(words);
    if (!fs::is_directory(folder)) {
        const char* ci = std::getenv("CI");
        std::fprintf(stderr, "the golden files are absent: %s\n", folder.c_str());
        return ci != nullptr && std::string(ci) == "true" ? 1 : 77;
    }
    try {
        Report report;
        const CliProgram molex(fs::absolute(words.front()));
        checkAll({molex, folder, report, all});
        std::printf("%d passed, %d failed\n", report.passed(), report.failed());
        return report.failed() == 0 ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 1;
    }
}
