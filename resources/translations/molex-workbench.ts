<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" sourcelanguage="en">
<context>
    <name>ActionText</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>what a button does, and its keys: &quot;Train what waits (F5)&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CautionText</name>
    <message>
        <source>n = %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two runs say little about other seeds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one run says nothing about other seeds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run has no partner with the same seed:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs have no partner with the same seed:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>means and tests are of the %1 pairs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trainable parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer evaluations per pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 against %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same budget:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeds do not pair:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sides are tested as independent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs of one group differ in more than their seed:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No group of this task is like the baseline:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All seeds gave the same, so there is no test:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs did not read the same data (their hashes differ).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runs did not start from the same model (its hashes differ).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same environment:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tuned alike:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this workspace has tried %1 configurations of this kind against %2 of the baseline&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No test over examples for %1 of the pairs:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they were not evaluated on the same rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values are those of each run&apos;s best evaluation, picked on the same rows:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they are better than on unseen rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs two pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every pair differs by the same amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs two runs on each side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neither side has any spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the metric is not defined on these rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the metric is not defined on any rows drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there are no pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no pair differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all runs have %1 on %2, so it is not compared:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no number in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss and perplexity are not those of a causal model:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>later tokens vote on the layers of earlier ones in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 dev rows are also in train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 training rows, %3 %, are cut at %4 tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a row has a value that is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether the runs read the same data (some have no hash of it).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known whether the runs started from the same model (some have no hash of it).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With so few pairs that differ, a Wilcoxon test cannot show a difference at this level:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>means and tests are of 1 pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this workspace has tried 1 configuration of this kind against %1 of the baseline&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 dev rows is also in train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 training rows, %3 %, is cut at %4 tokens.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareAdvice</name>
    <message>
        <source>More seeds:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ran %2 times as many layers in training as %3. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the baseline that much longer, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare also at the same time:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same time:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ran as many layers in training as %2, within 5 %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>were the effect on %1 as large as it looks, one test with 80 % power would take %2 seeds in each group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset “lora-same-time” trains LoRA for as many layer runs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareResult</name>
    <message>
        <source>no %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uniform choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference in share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these runs is finished and evaluated, so there is nothing to compare yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (control)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share, %1 − %2, n = %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not causal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareTexts</name>
    <message>
        <source>it is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no scores at step %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no scores.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareWords</name>
    <message>
        <source>%1 is the same with %2,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2 higher with %3,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2 lower with %3,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and there is no test of it: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interval %1 to %2; </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not shown to be real:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no metric could be tested over seeds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after Holm no metric differs over seeds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two seeds of %1 agree on the most chosen layer at %2 of %3 positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>so few seeds cannot tell any cell from seed noise (smallest possible p = %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 cells differ from %3 by more than seed noise%4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; hatched cells do not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is left out:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to compare with:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all of these runs are one group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>corrected for %1 tests %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no cell can be told from seed noise; with so few seeds (smallest possible p = %1) at least %2 of %3 cells would have to differ together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not shown to be real at %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no metric differs over seeds, even without a correction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs at %1 after Holm:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs at %1, not corrected for the number of tests:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Only its curve is drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to test yet:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of these runs is finished and evaluated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two seeds of %1 agree on the most chosen expert in %2 of %3 layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing of the newest records:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not all of these runs have recorded routes of dev examples at the evaluation compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs on each side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cell can be shown to differ: one run alone has no seed noise to be told from. More seeds are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the smallest p that reordering the layers can give is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the smallest p that exchanging runs can give is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With %1 no cell can be shown to differ: %2, above %3. More seeds are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cell differs by more than seed noise. With %1 %2: %3 of %4 cells would need it together. More seeds can show fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cell differs by more than seed noise, at %1 false discoveries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they are %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they have no scores at step %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>they have no scores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs are left out:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Only their curves are drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> These are %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two seeds of %1 agree on the most chosen expert in %2 of 1 layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two seeds of %1 agree on the most chosen layer at %2 of 1 position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 cells differs from %3 by more than seed noise%4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DroppedPath</name>
    <message>
        <source>a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the GLUE task %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GLUE data; choose the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the E2E NLG data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tables of a task of your own; name their columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WordNet&apos;s dictionary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was recognised as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no model folder (config.json), no data folder: GLUE (dev.tsv), E2E (trainset.csv or train.txt), tables (train.csv, .tsv or .jsonl) or WordNet (data.noun), no workspace and no run.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EngineText</name>
    <message>
        <source>Embeddings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers without experts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pooler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classification head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Biases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LayerNorms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DoRA, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapters, size %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 experts in %2 layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate, linear, shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate, linear, one per position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate, cosine, shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate, cosine, one per position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixing weights, shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixing weights, one pair per position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 layers, %3 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 layer, %3 parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 train, %2 dev rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BLAS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BLAS kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIMD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matrix product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MKL, inside LibTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inside LibTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenBLAS, pthread build</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the reference BLAS, which is slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cores, all used by default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of AVX2, AVX-512</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none that LibTorch can use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 CUDA devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 CUDA device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bf16, on the GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 GiB free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GFLOP/s, 512 x 512 in float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install libopenblas0-openmp (and no other OpenBLAS): matrix products run many times faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two thread pools fight for the cores; use libopenblas0-openmp instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This processor has %1, which these do not use; %2 makes matrix products faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is out of range; must be from %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is out of range; must be at least %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is out of range; must be at most %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is out of range; whole numbers stop at 2^53</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not one of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be true or false, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a whole number, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a number, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be text, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name at least one projection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name a model folder, or be &quot;starter&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name the folder with the task&apos;s TSV files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name the folder with the E2E files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name the folder with the tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name the column with the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name the column with the label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be above 0 when training.steps is 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp32, on the processor; bf16 has to be asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compiler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data hash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 kernels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must have at most %1 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may hold letters, digits, &apos;-&apos;, &apos;_&apos; and &apos;.&apos;, and must not begin with &apos;.&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is the name of a built-in preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no key &quot;%1&quot;; did you mean %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no key &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only metrics of evaluations have a value at a step, as in accuracy@100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a range is two numbers, as in %1:1..5, or one with an open end, as in %2:1..</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the range ends before it begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a value is missing beside |</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a quotation mark is not closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is nothing between the quotation marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a key is missing before %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a value is missing after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after %1 comes a number, as in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at step %2 is being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; may be %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not one of %2; %3 of a model&apos;s files is %4 here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a list, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be an object, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names the same column as task.text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be one character that is no quote and no line break, or tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>are the names of classes; leave them empty when task.label_type is number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name at least two classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names &quot;%1&quot; twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names row %1 twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names a position twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 rows; at most %2 are recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with voting padding the choice depends on the padded length; set runtime.bucket_by_length to false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs runtime.pad_to max_length, so that a row&apos;s padding does not depend on its batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none leaves nothing to train, unless the routing has a gate that a loss reaches or learned mixing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not auto, cpu, cuda or cuda:N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but there are only %2 experts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sequence makes a token&apos;s logits depend on other tokens; use feature with a %1 vote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>released needs routing.vote batch, as in the released code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no meaning with a %1 vote; set it to false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false needs routing.mixing learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must give a layer for each mixed position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 layers, but routing.positions names %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown key; did you mean &quot;%1&quot;?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown key; known here: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be one of %1, not %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a JSON object, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not valid UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must look like a.b=VALUE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must look like a.b=V1,V2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be a dotted field such as training.steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is given twice, first in line %2; keep one of the two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON is nested deeper than %1 levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an object has more than %1 members</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not valid JSON: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot;: a range FROM:TO is of whole numbers; give a count as in 0.1:0.5:5 or 1e-5:1e-3:3:log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot;: a range FROM:TO must not end below its start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot;: a range must have from 2 to %2 values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot;: a range with equal ratios (log) must stay above 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs values, as in 4,8,16 or 1:5 or 1e-5:1e-3:3:log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is swept twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be swept; each run gets a name of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no value to be swept over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the value %1 twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>makes more than %1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but the model has only %2 layers, so that none would get experts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>makes what a token gets depend on later tokens, which a language model must not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leaves nothing to choose in a model of one layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but there are only %2 layers to choose from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sequence makes a token&apos;s logits depend on other tokens; use feature with the prompt vote of a language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no meaning with the prompt vote of a language model; set it to false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 layers, but %2 positions are mixed; the reversed order would be %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but the model&apos;s layers are 0 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a file; a model is a folder with config.json, weights and tokenizer files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, must be from %3 to %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, must be a number from %3 to %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, must be true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is missing; %2 models can be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, but %3 models can be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, but only &quot;gelu&quot; is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, but only &quot;gelu_new&quot; is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, but only &quot;absolute&quot; is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is true, but only an encoder can be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is true, but only a decoder by itself can be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is true, but attention scaled by depth is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is false, but only scaled attention is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is false, but only a head tied to the embeddings is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, ids from 0 to %3 are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; %2 must be a multiple of &quot;n_head&quot;, which is %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; %2 must be a multiple of &quot;num_attention_heads&quot;, which is %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; %2 must lie inside the vocabulary and leave room for positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be an object from class index to name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; lacks a name for class %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not exist; name the GLUE folder or its folder %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a file; name the folder with train.csv (or .tsv, .jsonl) and dev</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a file; name the folder with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a score from 0 to 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a label of this task; its labels are %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than %1 rows; set a limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all %1 rows lack columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not exist; name the folder with train.csv (or .tsv, .jsonl) and dev</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no %1.csv, %2.tsv or %3.jsonl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has both %1 and %2; only one can be %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has an empty label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the labels of train are numbers such as %1; set it to number for a regression, or list the classes in task.labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has more than %1 different labels in the column %2; set task.label_type to number for a regression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has only the label %1; two classes are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a label of train; those are %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the text of %2 rows is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the text of %2 row is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no meaning representation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no reference text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must have one || between meaning representation and reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not exist; name the folder with the E2E files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no E2E files: trainset.csv, devset.csv, testset_w_refs.csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no E2E files: train.txt, valid.txt, test.txt with lines of mr||ref</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no E2E files: trainset.csv, devset.csv, testset_w_refs.csv, or train.txt, valid.txt, test.txt with lines of mr||ref</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no reference texts, which %1 needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; asks for a GPU, but LibTorch sees none; use cpu or auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not exist; there are %2 GPUs, counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pretrained needs weights in %1, but there are none; random draws them instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a model of the shape in its config.json does not fit into memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no weights, as its config.json says; use model.initialize &quot;random&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be read to its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be locked: %1; keep it on a file system that locks files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a folder, not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a pipe or a device, not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is larger than %1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there may be further problems; only the first %1 are listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must hold a JSON object, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged: it is not what was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not one of the files that were written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged (%2) and cannot be renamed: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged (not as it was written: %2) and was set aside as %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lacks the tensor %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lacks the tensor %1, which the index places there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the tensor %1, which the index does not place there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the unexpected tensor %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has the shape %2, config.json asks for %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has the dtype %2, a floating-point one is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is neither a .safetensors nor a .bin file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no weights; looked for %1. Without weights a model can only start with model.initialize &quot;random&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs a &quot;weight_map&quot; from tensors to files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>places tensor %1 in %2, which is no plain file name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names the file %1, a link that leads out of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a regular file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has become shorter while it was read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is only a pointer left by Git LFS, not the weights: fetch them with &quot;git lfs pull&quot; or download the file itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is too short to be a safetensors file (%1 bytes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its header is said to be %1 bytes long, but only %2 bytes follow: the file is truncated or not a safetensors file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 needs dtype, shape and data_offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has the unknown dtype %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has the impossible shape %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has invalid data_offsets %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 reaches to byte %2 of %3 data bytes: the file is truncated or damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has %2 bytes of data, but %3 needs %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 overlaps the data of another one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes before tensor %2 belong to no tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its last %1 bytes belong to no tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a bare pickle, PyTorch&apos;s format before 1.6, which is not read; load it in PyTorch 1.6 or newer and save it again there, best as safetensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a tar archive, PyTorch&apos;s first format, which is not read; load it in PyTorch 1.6 or newer and save it again there, best as safetensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is no file that torch.save wrote: it does not begin as a zip archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds more than one data.pkl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a zip archive, but no model: it lacks data.pkl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a TorchScript program, not a dictionary of tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was written on a big-endian machine, whose numbers are not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has its elements in %2, which is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 needs a storage of %2 bytes, but %3 has %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has no valid shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has an impossible offset or storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has an impossible shape or strides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 reaches to element %2 of a storage of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 shows the elements of its storage more than once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle is truncated or damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has text that is not UTF-8: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refers to %1; only dictionaries of tensors are read, and no code of a file is ever run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True or False</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a dictionary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has %1 bytes, more than the description of a model needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has something left over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds %1, not a dictionary of tensors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has an entry whose name is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 is %2, not a tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has two entries named %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle does not start with its protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has the unknown protocol %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle asks for the operation %1, which dictionaries of tensors do not need; no code of a file is ever run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has a number of %1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has %1 where %2 belongs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has more values than the description of a model needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle takes a value where there is none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle takes values up to a mark that is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle recalls a value that it never put away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle appends to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle sets entries of %1 or half an entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle gives attributes to a plain dictionary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle refers to something outside it that is no storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has the impossible storage %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has a list where a tuple of arguments belongs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle fills an OrderedDict in a way that torch.save does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has a parameter with %1 arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle calls the type of a storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has a tensor with %1 arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has a tensor of %1 dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the name of a global</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the module of a global</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a dictionary of attributes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tuple of a storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the word storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the type of a storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the name of a storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the size of a storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a tuple of arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the size of a dimension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is no sound zip archive: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has two entries named %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its directory has more entries than it says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two of its entries overlap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not end with a directory, so it is truncated or something follows it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has a comment or several parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the zip64 end of its directory is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its directory reaches beyond the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its directory cannot hold %1 entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its directory is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its directory is cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 lacks its zip64 sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 is encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 is compressed; torch.save stores entries as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 has two different sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 is not where the directory says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 reaches beyond the contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 has another name where it lies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entry %1 is damaged (its checksum is another)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not exist; name a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a file, not a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no tokenizer: it needs %1, or tokenizer.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>merges.txt beside its vocab.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vocab.json beside its merges.txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vocab.json and merges.txt, vocab.txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not two tokens divided by one space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the merge %1 is not two tokens divided by one space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the merge of %1 and %2 needs the token %3, which is not in the vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the token %1 is there twice, with the ids %2 and %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the id %1 belongs to two tokens, %2 and %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the id %1 is out of range; ids stop at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ids stop at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the id of the token %1 is %2; it must be a whole number from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a merge has %1 tokens; it must have 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a merge must be two tokens, not %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>binary data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has a normalizer, which byte-level BPE does without</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; only BPE and WordPiece are supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; only ByteLevel is supported with BPE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; only true is supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2, which byte-level BPE does not have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; byte-level BPE has none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; only %3 is supported with WordPiece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must be true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must not be empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must be a whole number from 1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not valid UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown words become %1, which begins no word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the vocabulary lacks the token %1, which unknown words become</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the vocabulary lacks the token %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the vocabulary lacks the special token %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the vocabulary lacks the special token %1, which the input form needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the vocabulary lacks the byte symbol &quot;%1&quot; and has no &lt;unk&gt; to stand for it; it is not a byte-level one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 leaves no room for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the special tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a prompt, its end token and one token of the target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a prompt and its end token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text could not be put into lower case (PCRE2 error %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pattern %1 does not compile at %2 (PCRE2 error %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCRE2 was built without Unicode, which the tokenizer needs (error %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tokenizer&apos;s split pattern failed (PCRE2 error %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs a column %1; its columns are %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the column %1 twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 columns where %2 are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 column where %2 are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 columns where %2 is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has more than %1 columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has more than %1 keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a double quote opens a field and is never closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has text after the closing quote of the field that begins in line %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has a header but no rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the key %1 twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2; text or a number is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON is nested deeper than 64 levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds a NUL byte; the file must be text in UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not valid UTF-8 at byte %1 of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not one of task.labels: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must name the GLUE folder, or the folder with the task&apos;s TSV files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not a WordNet synset (offset, lexicographer file 00 to 44, …, | gloss)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no synsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no words that can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not an irregular form followed by its base forms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not exist; install WordNet (Debian package wordnet-base) or name its dictionary folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is a file; name the folder with data.noun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory ran out (%1); less is needed with %2, or a smaller model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory ran out; less is needed with %1, or a smaller model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is not enough memory for a tensor of %1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a smaller training.batch_size (it is %1; training.accumulate makes up for it), %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a smaller task.max_length (it is %1), %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a smaller task.max_length (it is %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs about %1 of memory, and %2 are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loss or its gradient is not a number at step %1, first in %2; %3; a lower learning rate or gradient clipping may help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a weight is not a number after step %1, first in the tensor %2; %3; a lower learning rate or weight decay may help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loss, or the norm of all gradients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensor %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the gradient of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the output of the embeddings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the output of the last normalisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the output of position %1 (of %2 in depth, from 0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no checkpoint yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last good checkpoint is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be gone on from: the tensor %1 is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped by the user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped early: no better %1 in %2 evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training ended for a reason that is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>called off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; the run waits until there is room, nothing is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is held by another run%2, which may be paused; this one waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is held by another run, which may be paused; measure again once it is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no such checkpoint folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is no complete checkpoint (the file `complete` is missing)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was written by another version of this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged: it has lost its hashes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged: its precision is neither fp32 nor bf16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is damaged: a field is missing or has another type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model folder has changed since this checkpoint was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the data has changed since this checkpoint was written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 is %2, this run needs F32 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lacks random/cpu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lacks %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the checkpoint&apos;s optimizer state does not fit this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the checkpoint&apos;s optimizer state is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 weights, the task has %2 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>are all 0, so that nothing would be learnt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no meaning for a regression task; set it to 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs WordNet: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs WordNet: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is kept for prediction only; a run goes on from one of its other checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of all %1 steps, %2 are done in the checkpoint to go on from; more are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but a dev split has %2 rows, counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is of texts written at evaluations, of which there are none: set generation.samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a metric of %2; it has %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tokenizer has %1 tokens, but config.json gives the model a vocabulary of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tokenizer pads with %1, id %2, but config.json gives the model the padding id %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e2e needs a language model such as GPT-2; this model is an encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 needs an encoder such as RoBERTa or BERT; this model writes text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head leaves nothing to train: a language model&apos;s head is its embeddings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but the model takes at most %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;enable_lora&quot; must say with three times true or false whether the query, key and value of c_attn are adapted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs &quot;r&quot; and &quot;lora_alpha&quot; as numbers and &quot;target_modules&quot; as a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;target_modules&quot; names &quot;%1&quot;; known are query, key, value, attention_output, intermediate, output, and c_attn with &quot;enable_lora&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not PEFT&apos;s adapter_config.json, but the tensors are named as PEFT does it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 is %2, a floating-point one of %3 is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs its lora_config.json or adapter_config.json; name it with --adapter-config</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;r&quot; must be from 1 to 4096</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;lora_dropout&quot; must be from 0 to below 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but the adapter in %2 has %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is %2, which this program does not compute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds no LoRA tensors of a layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holds an adapter of the kind %1; only LORA can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs &quot;r&quot; and &quot;lora_alpha&quot; as numbers, &quot;lora_dropout&quot; as a number and &quot;use_rslora&quot; and &quot;use_dora&quot; as true or false where they are given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;rank_pattern&quot; and &quot;alpha_pattern&quot; must give numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tensors of %1 do not fit a rank of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scales %1 in another way than other modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gives %1 another rank than other modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gives c_attn another rank than other modules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>belongs to a c_attn that does not hold queries, keys and values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not lora; PEFT&apos;s layout is written for LoRA and DoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mixes layers, which PEFT cannot do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is random: there is no base to load under an adapter; export the merged model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no pooler, so that the run drew one, which no base would have under the adapter; export the merged model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is there already and not an empty folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is learnt by writing text; a run of it has no labels to predict, but generates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no labels, so it cannot be scored; write predictions instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot take layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine cannot be loaded: %1. Without it nothing is estimated, trained or predicted; build or install the program and LibTorch again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/proc/self/exe cannot be read (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is another library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not there any more, so no run can go on from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be copied to %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no sound checkpoint left to go on from; what it has recorded is kept, and only going on with it once more begins it again with the same seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no sound checkpoint left to go on from; what it has recorded is kept, and only going on with it once more begins it again with the same seed; %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no checkpoint left to go on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no sound checkpoint left to go on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not wait in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken out of the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is not in this workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1; only a run that is over can be trained further as a new one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1; only a stopped, interrupted or failed run can go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>must be at least 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; no other checkpoint of the run is sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; its checkpoint of step %2 is sound: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another process works off the queue of %1; the runs that wait are its business.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another process trains the runs for %1 in the queue of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds %1 is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file system that holds %1 does not lock files, which two programs need that use one workspace; keep it on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file system that holds %1 cannot share memory between programs; keep the workspace on another disk, or open it once for writing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds %1 could not be read or written (it may be full): %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not writable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be opened, or its folder is not writable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is locked by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace %1 failed: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a file; a workspace is a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace at %1: it has no %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace %1 cannot be made: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace %1 is not writable: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a file but a folder or a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a MoLEx workspace: it is no SQLite database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a database of another program, not a MoLEx workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being replaced by a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of this program, which alone can change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is of an older version of this program; open it once for writing to update it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be made: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a file but a link, a folder or a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1-journal is not of this program: it names a file to be removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row refers to one that does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A count of recorded values is damaged: it is out of range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of this program (its schema is %2, this program knows up to %3): it can be read here, and changed only by an updated program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tables differ too much to be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a sound workspace: its tables are not those of schema %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be brought to schema %2: a row refers to one that does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in use and cannot be copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its last good backup is %1; &quot;molex restore&quot;, or File, Restore in the window, brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its newest backup is %1; &quot;molex restore&quot;, or File, Restore in the window, brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its content is not what was stored when it was last closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: its content is not what was stored when it was last closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a workspace&apos;s own database; give the backup another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no plain file; name one for the backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: its folder does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was restored: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was restored: %1 is in use; close every window and end every run of this workspace first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was restored: the disk that holds %1 is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: its content is not what was backed up. Without %2 beside it, it is restored all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of this program, which alone can restore it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the workspace&apos;s own database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup could not be put in place: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its database has %1, and no more than %2 are copied without being asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds %1 has too little room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another run is named &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is in the workspace already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 does not wait in the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is %2; stop it before deleting it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is not running; it is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is being run by process %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run %1 in this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its process ended before the run did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was closed before it ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run cannot be stored and waits: there is not enough memory for its record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run cannot be stored and waits: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is not stored any more: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of the run cannot be stored: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is damaged: a record of routing at an evaluation cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is damaged: a record of the rows at an evaluation cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored document of its start or end lacks a field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored document of its start or end is not valid JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A block of recorded values is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded values could not be compressed: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a run bundle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a damaged run bundle: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not imported: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of this program (bundles of version %2, this program knows up to %3); update the program to import it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is too long a name for a bundle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not say its version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ends before %1 does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is cut short or altered between two files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it ends early, or holds something that is no plain file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not end where it should</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its content is not what was written; its hash differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds a file with a name that does not belong in a bundle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds %1 is full or not writable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds %1 has too little room for the run: it needs %2, %3 are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds two files with the same name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds more files than a run has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has no database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its database is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a row of its database refers to one that does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its records are larger than those of any run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the run&apos;s name is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the run&apos;s configuration is not a JSON object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its list of routing records is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds %1 runs instead of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a plain file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 became shorter while it was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A checkpoint&apos;s folder has a name that cannot be handed over: &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged at byte %2: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the checksum of a record&apos;s length is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a record is too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a record&apos;s checksum is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A record is no valid message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A scalar has no name, or one that is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An event&apos;s time is out of range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An event&apos;s step is out of range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are more values or names in it than a run can have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no event file of TensorBoard (with &quot;tfevents&quot; in its name) and is no file to import itself; a run is imported from its own folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no scalars.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is neither a run bundle nor an event file of TensorBoard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to write the bundle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of this program; a bundle from here would lack what it added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waited in the queue of another workspace when it was handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was being trained elsewhere when it was handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1 is imported without its files; the next start of the program puts them in place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is no longer in its workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row of the run refers to something that is not the run&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a folder; name a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a device or a socket; name a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written; does its folder exist and is it writable?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written; is the disk full?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 cannot be made (%2); a name that ends in .csv gives one file with the series.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The routing record of step %1 is damaged: its counts are not one per position and layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 experts in %2 layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 core, used by default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not exist; there is 1 GPU, counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped early: no better %1 in %2 evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 train, %2 dev row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but there is only 1 expert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 layer, but routing.positions names %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but the model has only %2 layer, so that none would get experts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but there is only 1 layer to choose from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 layer, but %2 positions are mixed; the reversed order would be %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 layers, but %2 position is mixed; the reversed order would be %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the only row lacks columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is too short to be a safetensors file (%1 byte)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its header is said to be %1 byte long, but only %2 bytes follow: the file is truncated or not a safetensors file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its header is said to be %1 bytes long, but only %2 byte follows: the file is truncated or not a safetensors file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 has %2 byte of data, but %3 needs %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 byte before tensor %2 belongs to no tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its last byte belongs to no tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor %1 needs a storage of %2 byte, but %3 has %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has a parameter with %1 argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its pickle has a tensor with %1 argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its directory cannot hold %1 entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a merge has %1 token; it must have 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 weight, the task has %2 classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the only step is done in the checkpoint to go on from; more are needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is %1, but a dev split has %2 row, counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a byte 0, which no JSON has; remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bf16 may be less exact on this processor, which has no AVX-512; fp32 is as exact as elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>%1: cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileWriting</name>
    <message>
        <source>Written to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>not a number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JsonView</name>
    <message>
        <source>must be an object, not %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LaunchCheckWords</name>
    <message>
        <source>has less than 2 GiB of free disk space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>makes the run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waits: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(in %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(in %1 and %2 more of %3 runs)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has %1 of free disk space; the checkpoints may take %2, and 2 GiB must stay free</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MachineFindingsWords</name>
    <message>
        <source>%1 of %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must stay free beside what a run writes: make room, or open a workspace on another disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trial run would %1. A smaller batch size needs less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trial run %1. Close some of them, or wait for their end.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MachineRoomWords</name>
    <message>
        <source>need about %1 of GPU memory; this GPU has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>need about %1 of memory; this machine has %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs about %1 of GPU memory, and other programs leave %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs about %1 of memory, and other programs leave %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MetricPlots</name>
    <message>
        <source>Gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>balance loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task and auxiliary losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss (nats)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matthews correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pearson correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spearman correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best %1, step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best %1, epoch %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not causal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this run&apos;s vote later tokens decide which layers earlier ones go through, so this is no likelihood of a causal model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>METEOR (own)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROUGE-L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CIDEr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (not causal)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss, %1 (nats)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its curves appear here with its first step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run waits in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What for stands above and in the Log tab. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading model and data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run ended before its first step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason stands above and in the Log tab. Correct it and start the run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>peak memory (bytes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowest %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 point per training curve, %1 per dev curve; minimum and maximum kept at every zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 points per training curve, %2 per dev curve; minimum and maximum kept at every zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 loss is not a finite number and cannot be drawn. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 losses are not finite numbers and cannot be drawn. </source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NearestCurve</name>
    <message>
        <source>%1, mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageActions</name>
    <message>
        <source>Compare: &amp;groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: &amp;scatter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: &amp;parallel coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: &amp;quality over cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;revious difference of the configurations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next difference of the configurations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison as &amp;CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison as &amp;Markdown…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison as &amp;LaTeX…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All groups as CS&amp;V…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All groups as M&amp;arkdown…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All groups as La&amp;TeX…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Report of the comparison (HTML)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture as &amp;PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture as &amp;SVG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture as P&amp;DF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap: &amp;Viridis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap: C&amp;ividis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap: en&amp;d at the largest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Columns of the runs table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group runs by…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;archived runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a saved &amp;view of the runs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save this view of the runs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections of the repor&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ort runs by…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the &amp;trial run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model f&amp;older…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as &amp;preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration as a &amp;form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration as &amp;JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sweep another field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Measure how long it takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics: across &amp;steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics: across &amp;epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics: across &amp;time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics: table of &amp;values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics: choose &amp;plots…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics: &amp;logarithmic axes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics: &amp;whole range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: &amp;play, or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: &amp;first record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: &amp;newest record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: &amp;rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: &amp;scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: &amp;all rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: r&amp;ight ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: &amp;wrong ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: &amp;best ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: w&amp;orst ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: c&amp;hanged ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: routed to a &amp;layer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: the o&amp;ther rows too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: &amp;predict the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: &amp;cancel the prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration: save as &amp;preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration: copy as &amp;JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log: &amp;all lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log: &amp;warnings and errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log: &amp;errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log: &amp;copy its lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint: &amp;open its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint: &amp;copy its path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint: &amp;export for PEFT…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint: &amp;delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: test sett&amp;ings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: a&amp;xes and smoothing of the curves…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare: choose a&amp;ll runs again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Launc&amp;h page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buttons of the run pa&amp;ge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chec&amp;kpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete this preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples: cop&amp;y the command that writes texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;all fields, or the main ones</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ParallelPicture</name>
    <message>
        <source>n = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = %1, %2 without the metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs by 1 setting and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs by %2 settings and %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>%1 (1e%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raw %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>within
seed
noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (nats)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too few
runs to
test</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RivalReader</name>
    <message>
        <source>the run is not in the store any more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoutingFindings</name>
    <message>
        <source>%1 and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate gets no gradient from the task in this preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate gets no gradient from the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the balance loss trains it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing trains it; it stays as it was drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 positions collapsed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1 collapsed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1 collapsed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 layers collapsed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expert %1 is dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1 is dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has taken no token in any layer since step %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no position has chosen it since step %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has never taken a token in any layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no position has ever chosen it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 experts are dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 layers are dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1 is undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 positions are undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions %1 are undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expert %1 takes %2 in layer %3 for %4 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1 takes %2 at %3 for %4 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 have never taken a token in any layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no position has ever chosen %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 have taken no token in any layer since step %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no position has chosen %1 since step %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin under 0.05 between layers %1 and %2 since step %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1 between layers %2 and %3 since step %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin under 0.05 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The router gets no gradient from the task in this preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The router gets no gradient from the task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1 takes %2 on average at %3 for %4 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1 takes %2 of the votes on average at positions %3, for %4 steps now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expert %1 takes %2 of the tokens, for %3 steps now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1, itself, takes %2 of the votes, for %3 steps now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1 takes %2 of the votes, for %3 steps now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoutingPicture</name>
    <message>
        <source>mean router probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean gate probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change in share since step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gate probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of the class&apos;s votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, expert %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1 chose layer %2, itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1 chose layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share %1, %2 of %3 %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference of shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the %1 records up to step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean gate probability %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1%2 since step %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference %1%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1 chose no layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1 chose layer %2, not layer %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1%2 against the other classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>router probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of the class&apos;s tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, which took most of the row&apos;s tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean router probability %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>router entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gate entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share minus that of the other classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunReader</name>
    <message>
        <source>Its series %1 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its routing cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its routing at step %1 cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunRow</name>
    <message>
        <source>MoLEx (%1 vote)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, seed %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>configuration cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full fine-tuning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>self (control)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed random gate (control)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random layers (control)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next layer (control)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given layers (control)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SameTime</name>
    <message>
        <source>%1 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a mixture at every position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a mixture at %1 of %2 positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × the %2 from before: the time of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SampleReader</name>
    <message>
        <source>The data files have changed since this run read them, so its sentences are not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentences cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScatterPicture</name>
    <message>
        <source>n = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One point per run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = %1 of %2 with both values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality over cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>means, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of n = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 interval %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>means, %1 Student t, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SentencePredictor</name>
    <message>
        <source>the run&apos;s checkpoints are not on the disk any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no checkpoint is loaded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SweepAxis</name>
    <message>
        <source>per pass, second layer pass counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gates counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h:min:s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not causal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SweepRuns</name>
    <message>
        <source>no %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one configuration</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewEdit</name>
    <message>
        <source>forget the view %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>save the view %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view %1 is forgotten; Edit → Undo brings it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view %1 is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The view %1 was replaced; Edit → Undo brings the former one back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkspaceLock</name>
    <message>
        <source>The workspace %1 is already open in another window (process %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace %1 cannot be locked; it must be writable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace %1 cannot be locked: its window.lock is not a file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkspaceStart</name>
    <message>
        <source>%1 It is only shown here, and nothing can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>engine::Field</name>
    <message>
        <source>0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 (0.1 for GPT-2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 (0.1 on E2E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 or 0.1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0, 5 or 10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.001 to 0.01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.02 (drop)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.06</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0.95 or 0.5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0: at each epoch&apos;s end; always once at the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 (32 for GPT-2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16 or 32 per device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1: every layer has experts; 2: every second, and so on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 (sparse), 1 (drop)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 (sparse), none (drop)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>25 to 80</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32 (sparse), 8 (drop)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4e-4 or 5e-4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>512</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5e-5 or 0.1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>64</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>64 (48 for pfeiffer)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 (4 for GPT-2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>96 to 416</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A continuation&apos;s log-probability is divided by its length to this power: 0 favours short ones, 1 is the mean per token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A position may not choose its own layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A position may not draw its own layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above 0 it wins over warmup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accumulate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the warm-up: linear decay to 0 at the last step, or constant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An expert takes at most this many times (tokens / experts) of each sequence; the others pass it by. 0: no limit for a token router, 2 for an expert router.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axis over which the projection is normalised: feature, or sequence as the released code does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance coefficient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch rows of similar length together: less padding, faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches whose gradients are averaged into one step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bucket by length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU threads; 0 for all cores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Character between two fields, or tab; empty for a comma in .csv and a tab in .tsv. Quotes have a meaning in .csv only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint folder of a run of the same model, data and method: weights, optimizer, random numbers and step are taken from it. Steps count from that run&apos;s beginning, and the learning rate is that of a run with all of them. Empty: from the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continuations kept side by side; 1 for greedy decoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies of the feed-forward block in a layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count padding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoupled decay of gates and mixing weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoupled decay; not on biases and LayerNorm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depths that are mixed, counted from 0; empty for all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deterministic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dev rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dev rows, counted from 0 as Samples does, whose routes are recorded instead of rows spread evenly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dev rows, spread evenly, whose routes are recorded at each evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout on the input of A, in training only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Early stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude self</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiment group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts that each token chooses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor of the balance loss in the objective.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor of the load-balance loss E Σ f P of each layer with a token router.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor of the mean squared log-sum-exp of the gate&apos;s logits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First rows of dev used; 0 for all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First rows of train used; 0 for all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fraction of all steps with a rising rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GLUE task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a language model continues a text: with the route of its prompt, by a whole pass at each token (recompute), or as the released code does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the task trains the gate: not at all (none, as the released code), by weighting the chosen layer with its gate probability, or straight-through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner width of each bottleneck.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inner width r of the two low-rank factors A and B.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest 2-norm of all gradients together; 0 for no clipping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned weights pass through softmax; off reproduces the released GPT-2 code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length penalty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let padding tokens vote, as the released code does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear projections that carry LoRA: query, key, value, attention_output, intermediate, output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA trained before, to go on from: a folder as PEFT writes it, or a safetensors file with its settings beside it. Empty: a fresh one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA+ ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load-balance loss: none, paper (T times the mean probability of the chosen layer), or switch (T times the sum over layers of share times mean probability).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer texts are cut, special tokens included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest continuation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNLI&apos;s for MRPC, RTE and STS-B (in the LoRA paper)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric that picks the best checkpoint; empty for the task&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model folder in Hugging Face layout (config.json, model.safetensors, tokenizer files), or `starter` for the small model that comes with the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the column with the label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the column with the second text of a pair; empty for single texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the column with the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the run; empty for one made from its parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No repeated n-grams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sequence of this many tokens is written twice; 0 allows repetition.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normalised mixing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of layers chosen at each position.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One gate for all positions, or one each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One learned pair of weights for all positions, or one each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One routing record covers this many steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One weight per class in the loss; empty for equal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only algorithms that give the same bits every time; slower on a GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer steps; above 0 it wins over epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pad each batch to its longest row, or every row to max_length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pad to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over the training rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak rate of AdamW.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak rate of gates and mixing weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Router</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows per forward pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs that belong together share it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale by alpha / √rank, so that high ranks keep learning (Kalajdzievski 2023).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the target spread evenly over the classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share r of an expert&apos;s inner units whose weights are drawn anew from the mean and deviation of those replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared indices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared mixing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of Gaussian noise on the gate&apos;s logits, in training only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of every random number in the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this many evaluations without a better metric; 0 for never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classes in the order of their numbers, as they stand in the label column; empty for those of train, sorted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer that each mixed position mixes in, in the order of Positions; a position&apos;s own number leaves it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate of B is this many times that of A (Hayou et al. 2024 suggest 16); 1 is LoRA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The low-rank update is scaled by alpha / rank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same units in both matrices of an expert (the paper), or units drawn for each matrix (the authors&apos; code).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of a token&apos;s experts sum to 1, so that training starts from what the dense model computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the length of each row of the adapted weight by itself (Liu et al. 2024). Each step then builds the adapted weights once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vote by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the position&apos;s own layer; the chosen layer gets the rest. With learned mixing, the start value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of a position&apos;s own layer and the chosen one: fixed, or learned with softmax.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What trains in each layer: lora (low-rank updates), adapter (bottlenecks), bitfit (biases), full (everything), head (the classification head only), none; sparse-upcycling and drop-upcycling turn feed-forward blocks into experts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which GLUE task.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who chooses one layer together: the whole batch, each sequence, each token, or the tokens of each prompt. auto: the prompt in a language model, else the sequence. With batch, a prediction depends on what else is in its batch; in a language model batch and sequence let later tokens decide over earlier ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width p of the cosine gate&apos;s projection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing ends here unless it has ended before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Z-loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a fresh one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by router</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by the file&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes: each different label is a class; number: a regression on the label&apos;s value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>csv: the challenge&apos;s own files; text: lines of mr||ref, tokenised; auto: csv where both are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false for language (sparse), true (drop)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp32, bf16 (autocast with float32 master weights), or auto.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>glue: a GLUE folder; e2e: the E2E NLG data, text from meaning representations; table: your own CSV, TSV or JSON Lines; wordnet: supersenses of the installed WordNet&apos;s glosses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>glue: train.tsv, dev.tsv, test.tsv; e2e: trainset.csv, … or train.txt, …; table: train and dev as .csv, .tsv or .jsonl, and test if there is one; wordnet: the dictionary (empty: the system&apos;s).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>houlsby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>houlsby: behind the attention and behind the feed-forward block, with trained LayerNorms; pfeiffer: behind the feed-forward block alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linear: one projection to a logit per layer; cosine: similarity to a learned vector per layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max_length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mode: the layer that most tokens rank first; mean: the highest mean gate probability.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no clipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none, molex (a gate mixes in another layer), or a control: self (own layers), fixed-random (a gate that never trains), uniform-random (a fresh layer each step), next-layer, given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paper or none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pretrained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pretrained reads the weights; random draws new ones for the same config.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query, value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>released</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rsLoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spread evenly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the task&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token: each token takes its most probable experts; expert: each expert takes its most probable tokens of a sequence (encoders only).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token; expert for encoders (sparse)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>true for RoBERTa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts at evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For so many different prompts of the dev split, spread over it, a text is written at each evaluation, kept with the run, shown under Samples and scored against its references: BLEU, NIST, METEOR, ROUGE-L and CIDEr.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WordNet of this system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ActionStates</name>
    <message>
        <source>Measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not while a run trains: it would disturb that run and be disturbed by it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::AgreementPlot</name>
    <message>
        <source>Predictions against labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A point for each row; on the dashed line the prediction is the label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions against labels, %1 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions against labels, 1 row</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::BrushPlot</name>
    <message>
        <source>Left and Right go from run to run, Return opens one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CalibrationPlot</name>
    <message>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars: how often the rows of a bin of confidence are right, and how many rows it has.
Points: the bin&apos;s mean confidence. On the dashed line the model is as often right as it is sure.
ECE: mean distance from that line over all rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of right rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ECE %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, 1 row</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CheckpointExport</name>
    <message>
        <source>Folder to export into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint was not exported. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CheckpointsView</name>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the checkpoint&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the folder&apos;s path to the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export for PEFT…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write its LoRA and head as the library PEFT reads them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the checkpoint out of the list, and remove its folder when the window closes; until then Edit, Undo brings it back, and a run that goes on may still need it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One is saved as “Checkpoint every” says in the configuration, when the run is stopped, and at its end. A stopped run goes on from its newest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>–</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was no evaluation at this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 could not be shown: the desktop has no program for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CloseGuard</name>
    <message>
        <source>A run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is training. Closing ends it after its current step and saves a checkpoint from which it can go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the checkpoint; the window then closes by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CompareActions</name>
    <message>
        <source>Report: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CompareBar</name>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group that is compared with the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the table, a plot or a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, Student t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, bootstrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All groups and tasks side by side in the table, instead of one group against the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes and smoothing of the curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 more drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, not tested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test settings: metrics, level, the width within which scores count as equal (ROPE), resampling</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CompareConfigView</name>
    <message>
        <source>Previous difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences of the configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of the environment is equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equal: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of %1 differs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CompareDesk</name>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check at least two runs in the table of runs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ComparePage</name>
    <message>
        <source>more than seed noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not to be told from seed noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check at least two runs in the table of runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference of the routing by position and layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table as Markdown…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table as LaTeX…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paired by seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs are read and tests are calculated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups of seeds, their differences and tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any setting, cost or metric over another, a point for each run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An axis for each setting that differs, a line for each run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric over training time or layer evaluations, with the trainable parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All groups, as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not written: nothing is compared any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, expert %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1, layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
Difference %2, p = %3
%4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference of the routing by layer and expert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 test by seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tests by seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3 by example</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ComparisonExport</name>
    <message>
        <source>Metrics with tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tests over examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing and its difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences of the configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences of the environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs, tags and notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report as a page (HTML)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections of the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report, one page (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs paired by seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scatter and parallel coordinates</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ComparisonModel</name>
    <message>
        <source>Training steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows trained on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trainable parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not defined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean layer runs per forward pass; where a layer is mixed with another both are counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p after Holm&apos;s correction over all tests of this comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: examples right in the model of %2 alone, of %3 alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The interval is the paired bootstrap&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wilcoxon p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worse / same / better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bootstrap p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Randomisation p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paired bootstrap over examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approximate randomisation over examples, where it is not the test that decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cohen&apos;s d_z where seeds pair, otherwise Hedges&apos; g. Over examples: Cohen&apos;s g with McNemar&apos;s test, the share of the examples right in one model alone that the other gets, less one half; otherwise d_rows, the difference in standard deviations of one example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed ranks of the pairs that differ, whose n stands here where some do not; ~ stands before a normal approximation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics over seeds, what the runs cost, and metrics over the examples of two runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 less %2, and in per cent of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 interval of the difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of a difference at least as large if there were none, not corrected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What p is of, and how many pairs, runs or examples it had</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probabilities by a Bayesian correlated t-test; the same: within %1, the region of practical equivalence (ROPE)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ConfigForm</name>
    <message>
        <source>Steps decide: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ConfigurationView</name>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What trains, and where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one in the table of runs to see what it was run with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a run of the same configuration, seed included, to the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate and change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the configuration into Launch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the values under a name of your own, for other runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration file of this run, to the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored configuration cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
In the paper: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>–</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trainable parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known once the run has started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 % of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of them gates and mixing weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates are always counted as trainable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer evaluations per pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run, nominal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every routed position counts two layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run, as done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A position that chooses itself runs its layer once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ConfusionMatrix</name>
    <message>
        <source>Confusion matrix: label down, prediction across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label %1, predicted %2: %3, %4 of the label&apos;s %5</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CostPanel</name>
    <message>
        <source>%1 more, to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of one run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trainable parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer evaluations per pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU memory, estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory, estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in use, %2 of %3 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 train, %2 dev</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk, up to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare the run, train a few of its steps to time them, and forget them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, from %1 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s a step; evaluations not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, each as above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after 1 waiting run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after %1 waiting runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; gates and mixing weights %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s a step, %2 s an evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixing weights, fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2 alone %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CurvePlot</name>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training time (h:min:s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::CurveViewPopup</name>
    <message>
        <source>Logarithmic axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training time; pauses and evaluations do not count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the past in the exponential mean of each run, before the groups&apos; means; single runs stay as measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The epochs of these runs are not known, or not equally long</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::DeviceChooser</name>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the run on the Launch page trains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the run on the Launch page trains; the one that started last is on %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::DeviceList</name>
    <message>
        <source>auto, here %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::DockButtons</name>
    <message>
        <source>Show or hide %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log: 1 warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log: %1 warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::EmptyPage</name>
    <message>
        <source>Fine-tune a model, see which layers it borrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RoBERTa, BERT or GPT-2 in Hugging Face layout: config.json, tokenizer files, and weights as safetensors or pytorch_model.bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with a GLUE task, your own table (CSV, TSV, JSON Lines) or the E2E data, or the installed WordNet. Rows are counted and every problem is named before anything runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the Launch form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a preset and start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>molex mixes layers, lora is the same budget without, fixed-random is the control. Run all three to know whether mixing helps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trial run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the trial run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a model folder here, or</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being looked at…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already have something?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The small model that comes with the program, definitions from WordNet, MoLEx over LoRA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its files and the machine are being looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trial needs nothing but this program and WordNet; your own model takes three steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace holds no runs yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The small model that comes with the program (%1 layers, %2 parameters), %3 definitions from WordNet, MoLEx over LoRA and then LoRA alone, %4 steps each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trial cannot start. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trial cannot start now: it %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(and %1 more)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::EmptyState</name>
    <message>
        <source>No run is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one in the table of runs; those that another program trains appear there. This window only reads and starts none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one in the table of runs, or start one on the Launch page.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::FieldEditor</name>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder for %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::FieldRow</name>
    <message>
        <source>(and %1 more)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swept values of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>swept: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1 to %2%3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least %1%2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the paper: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::FindActionButton</name>
    <message>
        <source>Find an action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do anything by its name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::FormPane</name>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text cannot be read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same configuration as the text of its file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all fields (%1 more)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words of a field&apos;s name, its key or its help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show main fields only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::FormSection</name>
    <message>
        <source>1 problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::GroupKeysPopup</name>
    <message>
        <source>Group by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs with the same values of all these keys are one group</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::GroupPlot</name>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves of the compared groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bootstrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; arrows: the band goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean, %1 %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, smoothed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 at %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2: %3. Left and Right read the means, plus and minus zoom, 0 shows the whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 bootstrap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean, %1, without bands (more than %2 groups)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::GroupsView</name>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean ± half of its %1 interval (Student t), runs in brackets. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No difference could be tested over seeds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>* differs from the baseline (%1), p &lt; %2 after Holm over %3 tests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>* differs from the baseline (%1), p &lt; %2, not corrected for the number of tests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>* differs from the baseline (%1), p &lt; %2; one test, so no correction.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::HeatmapPane</name>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of a position&apos;s votes that each layer got</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours and scale of the heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End at the largest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Otherwise shares are drawn from 0 to 1 and differences from −0.6 to 0.6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class or dev row that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded at evaluations; this run has none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean gate probability over the voting tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This routing has no gate, so there are no probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of one class&apos;s dev rows, at an evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One dev row: its route and its gate&apos;s probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rows were recorded: “Routing examples” is 0 in the configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clas&amp;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ro&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row of the dev split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 dev rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One dev row: its router&apos;s probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>corners mark the experts of most of its tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>corners mark its route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, predicted right; %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, predicted %2; %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
Click or Enter: list the dev rows most of whose tokens went here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
Click or Enter: list the dev rows routed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of a layer&apos;s tokens that each expert got</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share minus the share in the first record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share minus that of another run at the same step: a control, another seed, another method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 minus the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share, %1 minus %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of 1 dev row</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::InterruptedOffer</name>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was interrupted at step %2, before it was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted before they were done: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::JsonView</name>
    <message>
        <source>Configuration as JSON</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::LaunchEdits</name>
    <message>
        <source>replace the preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset %1 has its other values again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The form has other values now; Edit → Undo brings back what was entered before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset %1 was replaced; Edit → Undo brings the former one back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The form has its other values again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::LaunchFiles</name>
    <message>
        <source>%1 was not opened. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset was not saved. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset was not deleted. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::LaunchPage</name>
    <message>
        <source>The preset %1 is saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot start: &lt;a href=&quot;%1&quot;&gt;%2&lt;/a&gt; %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot start: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(and %1 more)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot start now: the run %1. It can wait in the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts what the Launch page shows; that page is not in front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fill in a configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>load the preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table of layers is in the reversed order of this model&apos;s %1 now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration is saved as %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::LaunchPrice</name>
    <message>
        <source>Measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not valid yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough free memory now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed with the last valid values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed with %1, the last valid value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed with %1, the last valid values.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::LogBar</name>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every word must be in the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of 1 line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::LogPanel</name>
    <message>
        <source>Nothing happened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What runs and this window have to say appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::LogView</name>
    <message>
        <source>No log lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the run has to say appears here: what it loaded, warnings, why it ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the lines shown to the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MainActions</name>
    <message>
        <source>&amp;Guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the &amp;routing heatmap shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a fair &amp;comparison needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open configuration…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save configuration…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;workspace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open workspace &amp;read-only…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add to queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the &amp;queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pa&amp;use the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run this a&amp;gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;uplicate and change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train &amp;more…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train this run further, as a new run with a record of its own: weights, optimizer and random numbers go on exactly, and the learning rate is that of a run of all the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;name this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ta&amp;gs, note and colour…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;in to the top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archi&amp;ve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;heck for comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Launch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About MoLEx Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme like the &amp;system&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;cent workspaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export run…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the selected ones &amp;earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the selected ones &amp;later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove the selected ones from the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go on after a failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Metrics of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Routing of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Samples of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Configuration of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Log of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chec&amp;kpoints of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: s&amp;hare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: &amp;probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: cha&amp;nge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: &amp;example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: &amp;against another run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing: r&amp;outes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Follow the newest step, or no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run &amp;page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back up workspace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Res&amp;tore workspace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;mpact workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up once a &amp;day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent &amp;files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ru&amp;ns table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Duplicate the selected one and change it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MainDocks</name>
    <message>
        <source>last 60 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MainWindow</name>
    <message>
        <source>%1 (only to read)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Launch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window only reads the workspace; open it without “read-only” to change something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another start of the program asks for %1. Launch shows it, nothing was started.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MeasurePane</name>
    <message>
        <source>What this plot shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this plot shows of the position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixing weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy (nats)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uniform, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean difference of a token&apos;s two largest gate probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This routing has no gate whose probabilities could differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mixing weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of the position&apos;s own layer and of the chosen ones together, before gating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mixing weights were not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This routing has no gate that could learn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gate&apos;s gradient was not measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task loss does not reach the gate, and no balance loss trains it: it stays as it was drawn at the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task loss does not reach the gate: only the balance loss trains it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts have no depth to be at a distance from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded once for all positions, which share the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm of the gradient that reaches the gate through this position, by source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the newest record no gradient reaches the gate from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this plot shows of the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the mean gate probabilities: 0 where one layer has it all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the shares, since there is no gate: 0 where one layer has it all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm of the gradient that reaches this layer&apos;s router, by source</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MessageArea</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MetricControls</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training time; pauses and evaluations do not count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the past in the exponential mean; 0 shows the values as measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the values as measured faintly behind the smoothed curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the crosshair at the same place in all plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the newest steps in sight; zooming or moving a plot switches this off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all values under the crosshair as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose which plots are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose which plots have a logarithmic axis; stays so for runs to come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the run from its first step (double-click in a plot)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MetricTable</name>
    <message>
        <source>Curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values under the crosshair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As drawn: smoothed where smoothing is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MetricsView</name>
    <message>
        <source>&lt;b&gt;Step %1&lt;/b&gt;&amp;nbsp; epoch %2, %3 of training</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::OffsetPlot</name>
    <message>
        <source>Offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the votes by the distance between position and layer chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offset |position − layer|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>self %1, mean %2; uniform would be %3 and %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uniform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::PairedPlot</name>
    <message>
        <source>Paired by seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values of both groups, runs of one seed joined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seeds do not pair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>same seed joined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs of both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not causal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ParallelPlot</name>
    <message>
        <source>Parallel coordinates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One line per run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::PictureActions</name>
    <message>
        <source>There is no picture in sight</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::Plot</name>
    <message>
        <source>Save picture as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture as SVG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture as PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the name must end in .png, .svg or .pdf</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::PositionView</name>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position, counted from 0 at the input; also the arrow keys in the heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, at step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
Offset: distance between position and layer chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer, counted from 0 at the input; also the arrow keys in the heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expert %1 leads by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1 leads by %2
self %3; mean offset %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::PresetList</name>
    <message>
        <source>%1 changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mixing layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without mixing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::PresetPane</name>
    <message>
        <source>Save as preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep all values but name and group under a name of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>replaces the preset of this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file is removed when the window closes; until then Edit, Undo brings it back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ProbabilityBars</name>
    <message>
        <source>Probabilities: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 less likely classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and 1 less likely class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::QueueCommands</name>
    <message>
        <source>remove from the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove %1 runs from the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run was taken out of the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs were taken out of the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration of %1 cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 went on from the checkpoint %2, which did not come along when it was imported. Choose its folder here under “Go on from”, or leave that empty to start at the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::QueueModel</name>
    <message>
        <source>%1, time not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, about %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting, goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>–</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, at least %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From runs of the same model, data, method and batch, also one in progress; with evaluations once one was timed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::QueuePanel</name>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate and change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this run&apos;s configuration into Launch; the run itself stays in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on after a failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs added from Launch wait here in order and survive a restart. Drag one to run it earlier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run in progress goes on to its end; the next ones wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked: the next run begins when one has failed. Otherwise the rest of the queue waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the table also %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selected runs out of the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the selected runs earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the selected runs later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train what waits, one run after the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused; %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ReadOnlySign</name>
    <message>
        <source>This window only shows the workspace; another program may write it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RecentFiles</name>
    <message>
        <source>Nothing has been opened yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RecordSlider</name>
    <message>
        <source>First record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space plays; the arrow keys show the next and the previous record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step of the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step; the nearest record is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records a second while playing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 / s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause playing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RivalRow</name>
    <message>
        <source>Run that this one&apos;s routing is shown against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other runs of this workspace with the same positions and layers, the newest first; “fixed-random” and “self” are controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for runs of the same shape…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other run of this workspace has a routing of the same positions and layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading its records…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its records have another shape by now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step %1, its nearest to step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M&amp;inus run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RouteStrip</name>
    <message>
        <source>Route: the layer chosen at each position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position %1 layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1 chose layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route: the expert that took most of the tokens in each layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1 expert %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In layer %1 most tokens went to expert %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RouteTableModel</name>
    <message>
        <source>%1 of %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 of them right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of these rows whose prediction is their label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RoutesPane</name>
    <message>
        <source>Routes drawn one by one; all others are one grey band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dev rows whose routes are counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;mmonest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ro&amp;ws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commonest routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predicted right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predicted wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dev rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This routing chooses several layers at each position; a route is drawn through the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first choice of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dev row</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RoutesPlot</name>
    <message>
        <source>Routes through depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes through depth: the layers chosen from position to position, by share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 other route, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 other routes, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1, layer %2
%3 of the %4, along the routes shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 other routes
%2 of the %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route %1: %2
%3 of %4 %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 of them right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes through depth: the experts that took most of a row&apos;s tokens from layer to layer, by share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1, expert %2
%3 of the %4, along the routes shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 other route
%1 of the %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RoutesSide</name>
    <message>
        <source>Commonest routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offsets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers by their use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2, positions %3 to %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
Offset: distance between a position and the layer it chose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest part of any position&apos;s votes, and where; %1 of all votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 dead; least used first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts by their use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2, layers %3 to %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest part of any layer&apos;s tokens, and where; %1 of all tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RoutingHeatmap</name>
    <message>
        <source>Routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing heatmap: position by layer chosen, or layer by expert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1: %2 %3 nats; of uniform choice %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1: %2 %3 nats; of uniform choice %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RoutingView</name>
    <message>
        <source>This run mixes no layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its routing is “none”: every position runs its own layer. Start a run with the routing “molex” on the Launch page to see which layers each position borrows; “self” is the control that runs the same layers and is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run waits in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its routing appears here once it runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No routing record yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One is made every %1 steps, as “Routing every” says in the configuration; the first appears then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first appears after some steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run recorded no routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended before its first routing record. The reason stands above and in the Log tab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which layers each position chooses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Follow the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep showing the newest record; moving the slider switches this off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps averaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps up to the one shown whose records are averaged; 0 shows one record alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which ways the dev rows take through the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routes are recorded at evaluations; this run has none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluation %1 of %2, split %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records, one every %2 steps (%3 %4 each)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which experts take most of each dev row&apos;s tokens, from layer to layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 record, at step %1 (%2 %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records, one every step (%2 %3 each)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One is made at each step, as “Routing every” says in the configuration; the first appears then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its routing is “none”: every position runs its own layer. A run with the routing “molex” shows which layers each position borrows; “self” is the control that runs the same layers and is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunCells</name>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trainable parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps per epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer evaluations, nominal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, greatest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>configuration cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MoLEx (%1 vote)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, seed %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time from start to end</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunColumns</name>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric at a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add this as a column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest value up to this step, of runs that came as far</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunCommands</name>
    <message>
        <source>1 run waits in the queue since last time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs wait in the queue since last time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was added to the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs were added to the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run goes on when those before it are done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunEditing</name>
    <message>
        <source>pin %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unpin %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>archive %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bring back %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete %1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edit tags and note of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunEdits</name>
    <message>
        <source>delete %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the checkpoint of step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete the preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was deleted. Its space is free again when this window closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs were deleted. Their space is free again when this window closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So is that of %1 more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The preset %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be removed from the disk</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunExchange</name>
    <message>
        <source>Import a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run bundles and TensorBoard&apos;s event files (*.molex *tfevents*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run %1, “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is imported as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is here already, as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run bundle (*.molex);;Report, one page (*.html);;Everything as JSON Lines (*.jsonl);;Curves as CSV (*.csv);;Curves as TensorBoard&apos;s event file (*.tfevents)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the name must end in .molex (run bundle), .html (report), .jsonl, .csv or .tfevents</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunHeader</name>
    <message>
        <source>Train more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 samples/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 at step %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>peak memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>peak GPU memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train this run further, as a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunLogModel</name>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunMarksDialog</name>
    <message>
        <source>paper, rerun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These runs have different notes; what is written here replaces them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunModel</name>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sentences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dev tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dev rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dev token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dev row</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunNameDelegate</name>
    <message>
        <source>baseline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunNarrator</name>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped; it can go on from its checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted; it can go on from its checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint saved at step %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 It is paused and goes on by itself when the store can be written again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the store can be written again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all %1 runs have ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all %1 runs have ended, %2 of them failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the run that is left waits for another worker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the %1 runs that are left wait for another worker</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunPage</name>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 warning on the routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 warnings on the routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunTableModel</name>
    <message>
        <source>no group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One value, so no interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of %1; 95 % Student t: %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at the best checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to sort; with Shift by this as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run, grouped by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 equal values, so no interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not that of a causal model: later tokens vote on the layers of earlier ones</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunViewMenu</name>
    <message>
        <source>Columns…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show archived runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget a view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter, columns, groups and order are kept under this name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns, order, groups and saved views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, descending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, ascending</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunWiring</name>
    <message>
        <source>The speed could not be measured. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RunsPanel</name>
    <message>
        <source>Filter: name, tag, task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run appears here when it is added and stays after a restart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words, or key:text, key=text, key=one|other, key&gt;1, key&lt;=1, key:1..5; a minus before wants the opposite.
cola  tags:paper  seed:1..3  matthews&gt;0.6  matthews@100&gt;0.5  -state:failed  checked=yes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SampleScoresView</name>
    <message>
        <source>Confusion matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of the predictions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions and labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows with this label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the rows predicted as this class that are of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of this class&apos;s rows that were predicted as it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not defined: all predictions, or all labels, are equal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows with a label and a finite prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pearson correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How well a straight line describes predictions over labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spearman correlation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same of their ranks: whether the order is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a run of this task minimises</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over the classes (macro F1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which table is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commonest confusions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows with this label that were predicted as the other class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accuracy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
Double click or Enter lists these rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SamplesBar</name>
    <message>
        <source>Routed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rows that went to one layer at a position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expert %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each dev row by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The evaluation whose rows are shown, by its step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All rows in the order of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 rows with the lowest loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 rows with the highest loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows are shown whose prediction is another than at this evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rows with this label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in sentences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every word must be in the sentence, the label or the prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no earlier evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows whose prediction has changed since an earlier evaluation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A predicted score is neither right nor wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that are predicted as another class than their label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that are predicted as their label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlations, squared error, predictions against labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion matrix, scores of each class, calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text is neither right nor wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts are scored by “molex score-text”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SamplesModel</name>
    <message>
        <source>Wrong: the label is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of %1: %2; of the label %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared error %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy %1 nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers chosen at positions %1 to %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of the predicted class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy of the label, in nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route, positions %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, first choice of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BLEU of the text by itself against all references of its prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy %1 nats a token of the reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-entropy of the reference, in nats a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning representation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not that of a causal model: later tokens vote on the layers of earlier ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts of most tokens in layers %1 to %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts, layers %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SamplesView</name>
    <message>
        <source>are listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>are right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>are wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>have the lowest loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>have the highest loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>are predicted otherwise than at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run waits in the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its dev rows appear here at its first evaluation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No evaluation yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every dev row is recorded at each evaluation, as “Evaluate every” says in the configuration; the rows appear then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was never evaluated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended before its first evaluation. The reason stands above and in the Log tab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rows were recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was recorded by an older version of the program, which kept the scores alone. Below, its checkpoint can still be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rows that chose layer %2 at position %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rows with label %1 that are predicted as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dev row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dev rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 at step %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 at step %3; click a cell of the matrix to list its rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No checkpoint to ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once this run has saved a checkpoint, a sentence of your own can be typed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the other rows too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dev rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, evaluated at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the heatmap was at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 %3 at step %4 %5; double click or Enter opens a row below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run was recorded by an older version of the program, which kept the scores of a language model alone. “molex generate” writes texts with its checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 %3 at step %4 %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Texts at evaluations” on the Launch page has a run write texts for some of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rows most of whose tokens went to expert %2 in layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row can be listed: this run was recorded by an older version of the program, which did not keep the experts of each row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A typed sentence needs a classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run&apos;s model writes texts and has no class or score to predict for a sentence. In a terminal, its checkpoint writes one for each meaning representation in FILE (CSV with mr and ref, or lines of mr||ref):</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run&apos;s model writes texts and has no class or score to predict for a sentence. Once a checkpoint is saved, the command with which it writes some stands here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the lowest loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the highest loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is predicted otherwise than at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a run writes texts for some of them where “Texts at evaluations” asks for it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ScatterPlot</name>
    <message>
        <source>Scatter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs: %2 over %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 trainable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area: trainable parameters, gates counted, %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All train %1 parameters, gates counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dashes: no mean is better at less cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows: the interval goes on; its ends stand with the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run: %1 over %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SentenceView</name>
    <message>
        <source>Predict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one colour per layer, its number below the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Your sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your second sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the run&apos;s best checkpoint, or its newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position whose votes are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The depth index whose gate the tokens&apos; votes are of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Votes of the tokens at position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same checkpoint, were every position to run its own layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same checkpoint, were this position to take the layer with the second most votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a sentence, or double-click one above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the checkpoint; this takes some seconds the first time…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prediction, the route and the vote of each token appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be predicted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint of step %1%2; %3 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run mixes no layers, so there is no route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>route, shared with 1 dev row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>route, of no dev row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>route, shared with %1 dev rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; each goes to the layer that it votes for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the sentence goes to layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another layer could not be tried: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give up what is being predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; first choice of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the sentence goes first to layer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts of the tokens in layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one colour per expert, its number below the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer whose experts are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer whose experts took the tokens; of several for a token the one that weighs most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without routing: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If position %1 takes layer %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command to the clipboard</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ShareStack</name>
    <message>
        <source>Shares over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of one position&apos;s votes over the steps, by layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of votes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 self</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of one layer&apos;s tokens over the steps, by expert</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ShortcutsDialog</name>
    <message>
        <source>&amp;None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New keys for the selected action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the shortcut of the selected action away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the selected action the keys that it came with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an action and press its new keys in the field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 already belongs to “%2”; take it away there first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::StartCorner</name>
    <message>
        <source>Add to queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add %1 to queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files are being looked at</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SweepBar</name>
    <message>
        <source>Y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“seed”: runs that differ in nothing but their seed are one group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all runs again, and take this out of the filter (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SweepPanel</name>
    <message>
        <source>Add a field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the configuration with several values of a field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swept field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values of the swept field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list: 4, 8, 16. Whole numbers: 1:5. Five numbers at equal distances: 0.1:0.5:5, at equal ratios: 1e-5:1e-3:5:log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not sweep this field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than %1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seeds or other values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another field</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SweepView</name>
    <message>
        <source>Quality over cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check at least two runs in the table of runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No evaluation yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these runs has been evaluated. Let one finish, or check others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing differs between these runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They differ in their seed alone. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sweep a field over several values on the Launch page, and check the runs that this makes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No costs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time and layer evaluations are known once a run has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check runs that differ in a setting, as those of a sweep do.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SystemPanel</name>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How busy this machine is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of 1 thread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2, %3 by this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GPUs %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 W</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::TestSettingsPopup</name>
    <message>
        <source>Test settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only these are compared, so that Holm corrects for them alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the intervals; conclusions are at 1 − level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ROPE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rho</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resamples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of bootstrap and randomisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region of practical equivalence: scores that differ by no more count as equal in practice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ρ of the Bayesian correlated t-test, the correlation of the differences: 0 for seeds on a fixed split, 1/k for k-fold cross-validation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::Theme</name>
    <message>
        <source>queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>damaged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::TokenVotes</name>
    <message>
        <source>Votes of the tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” votes for layer %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has no vote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experts of the tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: expert %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No expert took “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” went to expert %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::TrainMoreBar</name>
    <message>
        <source>Train as a new run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a run to the queue that goes on from this one&apos;s newest checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not train more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run of its own record, from step %1 to %2. Weights, optimizer and random numbers go on exactly; the learning rate is that of a run of %2 steps.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::TrainingController</name>
    <message>
        <source>The queue could not be worked on, and nothing says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The speed could not be measured, and nothing says why.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::VoteLegend</name>
    <message>
        <source>expert %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer %1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::WindowHabits</name>
    <message>
        <source>%1 could not be shown: the desktop has no program for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not installed beside this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open workspace, only to read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A window for the workspace %1 could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MoLEx Workbench %1 fine-tunes language models with mixtures of layer experts and shows what every layer&apos;s gate decides. Free software under the GNU GPL, version 3 or later. Workspace: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the workspace of this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a workspace. It opens in a window of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window, docks, the table of runs and the parts of pages are as on the first start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (only to read)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::WindowLog</name>
    <message>
        <source>note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::Worker</name>
    <message>
        <source>something went wrong that does not say what it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::WorkspaceDesk</name>
    <message>
        <source>Back up the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup (*.backup)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backing up to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace was not backed up. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up to %1 (%2), without checkpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not while a run trains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in the table of runs becomes what it was in %1. What is there now is kept in the workspace as a file of its own. Folders of runs stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window and open it again first: there are edits that can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was restored. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is restored; what was there is kept as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace was not compacted. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compacting the workspace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace had %1 and has %2 now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace was not backed up today. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace was backed up to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups (*.backup *.backup-*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
