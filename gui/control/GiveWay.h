#pragma once

namespace gui {

/// How far a thread stands back behind the window's, as a nice value: what it does is waited for by somebody who reads
/// and clicks on meanwhile, or it trains for as long as it takes.
enum class Behind { Answers = 5, Training = 10 };

/// Has the system prefer what is niced less where there are fewer cores than work: the calling thread, and those that
/// it starts from now on, are niced. For threads that compute beside a window, which must not wait for them. Cannot be
/// taken back. Does nothing where the system refuses.
void giveWay(Behind how) noexcept;

} // namespace gui
