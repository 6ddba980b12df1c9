#pragma once

#include "engine/run/Describe.h"
#include "engine/run/Error.h"
#include "engine/run/GenerationConfig.h"
#include "engine/run/MethodConfig.h"
#include "engine/run/RoutingConfig.h"
#include "engine/run/TaskConfig.h"

namespace engine {

enum class Initialize { Pretrained, Random };
constexpr auto names(Initialize)
{
    return NameTable<Initialize, 2>{{{Initialize::Pretrained, "pretrained"}, {Initialize::Random, "random"}}};
}

enum class Schedule { Linear, Constant };
constexpr auto names(Schedule)
{
    return NameTable<Schedule, 2>{{{Schedule::Linear, "linear"}, {Schedule::Constant, "constant"}}};
}

enum class Precision { Auto, Fp32, Bf16 };
constexpr auto names(Precision)
{
    return NameTable<Precision, 3>{
        {{Precision::Auto, "auto"}, {Precision::Fp32, "fp32"}, {Precision::Bf16, "bf16"}}};
}

enum class PadTo { Longest, MaxLength };
constexpr auto names(PadTo)
{
    return NameTable<PadTo, 2>{{{PadTo::Longest, "longest"}, {PadTo::MaxLength, "max_length"}}};
}

struct ModelChoice
{
    static constexpr bool isDescribed = true;

    std::string path = "starter";
    Initialize initialize = Initialize::Pretrained;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "path", .label = "Folder",
                    .help = "Model folder in Hugging Face layout (config.json, model.safetensors, tokenizer files), "
                            "or `starter` for the small model that comes with the program.",
                    .basic = true},
              self.path);
        visit(Field{.key = "initialize", .label = "Start from",
                    .help = "pretrained reads the weights; random draws new ones for the same config.json.",
                    .paper = "pretrained"},
              self.initialize);
    }
};

struct TrainingConfig
{
    static constexpr bool isDescribed = true;

