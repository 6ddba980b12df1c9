// For Clang alone, before every source: std::vector as in C++17, where no member is constexpr. In C++20 Clang looks into
// the destructor of LibTorch 1.13's std::vector<c10::IValue> while that type is incomplete, and gives up.
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#pragma push_macro("_GLIBCXX20_CONSTEXPR")
#undef _GLIBCXX20_CONSTEXPR
#define _GLIBCXX20_CONSTEXPR
#define __fill_a1 fill_bits // declared as constexpr above; std::fill has another one
#include <vector>
#undef __fill_a1
#pragma pop_macro("_GLIBCXX20_CONSTEXPR")

/// What std::fill calls for bits, by the name that the linker looks for: its declaration is constexpr, for which the
/// iterators of a vector without constexpr are no types.
inline void fillBitsOfClangVector(std::_Bit_iterator first, std::_Bit_iterator last, const bool& value) //
    asm("_ZSt9__fill_a1St13_Bit_iteratorS_RKb");
[[gnu::used]] inline void fillBitsOfClangVector(std::_Bit_iterator first, std::_Bit_iterator last, const bool& value)
{
    std::fill_bits(first, last, value);
}
