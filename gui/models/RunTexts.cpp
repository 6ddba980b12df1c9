#include "gui/models/KnownTexts.h"

#include <QCoreApplication>

namespace gui {

namespace {

const char* const textsOfRuns[] = {
    // engine/run/FailureText, engine/model/TensorMemory: memory that ran out
    QT_TRANSLATE_NOOP("EngineText", "memory ran out (%1); less is needed with %2, or a smaller model"),
    QT_TRANSLATE_NOOP("EngineText", "memory ran out; less is needed with %1, or a smaller model"),
    QT_TRANSLATE_NOOP("EngineText", "there is not enough memory for a tensor of %1 bytes"),
    QT_TRANSLATE_NOOP("EngineText", "a smaller training.batch_size (it is %1; training.accumulate makes up for it), "
                                    "%2"),
    QT_TRANSLATE_NOOP("EngineText", "a smaller task.max_length (it is %1), %2"),
    QT_TRANSLATE_NOOP("EngineText", "a smaller task.max_length (it is %1)"),
    QT_TRANSLATE_NOOP("EngineText", "needs about %1 of memory, and %2 are free"),
    // engine/training: TrainerSaving, NotFinite
    QT_TRANSLATE_NOOP("EngineText", "the loss or its gradient is not a number at step %1, first in %2; %3; a lower "
                                    "learning rate or gradient clipping may help"),
    QT_TRANSLATE_NOOP("EngineText", "a weight is not a number after step %1, first in the tensor %2; %3; a lower "
                                    "learning rate or weight decay may help"),
    QT_TRANSLATE_NOOP("EngineText", "the loss, or the norm of all gradients"),
    QT_TRANSLATE_NOOP("EngineText", "the tensor %1"),
    QT_TRANSLATE_NOOP("EngineText", "the gradient of %1"),
    QT_TRANSLATE_NOOP("EngineText", "the output of the embeddings"),
    QT_TRANSLATE_NOOP("EngineText", "the output of the last normalisation"),
    QT_TRANSLATE_NOOP("EngineText", "the output of position %1 (of %2 in depth, from 0)"),
    QT_TRANSLATE_NOOP("EngineText", "there is no checkpoint yet"),
    QT_TRANSLATE_NOOP("EngineText", "the last good checkpoint is %1"),
    QT_TRANSLATE_NOOP("EngineText", "cannot be gone on from: the tensor %1 is not a number"),
    // engine/training: how a run ends, and what it waits for
    QT_TRANSLATE_NOOP("EngineText", "stopped by the user"),
    QT_TRANSLATE_NOOP("EngineText", "interrupted"),
    QT_TRANSLATE_NOOP("EngineText", "stopped early: no better %1 in %2 evaluations"),
    QT_TRANSLATE_NOOP("EngineText", "stopped early: no better %1 in %2 evaluation"),
    QT_TRANSLATE_NOOP("EngineText", "training ended for a reason that is not known"),
    QT_TRANSLATE_NOOP("EngineText", "called off"),
    QT_TRANSLATE_NOOP("EngineText", "%1; the run waits until there is room, nothing is lost"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is held by another run%2, which may be paused; this one waits"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is held by another run, which may be paused; measure again once it is free"),
    // engine/training: RunCheckpoint, TrainedModel, RandomState, AdamW
    QT_TRANSLATE_NOOP("EngineText", "no such checkpoint folder"),
    QT_TRANSLATE_NOOP("EngineText", "is no complete checkpoint (the file `complete` is missing)"),
    QT_TRANSLATE_NOOP("EngineText", "was written by another version of this program"),
    QT_TRANSLATE_NOOP("EngineText", "is damaged: it has lost its hashes"),
    QT_TRANSLATE_NOOP("EngineText", "is damaged: its precision is neither fp32 nor bf16"),
    QT_TRANSLATE_NOOP("EngineText", "is damaged: a field is missing or has another type"),
    QT_TRANSLATE_NOOP("EngineText", "the model folder has changed since this checkpoint was written"),
    QT_TRANSLATE_NOOP("EngineText", "the data has changed since this checkpoint was written"),
    QT_TRANSLATE_NOOP("EngineText", "tensor %1 is %2, this run needs F32 %3"),
    QT_TRANSLATE_NOOP("EngineText", "lacks random/cpu"),
    QT_TRANSLATE_NOOP("EngineText", "lacks %1"),
    QT_TRANSLATE_NOOP("EngineText", "the checkpoint's optimizer state does not fit this run"),
    QT_TRANSLATE_NOOP("EngineText", "the checkpoint's optimizer state is damaged"),
    // engine/training/PreparedRun
    QT_TRANSLATE_NOOP("EngineText", "has %1 weights, the task has %2 classes"),
    QT_TRANSLATE_NOOP("EngineText", "has %1 weight, the task has %2 classes"),
    QT_TRANSLATE_NOOP("EngineText", "are all 0, so that nothing would be learnt"),
    QT_TRANSLATE_NOOP("EngineText", "has no meaning for a regression task; set it to 0"),
    QT_TRANSLATE_NOOP("EngineText", "needs WordNet: %1"),
    QT_TRANSLATE_NOOP("EngineText", "%1 needs WordNet: %2"),
    QT_TRANSLATE_NOOP("EngineText", "is kept for prediction only; a run goes on from one of its other checkpoints"),
    QT_TRANSLATE_NOOP("EngineText", "of all %1 steps, %2 are done in the checkpoint to go on from; more are needed"),
    QT_TRANSLATE_NOOP("EngineText", "the only step is done in the checkpoint to go on from; more are needed"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but a dev split has %2 rows, counted from 0"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but a dev split has %2 row, counted from 0"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is of texts written at evaluations, of which there are none: set "
                                    "generation.samples"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is not a metric of %2; it has %3"),
    // engine/training/ModelAssembly
    QT_TRANSLATE_NOOP("EngineText", "the tokenizer has %1 tokens, but config.json gives the model a vocabulary of %2"),
    QT_TRANSLATE_NOOP("EngineText", "the tokenizer pads with %1, id %2, but config.json gives the model the padding "
                                    "id %3"),
    QT_TRANSLATE_NOOP("EngineText", "e2e needs a language model such as GPT-2; this model is an encoder"),
    QT_TRANSLATE_NOOP("EngineText", "%1 needs an encoder such as RoBERTa or BERT; this model writes text"),
    QT_TRANSLATE_NOOP("EngineText", "head leaves nothing to train: a language model's head is its embeddings"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but the model takes at most %2 tokens"),
    // engine/training: Adapter, PeftAdapter
    QT_TRANSLATE_NOOP("EngineText", "\"enable_lora\" must say with three times true or false whether the query, key "
                                    "and value of c_attn are adapted"),
    QT_TRANSLATE_NOOP("EngineText", "needs \"r\" and \"lora_alpha\" as numbers and \"target_modules\" as a list"),
    QT_TRANSLATE_NOOP("EngineText", "\"target_modules\" names \"%1\"; known are query, key, value, "
                                    "attention_output, intermediate, output, and c_attn with \"enable_lora\""),
    QT_TRANSLATE_NOOP("EngineText", "is not PEFT's adapter_config.json, but the tensors are named as PEFT does it"),
    QT_TRANSLATE_NOOP("EngineText", "tensor %1 is %2, a floating-point one of %3 is needed"),
    QT_TRANSLATE_NOOP("EngineText", "needs its lora_config.json or adapter_config.json; name it with "
                                    "--adapter-config"),
    QT_TRANSLATE_NOOP("EngineText", "\"r\" must be from 1 to 4096"),
    QT_TRANSLATE_NOOP("EngineText", "\"lora_dropout\" must be from 0 to below 1"),
    QT_TRANSLATE_NOOP("EngineText", "is %1, but the adapter in %2 has %3"),
    QT_TRANSLATE_NOOP("EngineText", "\"%1\" is %2, which this program does not compute"),
    QT_TRANSLATE_NOOP("EngineText", "holds no LoRA tensors of a layer"),
    QT_TRANSLATE_NOOP("EngineText", "holds an adapter of the kind %1; only LORA can be read"),
    QT_TRANSLATE_NOOP("EngineText", "needs \"r\" and \"lora_alpha\" as numbers, \"lora_dropout\" as a number and "
                                    "\"use_rslora\" and \"use_dora\" as true or false where they are given"),
    QT_TRANSLATE_NOOP("EngineText", "\"rank_pattern\" and \"alpha_pattern\" must give numbers"),
    QT_TRANSLATE_NOOP("EngineText", "the tensors of %1 do not fit a rank of %2"),
    QT_TRANSLATE_NOOP("EngineText", "scales %1 in another way than other modules"),
    QT_TRANSLATE_NOOP("EngineText", "gives %1 another rank than other modules"),
    QT_TRANSLATE_NOOP("EngineText", "gives c_attn another rank than other modules"),
    QT_TRANSLATE_NOOP("EngineText", "belongs to a c_attn that does not hold queries, keys and values"),
    // engine/training: PeftExport, ExportFolder, Predictor
    QT_TRANSLATE_NOOP("EngineText", "is not lora; PEFT's layout is written for LoRA and DoRA"),
    QT_TRANSLATE_NOOP("EngineText", "mixes layers, which PEFT cannot do"),
    QT_TRANSLATE_NOOP("EngineText", "is random: there is no base to load under an adapter; export the merged model"),
    QT_TRANSLATE_NOOP("EngineText", "has no pooler, so that the run drew one, which no base would have under the "
                                    "adapter; export the merged model"),
    QT_TRANSLATE_NOOP("EngineText", "is there already and not an empty folder"),
    QT_TRANSLATE_NOOP("EngineText", "is learnt by writing text; a run of it has no labels to predict, but generates"),
    QT_TRANSLATE_NOOP("EngineText", "has no labels, so it cannot be scored; write predictions instead"),
    QT_TRANSLATE_NOOP("EngineText", "%1 cannot take layer %2"),
    // gui/control: RunScheduler, SoundCheckpoint, QueueLock, EngineLibrary
    QT_TRANSLATE_NOOP("EngineText", "The engine cannot be loaded: %1. Without it nothing is estimated, trained or "
                                    "predicted; build or install the program and LibTorch again."),
    QT_TRANSLATE_NOOP("EngineText", "/proc/self/exe cannot be read (%1)"),
    QT_TRANSLATE_NOOP("EngineText", "%1 is another library"),
    QT_TRANSLATE_NOOP("EngineText", "is not there any more, so no run can go on from it"),
    QT_TRANSLATE_NOOP("EngineText", "cannot be copied to %1: %2"),
    QT_TRANSLATE_NOOP("EngineText", "has no sound checkpoint left to go on from; what it has recorded is kept, and "
                                    "only going on with it once more begins it again with the same seed"),
    QT_TRANSLATE_NOOP("EngineText", "has no sound checkpoint left to go on from; what it has recorded is kept, and "
                                    "only going on with it once more begins it again with the same seed; %1"),
    QT_TRANSLATE_NOOP("EngineText", "has no checkpoint left to go on from"),
    QT_TRANSLATE_NOOP("EngineText", "has no sound checkpoint left to go on from"),
    QT_TRANSLATE_NOOP("EngineText", "does not wait in the queue"),
    QT_TRANSLATE_NOOP("EngineText", "taken out of the queue"),
    QT_TRANSLATE_NOOP("EngineText", "is not in this workspace"),
    QT_TRANSLATE_NOOP("EngineText", "is %1; only a run that is over can be trained further as a new one"),
    QT_TRANSLATE_NOOP("EngineText", "is %1; only a stopped, interrupted or failed run can go on"),
    QT_TRANSLATE_NOOP("EngineText", "must be at least 1"),
    QT_TRANSLATE_NOOP("EngineText", "%1; no other checkpoint of the run is sound"),
    QT_TRANSLATE_NOOP("EngineText", "%1; its checkpoint of step %2 is sound: %3"),
    QT_TRANSLATE_NOOP("EngineText", "Another process works off the queue of %1; the runs that wait are its business."),
    QT_TRANSLATE_NOOP("EngineText", "Another process trains the runs for %1 in the queue of %2"),
};

} // namespace

KnownTexts runTexts()
{
    return textsOfRuns;
}

} // namespace gui
