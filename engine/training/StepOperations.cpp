// B rows, N tokens per row, M = B N, d width, T layers, r rank.
#include "engine/training/StepOperations.h"

namespace engine {

namespace {

/// Of one step's forward pass.
struct Forward
{
    double projections = 0; ///< by the layers' own matrices
    double attention = 0;   ///< scores and contexts
    double updates = 0;     ///< LoRA's
    double gates = 0;
    double head = 0;

    double sum() const { return projections + attention + updates + gates + head; }
};

Forward countForward(const BenchCase& which, double layerRuns)
{
    const auto rows = static_cast<double>(which.batch);
    const auto length = static_cast<double>(which.length);
    const auto width = static_cast<double>(which.hidden);
    const auto layers = static_cast<double>(which.layers);
    const double tokens = rows * length;
    const bool isMixed = which.method != BenchMethod::Lora && which.method != BenchMethod::Full;
    Forward forward;
    forward.projections = layerRuns * 24 * tokens * width * width;
    forward.attention = layerRuns * 4 * tokens * length * width;
    if (which.method != BenchMethod::Full)
        forward.updates = layerRuns * 8 * tokens * width * static_cast<double>(LoraConfig{}.rank);
    if (isMixed)
        forward.gates = layers * 2 * tokens * width * layers;
    forward.head = 2 * rows * width * (width + 2);
    return forward;
}

/// What a product's backward pass leaves out where the first layer's input and keys need no gradient.
double ofFrozenInput(const BenchCase& which)
{
    const auto tokens = static_cast<double>(which.batch * which.length);
    const auto width = static_cast<double>(which.hidden);
    const double perToken =
        6 * width + 2 * static_cast<double>(which.length) + 4 * static_cast<double>(LoraConfig{}.rank);
    return tokens * width * perToken;
}

} // namespace

double stepOperations(const BenchCase& which, double layerRuns)
{
    const Forward forward = countForward(which, layerRuns);
    if (which.evaluates)
        return forward.sum();
    if (which.method == BenchMethod::Full)
        return 3 * forward.sum();
    const double backward = forward.projections + 2 * (forward.attention + forward.updates + forward.head);
    return forward.sum() + backward - ofFrozenInput(which);
}

} // namespace engine
