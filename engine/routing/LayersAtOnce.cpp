#include "engine/routing/LayersAtOnce.h"

#include <algorithm>
#include <mutex>
#include <numeric>

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/engine.h>

#include "engine/model/MaskStream.h"
#include "engine/model/OneThreadEach.h"
#include "engine/model/Trials.h"

namespace engine {

namespace {

using torch::autograd::edge_list;
using torch::autograd::variable_list;

/// So many times the even share of the work may fall to one thread. Two threads share a loop less well than two layers.
constexpr double mostUneven = 1.25;

std::vector<std::size_t> largestFirst(const std::vector<LayerRun>& runs)
{
    std::vector<std::size_t> order(runs.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return runs[a].hidden.size(0) > runs[b].hidden.size(0);
    });
    return order;
}

bool keepThreadsBusy(const std::vector<LayerRun>& runs, std::size_t threads)
{
    std::vector<double> rowsOfThread(threads, 0);
    double all = 0;
    for (const std::size_t i : largestFirst(runs)) {
        const auto rows = static_cast<double>(runs[i].hidden.size(0));
        *std::min_element(rowsOfThread.begin(), rowsOfThread.end()) += rows;
        all += rows;
    }
    const double most = *std::max_element(rowsOfThread.begin(), rowsOfThread.end());
    return most * static_cast<double>(threads) <= mostUneven * all;
}

/// Whether its dropout draws from the run's stream, and nothing is written that another run reads.
bool canBeApart(const LayerRun& run)
{
    const auto type = run.hidden.scalar_type();
    return run.hidden.is_cpu() && (type == torch::kFloat32 || type == torch::kBFloat16) && run.pass.cache == nullptr
        && !run.layer->feedForward()->isTraced();
}

/// A run with a graph of its own, which begins at the tensors that the layer reads. Its output is not kept: a layer's
/// backward pass does not read it, and of all runs they would be much.
struct RunApart
{
    variable_list read; ///< the hidden states, cut off from what they come from, and what trains in the layer
    torch::autograd::Edge end; ///< where the gradient of its output goes in
};

RunApart beginApart(const LayerRun& run)
{
    RunApart result;
    result.read.push_back(run.hidden.detach());
    result.read.front().set_requires_grad(run.hidden.requires_grad());
    run.layer->visitTensors("", [&](const std::string&, torch::Tensor& tensor) {
        if (tensor.requires_grad())
            result.read.push_back(tensor);
    });
    return result;
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
        for (const torch::Tensor& tensor : m_runs[i].read) {
            if (gradients[i].defined() && task_should_compute_output(place)) {
                asked.edges.push_back(torch::autograd::impl::gradient_edge(tensor));
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

} // namespace

torch::Tensor LayerRun::output() const
{
    const MaskStream stream(seed);
    return layer->forward(hidden, pass);
}

bool canRunAtOnce(const std::vector<LayerRun>& runs)
{
    const int threads = torch::get_num_threads();
    if (!Trials::current().layers || threads < 2 || runs.size() < 2 || !c10::GradMode::is_enabled())
        return false;
    return std::all_of(runs.begin(), runs.end(), canBeApart)
        && keepThreadsBusy(runs, static_cast<std::size_t>(threads));
}

std::vector<torch::Tensor> runAtOnce(const std::vector<LayerRun>& runs)
{
    const std::vector<std::size_t> order = largestFirst(runs);
    std::vector<RunApart> apart;
    for (const std::size_t i : order)
        apart.push_back(beginApart(runs[i]));
    variable_list results(runs.size());
    oneThreadEach(runs.size(), [&](std::size_t i) {
        LayerRun run = runs[order[i]];
        run.hidden = apart[i].read.front();
        results[i] = run.output();
        if (results[i].requires_grad())
            apart[i].end = torch::autograd::impl::gradient_edge(results[i]);
    });

    std::vector<torch::Tensor> outputs(runs.size());
    variable_list read; // in the pass's graph
    std::vector<std::size_t> places;
    std::vector<RunApart> trained;
    for (std::size_t i = 0; i < order.size(); ++i) {
        outputs[order[i]] = results[i].detach();
        if (!apart[i].end.is_valid())
            continue;
        read.push_back(runs[order[i]].hidden);
        read.insert(read.end(), apart[i].read.begin() + 1, apart[i].read.end());
        places.push_back(order[i]);
        trained.push_back(std::move(apart[i]));
    }
    if (trained.empty())
        return outputs;
    const auto node = std::make_shared<RunsBackward>(std::move(trained));
    node->set_next_edges(torch::autograd::collect_next_edges(read));
    for (const std::size_t place : places)
        torch::autograd::create_gradient_edge(outputs[place], node);
    return outputs;
}

} // namespace engine
