#include "engine/run/FailureText.h"

#include <algorithm>
#include <array>
#include <new>
#include <variant>

namespace engine {

namespace {

constexpr std::array wordsForNoMemory = {"out of memory", "not enough memory", "allocate memory", "alloc_failed"};

char lowerAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string firstLineOf(const std::exception& error)
{
    const std::string text = error.what();
    return text.substr(0, text.find('\n'));
}

bool isOutOfMemory(const std::exception& error)
{
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr)
        return true;
    std::string line = firstLineOf(error);
    std::transform(line.begin(), line.end(), line.begin(), lowerAscii);
    return std::any_of(wordsForNoMemory.begin(), wordsForNoMemory.end(),
                       [&](const char* words) { return line.find(words) != std::string::npos; });
}

std::string memoryAdvice(const RunConfig& config)
{
    const TrainingConfig& training = config.training;
    const RuntimeConfig& runtime = config.runtime;
    std::string advice = "less is needed with ";
    if (training.batchSize > 1)
        advice += "a smaller training.batch_size (it is " + std::to_string(training.batchSize)
            + "; training.accumulate makes up for it), ";
    advice += "a smaller task.max_length (it is " + std::to_string(config.task.maxLength) + "), ";
    if (!runtime.bucketByLength)
        advice += "runtime.bucket_by_length true, ";
    if (runtime.padTo == PadTo::MaxLength)
        advice += "runtime.pad_to \"longest\", ";
    if (runtime.precision != Precision::Bf16)
        advice += "runtime.precision \"bf16\", ";
    if (std::holds_alternative<FullConfig>(config.method))
        advice += "method.kind \"lora\", ";
    return advice + "or a smaller model";
}

std::string failureText(const std::exception& error, const RunConfig& config)
{
    if (!isOutOfMemory(error)) // our own sentences may be several lines
        return dynamic_cast<const Error*>(&error) != nullptr ? error.what() : firstLineOf(error);
    const bool isBare = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
    return "memory ran out" + (isBare ? std::string() : " (" + firstLineOf(error) + ")") + "; " + memoryAdvice(config);
}

} // namespace engine
