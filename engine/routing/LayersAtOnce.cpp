#include "engine/routing/LayersAtOnce.h"

#include <algorithm>
#include <mutex>
#include <numeric>

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/functions/basic_ops.h>

#include "engine/model/MaskStream.h"
#include "engine/model/OneThreadEach.h"
#include "engine/model/RandomMask.h"
#include "engine/model/Trials.h"

namespace engine {

namespace {

using torch::autograd::edge_list;
using torch::autograd::variable_list;

/// So many times the even share of the work may fall to one thread. Two threads share a loop less well than two layers.
constexpr double mostUneven = 1.25;

using Order = std::vector<std::size_t>; // of runs

Order largestFirst(const std::vector<LayerRun>& runs)
{
    Order order(runs.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return runs[a].tokens > runs[b].tokens; });
    return order;
}

/// Of the runs from place `first` of the order on.
bool keepThreadsBusy(const std::vector<LayerRun>& runs, const Order& order, std::size_t first, std::size_t threads)
{
    std::vector<double> ofThread(threads, 0);
    double all = 0;
    for (std::size_t i = first; i < order.size(); ++i) {
        *std::min_element(ofThread.begin(), ofThread.end()) += runs[order[i]].tokens;
        all += runs[order[i]].tokens;
    }
    const double most = *std::max_element(ofThread.begin(), ofThread.end());
    return most * static_cast<double>(threads) <= mostUneven * all;
}

/// Whether its dropout draws from the run's stream, and nothing is written that another run reads.
bool canBeApart(const LayerRun& run)
{
    const auto fits = [](const torch::Tensor& input) {
        const auto type = input.scalar_type();
        return input.is_cpu() && (type == torch::kFloat32 || type == torch::kBFloat16);
    };
    return std::all_of(run.inputs.begin(), run.inputs.end(), fits) && !run.layer->feedForward()->isTraced();
}

/// The graph of a run, which is cut off from the pass's graph at its inputs. Neither these nor the output are kept but
/// where a backward pass reads them: of all runs they would be much.
struct RunApart
{
    edge_list begin;           ///< where the gradients of the inputs, and of what trains in the layer, come out
    torch::autograd::Edge end; ///< where the gradient of its output goes in
};

/// What the run reads instead of its inputs.
variable_list beginApart(const LayerRun& run, RunApart& apart)
{
    variable_list cut;
    for (const torch::Tensor& input : run.inputs) {
        cut.push_back(input.detach());
        if (input.requires_grad()) // a leaf's gradient would come out of a node that keeps the leaf
            torch::autograd::create_gradient_edge(cut.back(), std::make_shared<torch::autograd::Identity>());
        apart.begin.push_back(torch::autograd::impl::gradient_edge(cut.back()));
    }
    run.layer->visitTensors("", [&](const std::string&, torch::Tensor& tensor) {
        if (tensor.requires_grad())
            apart.begin.push_back(torch::autograd::impl::gradient_edge(tensor));
    });
    return cut;
}

/// Goes back through the graphs of runs that were at once, at once again.
class RunsBackward final : public torch::autograd::Node {
public:
    explicit RunsBackward(std::vector<RunApart> runs)
        : m_runs(std::move(runs))
    {
    }

    std::string name() const override { return "LayersAtOnceBackward"; }
    void will_release_variables() override { m_isLastTime = true; }
    void release_variables() override
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        m_runs.clear();
    }

protected:
    /// gradients: of each run's output, undefined where nobody used it. Returns those of all that the runs read.
    variable_list apply(variable_list&& gradients) override;

private:
    /// What is asked of one run.
    struct Asked
    {
        std::size_t run = 0;
        edge_list edges;                 ///< where the wanted gradients come out
        std::vector<std::size_t> places; ///< of these in the result
    };
    std::vector<Asked> askedOf(const variable_list& gradients) const;

    std::vector<RunApart> m_runs;
    bool m_isLastTime = false;
};

std::vector<RunsBackward::Asked> RunsBackward::askedOf(const variable_list& gradients) const
{
    std::vector<Asked> result;
    std::size_t place = 0;
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        Asked asked;
        asked.run = i;
        for (const torch::autograd::Edge& edge : m_runs[i].begin) {
            if (gradients[i].defined() && task_should_compute_output(place)) {
                asked.edges.push_back(edge);
                asked.places.push_back(place);
            }
            ++place;
        }
        if (!asked.edges.empty())
            result.push_back(std::move(asked));
    }
    return result;
}