    double epochs = 3;
    std::int64_t steps = 0;
    std::int64_t batchSize = 32;
    double learningRate = 4e-4;
    double weightDecay = 0.1;
    double gateLearningRate = 4e-4;
    double gateWeightDecay = 0;
    Schedule schedule = Schedule::Linear;
    double warmup = 0.06;
    std::int64_t warmupSteps = 0;
    double clipNorm = 1;
    std::int64_t accumulate = 1;
    double labelSmoothing = 0;
    std::int64_t evaluateEvery = 0;
    std::int64_t checkpointEvery = 0;
    std::int64_t routingEvery = 10;
    std::int64_t routingExamples = 8;
    std::vector<std::int64_t> routingRows;
    std::int64_t earlyStopPatience = 0;
    std::string bestMetric;
    std::vector<double> classWeights;
    std::string continueFrom;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "epochs", .label = "Epochs", .help = "Passes over the training rows.",
                    .paper = "25 to 80", .minimum = 0, .maximum = 100000, .basic = true},
              self.epochs);
        visit(Field{.key = "steps", .label = "Steps", .help = "Optimizer steps; above 0 it wins over epochs.",
                    .unit = "steps", .minimum = 0, .maximum = 1e9, .nothing = "by epochs"},
              self.steps);
        visit(Field{.key = "batch_size", .label = "Batch", .help = "Rows per forward pass.", .unit = "rows",
                    .paper = "16 or 32 per device", .minimum = 1, .maximum = 65536, .basic = true},
              self.batchSize);
        visit(Field{.key = "learning_rate", .label = "Learning rate", .help = "Peak rate of AdamW.",
                    .paper = "4e-4 or 5e-4", .minimum = 0, .maximum = 10, .basic = true},
              self.learningRate);
        visit(Field{.key = "weight_decay", .label = "Weight decay",
                    .help = "Decoupled decay; not on biases and LayerNorm.", .paper = "0.1", .minimum = 0,
                    .maximum = 10},
              self.weightDecay);
        visit(Field{.key = "gate_learning_rate", .label = "Gate rate",
                    .help = "Peak rate of gates and mixing weights.", .paper = "5e-5 or 0.1", .minimum = 0,
                    .maximum = 10},
              self.gateLearningRate);
        visit(Field{.key = "gate_weight_decay", .label = "Gate decay",
                    .help = "Decoupled decay of gates and mixing weights.", .paper = "0 or 0.1", .minimum = 0,
                    .maximum = 10},
              self.gateWeightDecay);
        visit(Field{.key = "schedule", .label = "Schedule",
                    .help = "After the warm-up: linear decay to 0 at the last step, or constant.",
                    .paper = "linear"},
              self.schedule);
        visit(Field{.key = "warmup", .label = "Warm-up", .help = "Fraction of all steps with a rising rate.",
                    .paper = "0.06", .minimum = 0, .maximum = 1},
              self.warmup);
        visit(Field{.key = "warmup_steps", .label = "Warm-up steps", .help = "Above 0 it wins over warmup.",
                    .unit = "steps", .minimum = 0, .maximum = 1e9, .nothing = "by warm-up"},
              self.warmupSteps);
        visit(Field{.key = "clip_norm", .label = "Clip",
                    .help = "Largest 2-norm of all gradients together; 0 for no clipping.", .paper = "1",
                    .minimum = 0, .maximum = 1e6, .nothing = "no clipping"},
              self.clipNorm);
        visit(Field{.key = "accumulate", .label = "Accumulate",
                    .help = "Batches whose gradients are averaged into one step.", .unit = "batches",
                    .minimum = 1, .maximum = 65536},
              self.accumulate);
        visit(Field{.key = "label_smoothing", .label = "Label smoothing",
                    .help = "Share of the target spread evenly over the classes.", .paper = "0 (0.1 on E2E)",
                    .minimum = 0, .maximum = 0.99},
              self.labelSmoothing);
        visit(Field{.key = "evaluate_every", .label = "Evaluate every",
                    .help = "0: at each epoch's end; always once at the end.", .unit = "steps", .minimum = 0,
                    .maximum = 1e9, .nothing = "each epoch"},
              self.evaluateEvery);
        visit(Field{.key = "checkpoint_every", .label = "Checkpoint every",
                    .help = "0: at each epoch's end; always once at the end.", .unit = "steps", .minimum = 0,
                    .maximum = 1e9, .nothing = "each epoch"},
              self.checkpointEvery);
        visit(Field{.key = "routing_every", .label = "Routing every",
                    .help = "One routing record covers this many steps.", .unit = "steps", .minimum = 1,
                    .maximum = 1e9},
              self.routingEvery);
        visit(Field{.key = "routing_examples", .label = "Routing examples",
                    .help = "Dev rows, spread evenly, whose routes are recorded at each evaluation.", .unit = "rows",
                    .minimum = 0, .maximum = 1000},
              self.routingExamples);
        visit(Field{.key = "routing_rows", .label = "Routing rows",
                    .help = "Dev rows, counted from 0 as Samples does, whose routes are recorded instead of rows spread "
                            "evenly.",
                    .minimum = 0, .maximum = 1e9, .nothing = "spread evenly"},
              self.routingRows);
        visit(Field{.key = "early_stop_patience", .label = "Early stop",
                    .help = "Stop after this many evaluations without a better metric; 0 for never.",
                    .unit = "evaluations", .minimum = 0, .maximum = 1e6, .nothing = "never"},
              self.earlyStopPatience);
        visit(Field{.key = "best_metric", .label = "Best metric",
                    .help = "Metric that picks the best checkpoint; empty for the task's own.", .nothing = "the task's own"},
              self.bestMetric);
        visit(Field{.key = "class_weights", .label = "Class weights",
                    .help = "One weight per class in the loss; empty for equal.", .minimum = 0, .maximum = 1e6,
                    .nothing = "equal"},
              self.classWeights);
        visit(Field{.key = "continue_from", .label = "Go on from",
                    .help = "Checkpoint folder of a run of the same model, data and method: weights, optimizer, random "
                            "numbers and step are taken from it. Steps count from that run's beginning, and the "
                            "learning rate is that of a run with all of them. Empty: from the beginning.",
                    .nothing = "the beginning"},
              self.continueFrom);
    }
};

