#pragma once

namespace gui {

/// Has the system prefer all other threads of the user where there are fewer cores than work: the calling thread, and
/// those that it starts from now on, are niced by 10. For threads that compute beside a window, which must not wait for
/// them. Does nothing where the system refuses.
void giveWay() noexcept;

} // namespace gui
