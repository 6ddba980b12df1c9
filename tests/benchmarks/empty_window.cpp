// The least that a window of Qt's takes: prints "shown" once an empty one stands on the screen, and ends. For
// window_start.py.
#include <cstdio>

#include <QApplication>
#include <QMainWindow>

#include "gui/app/FirstShow.h"

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1280, 800);
    window.show();
    const gui::FirstShow firstShow(window, [&window] {
        std::puts("shown");
        std::fflush(stdout);
        window.close();
    });
    return application.exec();
}
