#pragma once

#include <string>

namespace engine {

/// OpenBLAS picks its kernels by the processor's name, and takes those of an old processor for one that is newer than
/// itself: a tenth of the speed. These look at what the processor can do.

/// What to set OPENBLAS_CORETYPE to for kernels with wider vectors; empty where none are. kernels: those that OpenBLAS
/// takes, in its words ("Haswell"); flags: as /proc/cpuinfo has them.
std::string widerKernels(const std::string& kernels, const std::string& flags);

/// Sets OPENBLAS_CORETYPE for this process's children where nobody has set it and OpenBLAS by itself would take lesser
/// kernels. True when it has. Loads OpenBLAS, of which what is already here keeps its kernels.
bool chooseFittingKernels();

/// Starts this program anew where chooseFittingKernels() has chosen, and keeps kernels of products (KeptKernels.h);
/// before any thread. arguments: main()'s.
void startWithFittingKernels(char** arguments);

} // namespace engine
