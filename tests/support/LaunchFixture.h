#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>

#include <QLabel>
#include <QtTest/QtTest>

#include "engine/run/ThreadRole.h"
#include "engine/training/AutoPrecision.h"
#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Theme.h"
#include "gui/control/Worker.h"
#include "gui/pages/LaunchPage.h"
#include "gui/pages/PresetList.h"
#include "gui/pages/PresetPane.h"
#include "tests/support/FakeMachine.h"
#include "tests/support/TemporaryFolder.h"

namespace support {

/// Answers every question for a file or folder at once.
class NamedFile final : public gui::FileDialogs {
public:
    QString answer;
    void openFolder(QWidget*, const Question&, Chosen chosen) override { chosen(answer); }
    void openFile(QWidget*, const Question&, Chosen chosen) override { chosen(answer); }
    void saveFile(QWidget*, const Question&, Chosen chosen) override { chosen(answer); }
};

/// The price of a RoBERTa-base whose longest input is 512 tokens; refuses the window's thread, as the real one does.
inline engine::CostResult fakePrice(const engine::RunConfig& config, engine::EstimateInputs&)
{
    engine::requireWorkerThread("the estimate");
    engine::CostResult result;
    if (config.task.maxLength > 512)
        result.issues.push_back({"task.max_length", "is above the model's 512"});
    if (config.model.path == "/nowhere")
        result.issues.push_back({"/nowhere/config.json", "does not exist"});
    result.cost.modelSummary = "RoBERTa, 12 layers, 124.6 M parameters";
    result.cost.dataSummary = "8,551 train, 1,043 dev rows";
    result.cost.parameters = {124'600'000, 896'270, 9228,
                              {{"LoRA, query and value", 294'912}, {"Gate, linear, shared", 9228},
                               {"Classification head", 592'130}}};
    result.cost.layerEvaluations = 24;
    result.cost.layerEvaluationsWithoutRouting = config.model.path == "/shallow" ? 4 : 12;
    result.cost.trainRows = 8551;
    result.cost.devRows = 1043;
    result.cost.steps = 21440;
    result.cost.stepsPerEpoch = 268;
    if (config.task.maxLength < 128)
        result.cautions = {{engine::DataCaution::Kind::SharedRows, 12, 1043},
                           {engine::DataCaution::Kind::CutRows, 312, 8551, config.task.maxLength}};
    if (config.runtime.precision == engine::Precision::Bf16)
        result.cost.precisionCaution = engine::bfloat16Caution("avx2");
    result.cost.checkpointBytes = std::holds_alternative<engine::FullConfig>(config.method) ? 1'000'000'000 : 3'600'000;
    result.cost.usesGpu = config.runtime.device == "cuda";
    result.cost.memory.activations = config.training.batchSize * (60 << 20); // of a model on long texts
    return result;
}

/// A Launch page on a settings file of its own.
struct LaunchFixture
{
    /// The machine is looked at when a test says so, or as often as it says.
    LaunchFixture(gui::Theme& theme, gui::FileDialogs& dialogs,
                  std::chrono::milliseconds lookEvery = std::chrono::hours(1))
        : settings(QString::fromStdString((folder.path() / "settings.ini").string()))
        , page({{theme, dialogs},
                worker,
                settings,
                [this](const engine::RunConfig& config, engine::EstimateInputs& inputs) {
                    ++estimates;
                    return fakePrice(config, inputs);
                },
                folder.path(),
                machine.reader(),
                lookEvery})
    {
        page.resize(1000, 640);
        page.show();
        isReady = hasItsPreset(page);
    }
    /// The preset that a page begins with is read by its worker: a moment later it is there.
    static bool hasItsPreset(gui::LaunchPage& page)
    {
        return QTest::qWaitFor([&page] { return !page.presets().list().current().isEmpty(); });
    }

    template <class T>
    T* find(const char* name) { return page.findChild<T*>(QString::fromLatin1(name)); }

    bool shows(const char* text)
    {
        const QList<QLabel*> labels = page.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(QString::fromUtf8(text));
        });
    }

    void type(const char* field, const char* text)
    {
        auto* input = find<QWidget>(field);
        input->setFocus();
        QTest::keySequence(input, QKeySequence::SelectAll);
        QTest::keyClicks(input, QString::fromUtf8(text));
    }

    TemporaryFolder folder;
    gui::AppSettings settings;
    gui::Worker worker;
    std::atomic<int> estimates{0};
    FakeMachine machine;
    gui::LaunchPage page;
    bool isReady = false;
};

} // namespace support
