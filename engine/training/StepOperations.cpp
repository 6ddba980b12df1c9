// B rows, N tokens per row, M = B N, d width, T layers, r rank. Keys and values are two of a layer's twelve d × d maps.
#include "engine/training/StepOperations.h"

namespace engine {

namespace {

/// Of one step's forward pass.
struct Forward
{
    double projections = 0; ///< by the layers' own matrices
    double attention = 0;   ///< scores and contexts
    double updates = 0;     ///< by what a method adds: low-rank pairs, bottlenecks
    double formed = 0;      ///< DoRA's matrices, through which nothing goes back
    double gates = 0;
    double head = 0;

    double sum() const { return projections + attention + updates + formed + gates + head; }
};

double tokensOf(const BenchCase& which)
{
    return static_cast<double>(which.batch * which.length);
}

/// Tokens for which a run of the last position goes on behind keys and values.
double lastTokens(const BenchCase& which)
{
    return which.trials.last ? static_cast<double>(which.batch) : tokensOf(which);
}

bool isMixed(const BenchCase& which)
{
    return which.method == BenchMethod::MolexBatch || which.method == BenchMethod::MolexSequence
        || which.method == BenchMethod::MolexToken;
}

bool hasLowRank(const BenchCase& which)
{
    return which.method == BenchMethod::Lora || which.method == BenchMethod::Dora || isMixed(which);
}

/// What the method adds to a layer run that goes on for so many of the M tokens.
double addedOperations(const BenchCase& which, double tokens)
{
    const auto width = static_cast<double>(which.hidden);
    if (hasLowRank(which)) // at queries and values
        return 4 * (tokensOf(which) + tokens) * width * static_cast<double>(LoraConfig{}.rank);
    if (which.method == BenchMethod::Adapter) // behind attention and feed-forward block
        return 8 * tokens * width * static_cast<double>(AdapterConfig{}.size);
    return 0;
}

/// So many layer runs that go on for so many of the M tokens.
void addRuns(const BenchCase& which, double runs, double tokens, Forward& forward)
{
    const auto length = static_cast<double>(which.length);
    const auto width = static_cast<double>(which.hidden);
    forward.projections += runs * (4 * tokensOf(which) + 20 * tokens) * width * width;
    forward.attention += runs * 4 * tokens * length * width;
    forward.updates += runs * addedOperations(which, tokens);
    if (which.method == BenchMethod::Dora)
        forward.formed += runs * 4 * width * width * static_cast<double>(LoraConfig{}.rank);
}

Forward countForward(const BenchCase& which, const LayerRuns& runs)
{
    const auto rows = static_cast<double>(which.batch);
    const auto width = static_cast<double>(which.hidden);
    const auto layers = static_cast<double>(which.layers);
    Forward forward;
    addRuns(which, runs.all - runs.last, tokensOf(which), forward);
    addRuns(which, runs.last, lastTokens(which), forward);
    if (isMixed(which))
        forward.gates = layers * 2 * tokensOf(which) * width * layers;
    forward.head = 2 * rows * width * (width + 2);
    return forward;
}

/// What a product's backward pass leaves out where the first layer's input and keys need no gradient.
double ofFrozenInput(const BenchCase& which)
{
    const auto width = static_cast<double>(which.hidden);
    const auto length = static_cast<double>(which.length);
    const auto rank = static_cast<double>(LoraConfig{}.rank);
    const double all = tokensOf(which);
    const double tokens = which.layers == 1 ? lastTokens(which) : all; // the first position may be the last
    return width * ((4 * all + 2 * tokens) * width + 2 * tokens * length + 2 * (all + tokens) * rank);
}

} // namespace

double stepOperations(const BenchCase& which, const LayerRuns& runs)
{
    const Forward forward = countForward(which, runs);
    if (which.evaluates)
        return forward.sum();
    if (which.method == BenchMethod::Full)
        return 3 * forward.sum();
    if (which.method == BenchMethod::Head) // its weights, and the input of its second product
        return forward.sum() + forward.head + static_cast<double>(4 * which.batch * which.hidden);
    const double backward = forward.projections + 2 * (forward.attention + forward.updates + forward.head);
    return forward.sum() + backward - (hasLowRank(which) ? ofFrozenInput(which) : 0);
}

} // namespace engine
