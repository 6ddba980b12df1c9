#pragma once

#include "engine/model/Torch.h"

#include <memory>
#include <string_view>
#include <utility>

#include <ATen/record_function.h>

namespace support {

/// Counts how often this thread reads a number of a tensor, for which the host would wait on a GPU. What one_hot reads
/// is left out: on a processor it looks at its input, on a GPU it does not.
class ReadNumbers final {
public:
    ReadNumbers()
        : m_handle(at::addThreadLocalCallback(at::RecordFunctionCallback(&begin, &end)))
    {
        take();
    }
    ~ReadNumbers() { at::removeCallback(m_handle); }
    ReadNumbers(const ReadNumbers&) = delete;
    ReadNumbers& operator=(const ReadNumbers&) = delete;

    /// Since the last call.
    int take() { return std::exchange(s_count, 0); }

private:
    static bool isOneHot(const at::RecordFunction& function)
    {
        return std::string_view(function.name()) == "aten::one_hot";
    }
    static std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction& function)
    {
        if (isOneHot(function))
            ++s_depth;
        else if (s_depth == 0 && std::string_view(function.name()) == "aten::_local_scalar_dense")
            ++s_count;
        return nullptr;
    }
    static void end(const at::RecordFunction& function, at::ObserverContext*)
    {
        if (isOneHot(function))
            --s_depth;
    }

    inline static int s_count = 0;
    inline static int s_depth = 0; ///< of one_hot
    at::CallbackHandle m_handle;
};

} // namespace support
