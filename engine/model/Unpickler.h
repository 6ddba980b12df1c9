#pragma once

#include <map>

#include "engine/model/PickleReader.h"
#include "engine/model/PickleValue.h"

namespace engine {

enum class PickleOperation : unsigned char;

/// A pickle machine that can only make numbers, text, lists, dictionaries and descriptions of tensors: enough for a
/// state dict that torch.save wrote, protocols 2 to 5. It runs no code, imports nothing and calls nothing; every other
/// operation and name is refused. Work and memory are bounded by limits on the pickle, its values and its stack.
class Unpickler final {
public:
    Unpickler(std::span<const char> pickle, std::string file);

    /// Throws BadInput for a pickle of more bytes than the description of a model needs, before anybody reads it.
    static void requireSize(std::uint64_t bytes, const std::string& file);

    /// The tensors by name, each one's layout checked against its storage's said size. Throws BadInput naming the file.
    std::map<std::string, PickledTensor> stateDict();

private:
    using Arguments = std::vector<PickleRef>;

    void run();
    bool pushScalar(PickleOperation operation);
    bool pushText(PickleOperation operation);
    bool makeContainer(PickleOperation operation);
    bool fillContainer(PickleOperation operation);
    bool remember(PickleOperation operation);
    bool recall(PickleOperation operation);
    bool makeObject(PickleOperation operation);

    void requireRoom(std::size_t used) const;
    void push(PickleValue value);
    void pushKnown(PickleRef value);
    PickleRef pop();
    PickleRef top() const;
    Arguments popToMark();
    void makeTuple(std::size_t size);
    void put(std::uint64_t index);
    void get(std::uint64_t index);
    void addItems(const Arguments& items);
    void setItems(const Arguments& keysAndValues);
    void setAttributes();
    void pushGlobal(const std::string& module, const std::string& name);
    void pushStorage();
    void call();
    PickledTensor rebuildTensor(const Arguments& arguments) const;
    std::map<std::string, PickledTensor> tensorsOf(const PickleDictionary& dictionary) const;

    /// The value as a T; otherwise the pickle is refused, since it has no `what` where one belongs.
    template <class T>
    const T& as(PickleRef value, const char* what) const;
    std::vector<std::int64_t> numbers(PickleRef tuple) const;

    PickleReader m_reader;
    std::string m_file;
    std::vector<PickleValue> m_values;
    std::vector<PickleRef> m_stack;
    std::vector<std::size_t> m_marks;          ///< heights of the stack
    std::map<std::uint64_t, PickleRef> m_memo; ///< a tree, since the file chooses the keys
};

template <class T>
const T& Unpickler::as(PickleRef value, const char* what) const
{
    const T* found = std::get_if<T>(&m_values[value]);
    if (found == nullptr)
        m_reader.fail("its pickle has " + kindOf(m_values[value]) + " where " + what + " belongs");
    return *found;
}

} // namespace engine
