#pragma once

#include "engine/model/Torch.h"

#include <vector>

#include "tests/support/TestMain.h"

namespace support {

/// What is calculated must have the same bits with another number of LibTorch's threads. calculate: returns the tensors
/// in a vector, and seeds what it draws.
template <class Calculate>
void requireSameOnAnyThreads(const Calculate& calculate)
{
    const int threads = torch::get_num_threads();
    const std::vector<torch::Tensor> found = calculate();
    torch::set_num_threads(threads == 1 ? 3 : 1);
    const std::vector<torch::Tensor> again = calculate();
    torch::set_num_threads(threads);
    QVERIFY(!found.empty());
    QCOMPARE(again.size(), found.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        QVERIFY2(torch::equal(found[i], again[i]), qPrintable(QString::number(i)));
}

} // namespace support