struct RuntimeConfig
{
    static constexpr bool isDescribed = true;

    std::string device = "auto";
    Precision precision = Precision::Auto;
    std::int64_t threads = 0;
    std::int64_t seed = 42;
    bool deterministic = false;
    bool bucketByLength = true;
    PadTo padTo = PadTo::Longest;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "device", .label = "Device", .help = "auto, cpu, cuda or cuda:N."},
              self.device);
        visit(Field{.key = "precision", .label = "Precision",
                    .help = "fp32, bf16 (autocast with float32 master weights), or auto.", .paper = "fp32"},
              self.precision);
        visit(Field{.key = "threads", .label = "Threads", .help = "CPU threads; 0 for all cores.",
                    .minimum = 0, .maximum = 1024, .nothing = "all cores"},
              self.threads);
        visit(Field{.key = "seed", .label = "Seed", .help = "Start of every random number in the run.",
                    .paper = "0, 5 or 10", .minimum = 0, .maximum = largestInteger, .basic = true},
              self.seed);
        visit(Field{.key = "deterministic", .label = "Deterministic",
                    .help = "Only algorithms that give the same bits every time; slower on a GPU."},
              self.deterministic);
        visit(Field{.key = "bucket_by_length", .label = "Bucket by length",
                    .help = "Batch rows of similar length together: less padding, faster.", .paper = "false"},
              self.bucketByLength);
        visit(Field{.key = "pad_to", .label = "Pad to",
                    .help = "Pad each batch to its longest row, or every row to max_length.",
                    .paper = "max_length"},
              self.padTo);
    }
};

/// Everything that decides a run. Plain values; JSON both ways in ConfigJson.h.
struct RunConfig
{
    static constexpr bool isDescribed = true;

    std::string name;  ///< empty: made from task, method and routing
    std::string group; ///< experiment group
    ModelChoice model;
    TaskConfig task;
    MethodConfig method = LoraConfig{};
    RoutingConfig routing = MolexConfig{};
    TrainingConfig training;
    GenerationConfig generation;
    RuntimeConfig runtime;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "name", .label = "Name", .help = "Name of the run; empty for one made from its parts."},
              self.name);
        visit(Field{.key = "group", .label = "Experiment group", .help = "Runs that belong together share it."},
              self.group);
        visit(Field{.key = "model", .label = "Model"}, self.model);
        visit(Field{.key = "task", .label = "Task"}, self.task);
        visit(Field{.key = "method", .label = "Base method",
                    .help = "What trains in each layer: lora (low-rank updates), adapter (bottlenecks), bitfit "
                            "(biases), full (everything), head (the classification head only), none; "
                            "sparse-upcycling and drop-upcycling turn feed-forward blocks into experts."},
              self.method);
        visit(Field{.key = "routing", .label = "Routing",
                    .help = "none, molex (a gate mixes in another layer), or a control: self (own layers), fixed-random (a "
                            "gate that never trains), uniform-random (a fresh layer each step), next-layer, given."},
              self.routing);
        visit(Field{.key = "training", .label = "Training"}, self.training);
        visit(Field{.key = "generation", .label = "Generation", .applies = self.task.kind == TaskKind::E2e},
              self.generation);
        visit(Field{.key = "runtime", .label = "Runtime"}, self.runtime);
    }
};

/// True for auto, cpu, cuda and cuda:N.
bool isDevice(const std::string& device);

/// The given name, or one like "cola-lora-molex-s42".
std::string displayName(const RunConfig& config);

/// False for a field that another section leaves without a meaning, as the decoding of a model that writes no text.
bool applies(const RunConfig& config, const std::string& path);

/// True when routing records count experts: a method that has them, and no routing of layers around it.
bool recordsExperts(const RunConfig& config);

/// Problems between fields (limits of single fields are found when reading JSON). Needs no file.
std::vector<Issue> validate(const RunConfig& config);

/// Evaluations that fall due after step `first`, up to and with `last`, at which there always is one. every: steps
/// between two, 0 for each epoch's end.
std::int64_t evaluationsBetween(std::int64_t first, std::int64_t last, std::int64_t every, std::int64_t stepsPerEpoch);

} // namespace engine
