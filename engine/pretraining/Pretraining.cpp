#include "engine/pretraining/Pretraining.h"

#include <exception>
#include <new>
#include <string>

#include "engine/pretraining/Pretrainer.h"
#include "engine/run/FailureText.h"
#include "engine/run/ThreadRole.h"
#include "engine/training/DeviceTurn.h"

namespace engine {

namespace {

/// What a library's exception is for the user.
std::string pretrainingFailure(const std::exception& error)
{
    const bool isBare = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
    return (isBare ? "memory ran out" : firstLineOf(error))
        + (isOutOfMemory(error) ? "; a smaller training.batch_size or model.length needs less memory" : "");
}

} // namespace

RunFinished pretrain(const PretrainConfig& config, const RunControl& control, RunObserver& observer, Json& record)
{
    requireWorkerThread("pre-training");
    try {
        useThreads(config.runtime.threads);
        const std::unique_ptr<PreparedPretraining> run = preparePretraining(config, control, observer);
        const DeviceTurn turn(run->compute.deviceName(), control, observer, 0);
        if (!turn.isHeld())
            throw CalledOff();
        Pretrainer trainer(*run, control, observer);
        RunFinished finished = trainer.train();
        record = run->record;
        observer.handle(finished);
        return finished;
    } catch (const c10::Error& error) {
        throw Error(pretrainingFailure(error));
    } catch (const std::bad_alloc& error) {
        throw Error(pretrainingFailure(error));
    }
}

} // namespace engine
