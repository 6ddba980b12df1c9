#pragma once

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <limits>
#include <string>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>

#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"

constexpr int frames = 200;
constexpr double noGoal = std::numeric_limits<double>::infinity();

/// What every view is made with.
struct Bench
{
    gui::Theme& theme;
    gui::FileDialogs& dialogs;
    bool isInTime = true; ///< the median of every row so far

    /// Prints median and largest of the frames' times and the median of the processor's, which other programs disturb
    /// less, in milliseconds.
    template <class Frame>
    void measure(const std::string& name, double goal, Frame frame)
    {
        std::vector<double> times;
        std::vector<double> processor;
        for (int index = 0; index < frames; ++index) {
            QElapsedTimer timer;
            timer.start();
            const std::clock_t begin = std::clock();
            frame(index);
            QApplication::processEvents();
            QApplication::processEvents(); // the redraw that the first pass queued
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
            processor.push_back(1e3 * double(std::clock() - begin) / CLOCKS_PER_SEC);
        }
        std::sort(times.begin(), times.end());
        std::sort(processor.begin(), processor.end());
        const double median = times[frames / 2];
        isInTime = isInTime && median < goal;
        std::printf("%-52s %8.2f %8.2f %8.2f %10.2f%s\n", name.c_str(), median, times[frames * 95 / 100],
                    times.back(), processor[frames / 2], median < goal ? "" : ", too long");
    }
};
