#pragma once

#include "engine/model/Torch.h"

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "engine/model/TransformerLayer.h"

/// A layer that can be made to fail, and that counts on how many threads it runs.
namespace support {

/// Shared by all blocks that it watches; any thread.
struct BlockWatch
{
    std::atomic<bool> failsForward = false;
    std::atomic<bool> failsBackward = false;
    std::atomic<int> alone = 0; ///< runs that had one thread
    std::atomic<int> shared = 0;
};

class WatchedBlock final : public engine::FeedForward {
public:
    WatchedBlock(std::unique_ptr<engine::FeedForward> block, BlockWatch& watch)
        : m_block(std::move(block))
        , m_watch(watch)
    {
    }

    torch::Tensor forward(const torch::Tensor& input, const engine::Pass& pass) override
    {
        ++(torch::get_num_threads() == 1 ? m_watch.alone : m_watch.shared);
        if (m_watch.failsForward)
            throw std::runtime_error("the block fails");
        torch::Tensor result = m_block->forward(input, pass);
        if (m_watch.failsBackward)
            result.register_hook([](const torch::Tensor&) { throw std::runtime_error("going back fails"); });
        return result;
    }
    void visitTensors(const std::string& prefix, const engine::TensorVisitor& visit) override
    {
        m_block->visitTensors(prefix, visit);
    }
    void visitProjections(const engine::ProjectionVisitor& visit) override { m_block->visitProjections(visit); }

private:
    std::unique_ptr<engine::FeedForward> m_block;
    BlockWatch& m_watch;
};

/// watch: outlives the layer's passes.
inline void watchBlock(engine::TransformerLayer& layer, BlockWatch& watch)
{
    layer.feedForward() = std::make_unique<WatchedBlock>(std::move(layer.feedForward()), watch);
}

} // namespace support
