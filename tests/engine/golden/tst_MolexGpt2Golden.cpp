#include "engine/generation/DecodeOnce.h"
#include "engine/training/Inference.h"
#include "tests/support/GoldenOptions.h"
#include "tests/support/GoldenSteps.h"
#include "tests/support/JsonCompare.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::Json;
using support::Tolerance;
using support::variantOptions;

/// molex-gpt2: outputs of the method's authors' own code, every variant.
class tst_MolexGpt2Golden : public QObject {
    Q_OBJECT

    static constexpr Tolerance logits{2e-4, 1e-5};
    static constexpr Tolerance losses{2e-5, 1e-5};
    static constexpr Tolerance hidden{1e-4, 1e-4};

    QTemporaryDir m_temporary;

    static void addVariants()
    {
        QTest::addColumn<QString>("variant");
        for (const char* name : {"a-shared-fixed-balance-2", "b-shared-fixed-balance-4", "c-individual-learned-2",
                                 "d-individual-learned-balance-4"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    static QString text(const Json& json) { return QString::fromStdString(json.dump()); }

    Json decode(const std::filesystem::path& folder, const std::string& variant, const Json& prompts,
                const engine::DecodeOptions& decoding)
    {
        engine::ModelOptions prompted = variantOptions(folder, variant);
        prompted.inputs = m_temporary.filePath("prompts.json").toStdString();
        std::ofstream(prompted.inputs) << prompts.dump();
        return engine::decodeOnce(prompted, decoding);
    }

private Q_SLOTS:
    void choicesLogitsAndHiddenNormsAgree_data() { addVariants(); }
    void choicesLogitsAndHiddenNormsAgree()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-gpt2");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json");
        const Json actual = engine::forwardOnce(variantOptions(folder, variant.toStdString()), true);
        QCOMPARE(text(actual["chosen"]), text(expected["chosen"]));
        MOLEX_CLOSE(actual["logits"], expected["last_logits"], logits);
        MOLEX_CLOSE(actual["loss"], expected["task_loss_mean"], losses);
        QCOMPARE(actual["hidden_norms"].size(), expected["hidden_states"].size());
        for (std::size_t i = 0; i < expected["hidden_states"].size(); ++i)
            MOLEX_CLOSE(actual["hidden_norms"][i], expected["hidden_states"][i]["norm_over_real_tokens"], hidden);
        QCOMPARE(actual["causal"].get<bool>(), false);
    }

    void fiveAdamWStepsAgree_data() { addVariants(); }
    void fiveAdamWStepsAgree()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-gpt2");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json");
        support::requireFiveSteps(variantOptions(folder, variant.toStdString()), expected,
                                  expected["balance_loss"] != 0.0, false);
    }

    void releasedDecodingAgrees_data() { addVariants(); }
    void releasedDecodingAgrees()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-gpt2");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json")["decode"];
        const Json prompts = support::readJson(folder / "inputs.json")["padded_prompts"];
        for (const char* kind : {"released_greedy", "released_beam_3", "released_beam_3_with_early_end"}) {
            engine::DecodeOptions decoding;
            decoding.rule = engine::Decoding::Released;
            decoding.steps = expected["steps"];
            decoding.lengthPenalty = expected["length_penalty"];
            decoding.noRepeatNgram = expected["no_repeat_ngram_size"];
            decoding.details = true;
            for (std::size_t i = 0; i < expected["cases"].size(); ++i) {
                const Json& wanted = expected["cases"][i][kind];
                decoding.beam = wanted["beam"];
                decoding.endIds = wanted["eos_token_ids"].get<std::vector<std::int64_t>>();
                const Json all = decode(folder, variant.toStdString(), prompts, decoding); // both, each by itself
                const Json& details = all["details"][i];
                QCOMPARE(text(all["tokens"][i]), text(wanted["tokens"]));
                QCOMPARE(text(all["chosen"][i]), text(wanted["chosen"]));
                QCOMPARE(text(details["beam_tokens"]), text(wanted["beam_tokens"]));
                MOLEX_CLOSE(all["scores"][i], wanted["score"], logits);
                MOLEX_CLOSE(details["beam_scores"], wanted["beam_scores"], logits);
                Json rows = details["logits_first4"];
                Json sums = details["logsumexp"];
                if (rows[0].size() < wanted["logits_first4"][0].size()) { // ours reads one row, the golden equal ones
                    rows[0] = Json::array();
                    sums[0] = Json::array();
                    for (std::size_t k = 0; k < wanted["logits_first4"][0].size(); ++k) {
                        rows[0].push_back(details["logits_first4"][0][0]);
                        sums[0].push_back(details["logsumexp"][0][0]);
                    }
                }
                MOLEX_CLOSE(rows, wanted["logits_first4"], logits);
                MOLEX_CLOSE(sums, wanted["logsumexp"], logits);
                MOLEX_CLOSE(details["cache_norms"], wanted["cache_norms"], hidden);
            }
        }
    }

    void uncachedDecodingAgrees_data() { addVariants(); }
    void uncachedDecodingAgrees()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-gpt2");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json")["decode"];
        for (std::size_t i = 0; i < expected["cases"].size(); ++i) {
            engine::DecodeOptions decoding;
            decoding.steps = expected["steps"];
            decoding.endIds.emplace();
            decoding.details = true;
            const Json prompts = {expected["cases"][i]["prompt"]};
            for (const auto& [kind, rule] : {std::pair("uncached_greedy", engine::Decoding::Recompute),
                                             std::pair("uncached_greedy_prompt_route", engine::Decoding::PromptRoute)}) {
                const Json& wanted = expected["cases"][i][kind];
                decoding.rule = rule;
                const Json actual = decode(folder, variant.toStdString(), prompts, decoding);
                QCOMPARE(text(actual["tokens"][0]), text(wanted["tokens"]));
                QCOMPARE(text(actual["chosen"][0]), text(wanted["chosen"]));
                Json first = Json::array();
                for (const Json& pass : actual["details"][0]["logits_first4"])
                    first.push_back(pass[0]);
                MOLEX_CLOSE(first, wanted["logits_first4"], logits);
            }
        }
    }
};

MOLEX_TEST(tst_MolexGpt2Golden)
#include "tst_MolexGpt2Golden.moc"
