#pragma once

#include <filesystem>
#include <string>

#include "tests/support/Files.h"

/// Small data folders: SST-2 and RTE, whose labels are told by a word or two, and a few E2E rows.
namespace support {

/// GLUE root with SST-2: "good" rows are 1, "bad" rows 0, between words that tell nothing.
inline std::filesystem::path writeTinyTask(const std::filesystem::path& folder, int trainRows = 64, int devRows = 24)
{
    const auto rows = [](int count, int offset) {
        std::string text = "sentence\tlabel\n";
        for (int i = 0; i < count; ++i) {
            const bool good = (i + offset) % 2 == 0;
            text += (good ? "good " : "bad ") + std::string(static_cast<std::size_t>((i * 7 + offset) % 11), 'x') + " "
                + std::to_string(i + offset * 1000) + "\t" + (good ? "1" : "0") + "\n";
        }
        return text;
    };
    writeText(folder / "SST-2" / "train.tsv", rows(trainRows, 1));
    writeText(folder / "SST-2" / "dev.tsv", rows(devRows, 2));
    writeText(folder / "SST-2" / "test.tsv", "index\tsentence\n0\tgood 5\n1\tbad 7\n");
    return folder;
}

/// RTE below the same kind of root: two words, the same word twice or not.
inline std::filesystem::path writeTinyPairs(const std::filesystem::path& folder, int trainRows = 32, int devRows = 8)
{
    const auto rows = [](int count, int offset) {
        std::string text = "index\tsentence1\tsentence2\tlabel\n";
        for (int i = 0; i < count; ++i) {
            const bool same = (i + offset) % 2 == 0;
            const std::string first = i % 3 == 0 ? "good" : "bad", other = i % 3 == 0 ? "bad" : "good";
            text += std::to_string(i) + "\t" + first + " " + std::to_string(i) + "\t" + (same ? first : other) + "\t"
                + (same ? "entailment" : "not_entailment") + "\n";
        }
        return text;
    };
    writeText(folder / "RTE" / "train.tsv", rows(trainRows, 1));
    writeText(folder / "RTE" / "dev.tsv", rows(devRows, 2));
    return folder;
}

/// E2E files: a dish for each restaurant, told in two ways; dev has other pairs than train.
inline std::filesystem::path writeTinyE2e(const std::filesystem::path& folder)
{
    const char* names[] = {"Aromi", "Cocum", "Giraffe", "Loch Fyne"};
    const char* dishes[] = {"Thai", "fish", "pasta"};
    std::string train = "mr,ref\n", dev = "mr,ref\n";
    for (int i = 0; i < 12; ++i) {
        const std::string name = names[i % 4], dish = dishes[i % 3];
        std::string& file = i < 9 ? train : dev;
        const std::string mr = "\"name[" + name + "], food[" + dish + "]\"";
        file += mr + "," + name + " serves " + dish + ".\n";
        file += mr + ",\"At " + name + ", eat " + dish + ".\"\n";
    }
    writeText(folder / "trainset.csv", train);
    writeText(folder / "devset.csv", dev);
    return folder;
}

} // namespace support
