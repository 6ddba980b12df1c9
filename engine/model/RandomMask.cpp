#include "engine/model/RandomMask.h"

#include <mutex>

#include <ATen/CPUGeneratorImpl.h>

#include "engine/model/MaskStream.h"

namespace engine {

RandomMask RandomMask::draw(double rate)
{
    return {drawKey(), rate};
}

std::uint64_t RandomMask::drawKey()
{
    if (const std::optional<std::uint64_t> key = MaskStream::nextKey())
        return *key;
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard<std::mutex> lock(generator.mutex());
    return at::check_generator<at::CPUGeneratorImpl>(generator)->random64();
}

} // namespace engine
