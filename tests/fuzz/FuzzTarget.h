#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

/// What the target of a format has.
namespace fuzz {

/// Reads bytes as a stranger's file, all of it. Whatever they are, this either works or they are refused by the one
/// exception that the format's readers may throw; anything else is a fault, and ends the program.
bool isAccepted(std::span<const char> bytes);

/// Files that are accepted, to start from.
std::vector<std::string> goodFiles();

/// Bytes that mean something in the format, by kind; one kind is put in as often as another.
std::vector<std::vector<std::string>> pieces();

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace fuzz

/// libFuzzer's entry.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
