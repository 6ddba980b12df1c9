#include <algorithm>

#include "engine/model/Torch.h"

#include "engine/generation/BeamSearch.h"
#include "engine/generation/Continuation.h"
#include "engine/generation/MixedCache.h"
#include "engine/model/CausalPass.h"
#include "tests/support/GoldenModel.h"
#include "tests/support/GoldenOptions.h"
#include "tests/support/SharedData.h"
#include "tests/support/TestMain.h"

using support::GoldenModel;
using support::Json;
using support::variantOptions;

/// molex-roberta and molex-gpt2: at which positions of which passes several layers have the most votes. A tie that is
/// none in the authors' own code, or the other way round, would be a vote that fell otherwise.
class tst_MolexTiedVotes : public QObject {
    Q_OBJECT

    static QString text(const Json& json) { return QString::fromStdString(json.dump()); }

    /// Mixed positions with a tie; every token of the pass votes.
    static Json tiedIn(const engine::RoutingTrace& trace, std::int64_t layers)
    {
        Json tied = Json::array();
        for (const engine::PositionTrace& position : trace.positions()) {
            const torch::Tensor counts = torch::bincount(position.votes.flatten(), {}, layers);
            if (counts.eq(counts.max()).sum().item<std::int64_t>() > 1)
                tied.push_back(position.position);
        }
        return tied;
    }

    /// Of one whole pass over a text, ids: [N].
    static Json tiedIn(engine::Model& model, const torch::Tensor& ids)
    {
        engine::RoutingTrace trace(true);
        const torch::Tensor row = ids.unsqueeze(0);
        model.encode(row, model.makePass(torch::ones_like(row), false, &trace));
        return tiedIn(trace, model.config().layers);
    }

    /// Of each pass of the released decoding: the padded prompt, then the beams' newest tokens.
    static Json tiedWhileDecoding(engine::Model& model, const engine::TokenIds& prompt, std::int64_t padTo,
                                  const engine::BeamSettings& settings)
    {
        const engine::PaddedTexts padded = engine::padTexts({prompt}, padTo, model.config().paddingId);
        engine::MixedCache cache(std::max(padTo, static_cast<std::int64_t>(prompt.size()) + settings.steps));
        engine::BeamSearch search(1, settings);
        engine::RoutingTrace trace(true);
        engine::Pass pass = model.makePass(padded.mask, false, &trace);
        pass.cache = &cache;
        torch::Tensor logits = model.forward(padded.ids, pass);
        torch::Tensor lengths = padded.lengths;
        Json tied = Json::array();
        for (;;) {
            search.advance(logits);
            tied.push_back(tiedIn(trace, model.config().layers));
            if (search.isDone())
                return tied;
            const torch::Tensor order = search.order();
            cache.select(order, lengths.size(0));
            lengths = lengths.index_select(0, order);
            const std::int64_t used = lengths.max().item<std::int64_t>() + 1;
            trace = engine::RoutingTrace(true);
            pass = engine::continuationPass(lengths.unsqueeze(1), used, &cache);
            pass.trace = &trace;
            lengths = lengths + 1;
            logits = model.forward(search.tokens().unsqueeze(1), pass);
        }
    }

    static void addGpt2Variants()
    {
        QTest::addColumn<QString>("variant");
        for (const char* name : {"a-shared-fixed-balance-2", "b-shared-fixed-balance-4", "c-individual-learned-2",
                                 "d-individual-learned-balance-4"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

private Q_SLOTS:
    void rowsAloneTieWhereTheirsDo_data()
    {
        QTest::addColumn<QString>("variant");
        for (const char* name :
             {"a-linear-fixed", "b-linear-fixed-balance", "c-linear-learned-balance",
              "d-linear-individual-fixed-balance", "e-linear-individual-learned", "f-cosine-fixed-balance",
              "g-cosine-individual-learned-balance"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void rowsAloneTieWhereTheirsDo()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-roberta");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json")["alone"];
        GoldenModel golden(variantOptions(folder, variant.toStdString()));
        torch::NoGradGuard guard;
        const engine::Batch& batch = golden.batch();
        QCOMPARE(std::size_t(batch.ids.size(0)), expected.size());
        for (std::int64_t row = 0; row < batch.ids.size(0); ++row) {
            const auto real = batch.mask[row].sum().item<std::int64_t>();
            const Json tied = tiedIn(golden.routed().model(), batch.ids[row].slice(0, 0, real));
            QCOMPARE(text(tied), text(expected[static_cast<std::size_t>(row)]["positions_with_tied_votes"]));
        }
    }

    void releasedDecodingTiesWhereTheirsDoes_data() { addGpt2Variants(); }
    void releasedDecodingTiesWhereTheirsDoes()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-gpt2");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json")["decode"];
        GoldenModel golden(variantOptions(folder, variant.toStdString()));
        torch::NoGradGuard guard;
        engine::BeamSettings settings;
        settings.steps = expected["steps"];
        settings.lengthPenalty = expected["length_penalty"];
        settings.noRepeatNgram = expected["no_repeat_ngram_size"];
        settings.stopEarly = false;
        for (const Json& item : expected["cases"])
            for (const char* kind : {"released_greedy", "released_beam_3", "released_beam_3_with_early_end"}) {
                settings.beam = item[kind]["beam"];
                settings.endIds = item[kind]["eos_token_ids"].get<std::vector<std::int64_t>>();
                const Json tied = tiedWhileDecoding(golden.routed().model(), item["prompt"].get<engine::TokenIds>(),
                                                    item["padded_length"].get<std::int64_t>(), settings);
                QCOMPARE(text(tied), text(item[kind]["positions_with_tied_votes"]));
            }
    }

    /// A step that recomputes reads the prompt and what has been written; a kept route has the prompt's votes alone.
    void wholePassesTieWhereTheirsDo_data() { addGpt2Variants(); }
    void wholePassesTieWhereTheirsDo()
    {
        QFETCH(QString, variant);
        MOLEX_NEED_SHARED(folder, "golden/molex-gpt2");
        const Json expected = support::readJson(folder / variant.toStdString() / "expected.json")["decode"];
        GoldenModel golden(variantOptions(folder, variant.toStdString()));
        torch::NoGradGuard guard;
        for (const Json& item : expected["cases"])
            for (const char* kind : {"uncached_greedy", "uncached_greedy_prompt_route"}) {
                const Json& passes = item[kind]["positions_with_tied_votes"];
                auto ids = item["prompt"].get<engine::TokenIds>();
                for (std::size_t step = 0; step < passes.size(); ++step) {
                    QCOMPARE(text(tiedIn(golden.routed().model(), torch::tensor(ids, torch::kInt64))),
                             text(passes[step]));
                    ids.push_back(item[kind]["tokens"][step].get<std::int64_t>());
                }
            }
    }
};

MOLEX_TEST(tst_MolexTiedVotes)
#include "tst_MolexTiedVotes.moc"
