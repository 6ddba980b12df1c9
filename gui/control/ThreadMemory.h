#pragma once

namespace gui {

/// Lets each thread have an area of memory of its own (an arena of glibc's). Where cores are few, several threads share
/// one otherwise, the window's too, which then waits for whoever of them has it and was put aside for others. To be
/// called before there are threads; does nothing with another C library.
void keepThreadMemoryApart() noexcept;

} // namespace gui
