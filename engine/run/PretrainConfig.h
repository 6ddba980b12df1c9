#pragma once

#include "engine/run/JsonText.h"
#include "engine/run/PretrainInputs.h"
#include "engine/run/RunConfig.h"

namespace engine {

enum class StoredType { Float16, Bfloat16, Float32 };
constexpr auto names(StoredType)
{
    return NameTable<StoredType, 3>{
        {{StoredType::Float16, "float16"}, {StoredType::Bfloat16, "bfloat16"}, {StoredType::Float32, "float32"}}};
}

struct PretrainTraining
{
    static constexpr bool isDescribed = true;

    std::int64_t steps = 10000;
    std::int64_t batchSize = 32;
    double learningRate = 1e-3;
    double weightDecay = 0.01;
    double warmup = 0.06;
    double clipNorm = 1;
    double maskShare = 0.15;
    std::int64_t evaluateEvery = 500;
    std::int64_t checkpointEvery = 500;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "steps", .unit = "steps", .minimum = 1, .maximum = 1e9}, self.steps);
        visit(Field{.key = "batch_size", .unit = "rows", .minimum = 1, .maximum = 65536}, self.batchSize);
        visit(Field{.key = "learning_rate", .help = "Peak rate of AdamW.", .minimum = 0, .maximum = 10},
              self.learningRate);
        visit(Field{.key = "weight_decay", .help = "Decoupled decay; not on biases and LayerNorm.", .minimum = 0,
                    .maximum = 10},
              self.weightDecay);
        visit(Field{.key = "warmup", .help = "Fraction of all steps with a rising rate; then it falls linearly to 0.",
                    .minimum = 0, .maximum = 1},
              self.warmup);
        visit(Field{.key = "clip_norm", .help = "Largest 2-norm of all gradients together; 0 for no clipping.",
                    .minimum = 0, .maximum = 1e6},
              self.clipNorm);
        visit(Field{.key = "mask_share", .help = "Share of the training tokens that are to be predicted; of the held-out ones always "
                            "0.15, so that models can be compared.", .minimum = 0.001,
                    .maximum = 0.9},
              self.maskShare);
        visit(Field{.key = "evaluate_every", .unit = "steps", .minimum = 1, .maximum = 1e9}, self.evaluateEvery);
        visit(Field{.key = "checkpoint_every", .unit = "steps", .minimum = 1, .maximum = 1e9}, self.checkpointEvery);
    }
};

struct PretrainRuntime
{
    static constexpr bool isDescribed = true;

    std::string device = "auto";
    Precision precision = Precision::Auto;
    std::int64_t threads = 0;
    std::int64_t seed = 42;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "device", .help = "auto, cpu, cuda or cuda:N."}, self.device);
        visit(Field{.key = "precision"}, self.precision);
        visit(Field{.key = "threads", .help = "CPU threads; 0 for all cores.", .minimum = 0, .maximum = 1024},
              self.threads);
        visit(Field{.key = "seed", .minimum = 0, .maximum = largestInteger}, self.seed);
    }
};

struct PretrainOutput
{
    static constexpr bool isDescribed = true;

    std::string path;
    StoredType dtype = StoredType::Float16;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "path", .help = "The model's folder."}, self.path);
        visit(Field{.key = "dtype", .help = "Of the tensors in model.safetensors."}, self.dtype);
    }
};

/// Everything that decides a pre-training of a RoBERTa-shaped masked language model.
struct PretrainConfig
{
    static constexpr bool isDescribed = true;

    PretrainText text;
    PretrainTokenizer tokenizer;
    PretrainShape model;
    PretrainTraining training;
    PretrainRuntime runtime;
    PretrainOutput output;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "text"}, self.text);
        visit(Field{.key = "tokenizer"}, self.tokenizer);
        visit(Field{.key = "model"}, self.model);
        visit(Field{.key = "training"}, self.training);
        visit(Field{.key = "runtime"}, self.runtime);
        visit(Field{.key = "output"}, self.output);
    }
};

/// The configuration with every readable field set; adds ALL problems to `issues`, also those between fields.
PretrainConfig pretrainConfigFromJson(const Json& json, std::vector<Issue>& issues);

} // namespace engine
