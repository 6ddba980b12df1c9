#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/ModelConfig.h"
#include "engine/model/Trials.h"
#include "engine/run/RunConfig.h"

namespace engine {

/// What trains in a measured step: LoRA on queries and values (rank 8), every tensor, LoRA under a mixture of layer
/// experts whose gate is drawn and does not train, or one of the other base methods as its defaults are.
enum class BenchMethod { Lora, Full, MolexBatch, MolexSequence, MolexToken, Head, BitFit, Adapter, Dora };
constexpr auto names(BenchMethod)
{
    return NameTable<BenchMethod, 9>{{{BenchMethod::Lora, "lora"},
                                      {BenchMethod::Full, "full"},
                                      {BenchMethod::MolexBatch, "molex-batch"},
                                      {BenchMethod::MolexSequence, "molex-sequence"},
                                      {BenchMethod::MolexToken, "molex-token"},
                                      {BenchMethod::Head, "head"},
                                      {BenchMethod::BitFit, "bitfit"},
                                      {BenchMethod::Adapter, "adapter"},
                                      {BenchMethod::Dora, "dora"}}};
}

/// Token ids of the rows are drawn from this one on; those below are special in RoBERTa's vocabularies.
constexpr std::int64_t firstBenchId = 5;

/// One measured kind of step: a RoBERTa-shaped classifier of two labels with weights drawn at random, feed-forward of
/// four times the width, dropout 0.1 but in the head, and rows of full length. AdamW (rate 1e-4, decay 0.01), gradients
/// clipped to 1.
struct BenchCase
{
    BenchMethod method = BenchMethod::Lora;
    std::int64_t hidden = 768; ///< d
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::int64_t vocabulary = 50265;
    std::int64_t batch = 16;   ///< rows
    std::int64_t length = 128; ///< tokens of each row
    Precision precision = Precision::Fp32;
    bool evaluates = false; ///< forward passes alone, without dropout
    std::int64_t steps = 7; ///< timed ones, after two that warm up
    std::int64_t threads = 2;
    std::int64_t seed = 42;
    std::string device = "cpu"; ///< as runtime.device
    Trials trials;
};

/// The model's shape, and the run that such steps belong to.
ModelConfig modelOf(const BenchCase& which);
RunConfig runOf(const BenchCase& which);

/// Every number out of its range, numbers that do not fit each other, a device that is not there, and a case for the
/// processor that this machine's free memory cannot hold. Paths are the names of the fields.
std::vector<Issue> checkCase(const BenchCase& which);

} // namespace engine
