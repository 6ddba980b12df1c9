#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace fuzz {

/// Reads bytes as a pytorch_model.bin, or as its pickle alone where they start as one; every tensor of it. Whatever
/// they are, this either works or throws engine::BadInput within; anything else is a fault, and aborts.
bool isAccepted(std::span<const char> bytes);

} // namespace fuzz

/// libFuzzer's entry.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