variable_list RunsBackward::apply(variable_list&& gradients)
{
    const std::lock_guard<std::mutex> lock(mutex_);
    TORCH_CHECK(!m_runs.empty(), "the graph of these layers is gone: they have been gone back through before");
    const std::vector<Asked> asked = askedOf(gradients);
    variable_list results(num_outputs());
    oneThreadEach(asked.size(), [&](std::size_t a) {
        const Asked& here = asked[a];
        torch::autograd::Edge& end = m_runs[here.run].end;
        const variable_list found = torch::autograd::Engine::get_default_engine().execute(
            {end}, {gradients[here.run]}, /*keep_graph=*/!m_isLastTime, /*create_graph=*/false,
            /*accumulate_grad=*/false, here.edges);
        for (std::size_t i = 0; i < found.size(); ++i)
            results[here.places[i]] = found[i];
        if (m_isLastTime)
            end = {}; // with what is left of the graph, before the next run needs memory
    });
    return results;
}

/// Into the outputs; the order has the largest run first.
void runAtOnce(const std::vector<LayerRun>& runs, const Order& order, std::vector<torch::Tensor>& outputs)
{
    std::vector<RunApart> apart(order.size());
    std::vector<variable_list> cut;
    for (std::size_t i = 0; i < order.size(); ++i)
        cut.push_back(beginApart(runs[order[i]], apart[i]));
    oneThreadEach(order.size(), [&](std::size_t i) {
        const torch::Tensor result = runs[order[i]].outputOf(cut[i]);
        if (result.requires_grad())
            apart[i].end = torch::autograd::impl::gradient_edge(result);
        outputs[order[i]] = result.detach();
    });

    edge_list inPass; // of what the runs read
    Order trained;
    std::vector<RunApart> graphs;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (!apart[i].end.is_valid())
            continue;
        const LayerRun::Inputs& inputs = runs[order[i]].inputs;
        for (const torch::Tensor& input : inputs)
            inPass.push_back(torch::autograd::impl::gradient_edge(input));
        const auto behindInputs = apart[i].begin.begin() + static_cast<std::ptrdiff_t>(inputs.size());
        inPass.insert(inPass.end(), behindInputs, apart[i].begin.end());
        trained.push_back(order[i]);
        graphs.push_back(std::move(apart[i]));
    }
    if (graphs.empty())
        return;
    const auto node = std::make_shared<RunsBackward>(std::move(graphs));
    node->set_next_edges(std::move(inPass));
    for (const std::size_t run : trained)
        torch::autograd::create_gradient_edge(outputs[run], node);
}

} // namespace

torch::Tensor LayerRun::outputOf(const Inputs& same) const
{
    const MaskStream stream(seed);
    return work(same);
}

LayerRun makeLayerRun(TransformerLayer* layer, LayerRun::Inputs inputs, const Pass& pass, double tokens,
                      LayerRun::Work work)
{
    LayerRun run;
    run.layer = layer;
    run.inputs = std::move(inputs);
    run.work = std::move(work);
    run.tokens = tokens;
    if (pass.training && run.inputs.front().is_cpu())
        run.seed = RandomMask::drawKey();
    return run;
}

LayerRun makeLayerRun(TransformerLayer* layer, const torch::Tensor& hidden, const Pass& pass)
{
    return makeLayerRun(layer, LayerRun::Inputs{hidden}, pass, static_cast<double>(hidden.size(0) * hidden.size(1)),
                        [layer, pass](const LayerRun::Inputs& in) { return layer->forward(in[0], pass); });
}

std::size_t runsInTurn(const std::vector<LayerRun>& runs)
{
    const int threads = torch::get_num_threads();
    if (!Trials::current().layers || threads < 2 || !c10::GradMode::is_enabled()
        || !std::all_of(runs.begin(), runs.end(), canBeApart))
        return runs.size();
    const Order order = largestFirst(runs);
    for (std::size_t first = 0; first + 1 < runs.size(); ++first)
        if (keepThreadsBusy(runs, order, first, static_cast<std::size_t>(threads)))
            return first;
    return runs.size();
}

std::vector<torch::Tensor> outputsOf(const std::vector<LayerRun>& runs, const Pass& pass)
{
    const std::size_t inTurn = pass.training ? runsInTurn(runs) : runs.size();
    Order order = largestFirst(runs);
    if (inTurn == runs.size())
        std::sort(order.begin(), order.end());
    std::vector<torch::Tensor> outputs(runs.size());
    for (std::size_t i = 0; i < inTurn; ++i) {
        pass.requireWanted();
        outputs[order[i]] = runs[order[i]].output();
    }
    order.erase(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(inTurn));
    pass.requireWanted();
    if (!order.empty())
        runAtOnce(runs, order, outputs);
    return outputs;
}

} // namespace engine
