#include "engine/model/RandomMask.h"

#include <mutex>

#include <ATen/CPUGeneratorImpl.h>

namespace engine {

RandomMask RandomMask::draw(double rate)
{
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard<std::mutex> lock(generator.mutex());
    return {at::check_generator<at::CPUGeneratorImpl>(generator)->random64(), rate};
}

} // namespace engine
