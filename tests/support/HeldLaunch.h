#pragma once

#include "tests/support/Desk.h"

namespace support {

/// As long as it lives the Launch page of a desk looks at the machine and gets no answer; what comes behind that on the
/// same thread waits.
class HeldLaunch final {
public:
    explicit HeldLaunch(Desk& desk)
        : m_machine(desk.machine)
    {
        m_machine.isHeld = true;
        desk.action("newRun")->trigger();
        desk.window->findChild<LaunchPage*>()->setConfig(fakeConfig("held"));
    }
    ~HeldLaunch() { m_machine.isHeld = false; }
    HeldLaunch(const HeldLaunch&) = delete;
    HeldLaunch& operator=(const HeldLaunch&) = delete;

    /// A moment after it is made.
    bool isWaiting() const { return m_machine.waiting > 0; }

private:
    FakeMachine& m_machine;
};

} // namespace support
