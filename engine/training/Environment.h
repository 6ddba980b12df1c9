#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace engine {

/// What this machine offers, as `molex doctor` and the first-start page show it.
struct Finding
{
    enum class Verdict { Good, Note, Warning };
    std::string key;   ///< "BLAS", "Threads", "GPU", …
    std::string value; ///< "OpenBLAS 0.3.21"
    Verdict verdict = Verdict::Good;
    std::string advice; ///< what to do; empty when good
};

/// What can be looked up at once. Not for the window's thread.
std::vector<Finding> inspectMachine();

/// The same and the speed of a small matrix product on all cores, measured for some hundred milliseconds, longer where
/// other programs keep the cores busy. Not for the window's thread; the calling thread uses all cores from then on.
std::vector<Finding> examineMachine();

/// GPUs that LibTorch can use: cuda:0, cuda:1, …. Not for the window's thread.
std::int64_t gpuCount();

/// Key and value pairs stored with every run: program and library versions, BLAS, threads, CPU, OS. No user names,
/// no environment variables.
std::vector<std::pair<std::string, std::string>> captureEnvironment();

} // namespace engine
