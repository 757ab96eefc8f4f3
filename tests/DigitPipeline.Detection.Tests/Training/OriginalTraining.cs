using System.Runtime.InteropServices;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Preprocessing;
using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.Protos;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace DigitPipeline.Detection.Tests.Training;

/// <summary>Trains model-small on the batches of golden/odapi/training, step by step, from its formula weights.</summary>
internal sealed class OriginalTraining : IDisposable
{
    private const string Suffix = "/.ATTRIBUTES/VARIABLE_VALUE";
    private readonly IDisposable scope = torch.NewDisposeScope();
    private readonly ReplicaThreads threads = new(1);
    private readonly TrainStep step;

    public OriginalTraining(TrainEvalPipelineConfig config, bool regularize = true)
    {
        Definition = DetectorFactory.FromConfig(config, zeroLastGamma: false);
        Options = new TrainingOptions
        {
            Steps = 10,
            BatchSize = 2,
            Replicas = 1,
            Objective = ObjectiveReader.FromConfig(config),
            Optimizer = OptimizerReader.FromConfig(config.TrainConfig),
            ClipNorm = config.TrainConfig.GradientClippingByNorm,
            Regularize = regularize,
            FreezeNormsFrom = config.Model.Ssd.FreezeBatchnorm ? 0 : 1,
            InitialWeights = OriginalModel.SmallWeights(Definition),
            Device = "cpu",
        };
        State = new TrainingState(Definition.Network.Variables, Options);
        step = new TrainStep(Definition, Options, new GoldenBatches(), State, threads);
        State.Restart();
    }

    public DetectorDefinition Definition { get; }

    public TrainingOptions Options { get; }

    public TrainingState State { get; }

    /// <summary>Ground truth of a picture of golden/odapi/training.</summary>
    public static GroundTruth[] Objects(int image)
    {
        var boxes = MemoryMarshal.Cast<float, Box>(Golden.Floats($"training/image{image}_boxes.npy")).ToArray();
        var ids = Golden.Integers($"training/image{image}_label_ids.npy");
        return [.. boxes.Zip(ids, (box, id) => new GroundTruth(box, (int)id))];
    }

    /// <summary>The next step; losses are those before its update.</summary>
    public TrainingMetrics Run() => step.Run();

    /// <summary>Gradients of the last step, by variable name after <c>model/</c>, as the original lays them out.</summary>
    public Dictionary<string, float[]> Gradients() => Read(step.Gradients, State.Layout.Variables.Where(variable => variable.Trained), 0);

    /// <summary>All variables, by name after <c>model/</c>, as the original lays them out.</summary>
    public Dictionary<string, float[]> Variables() => Read(State.All, State.Layout.Variables, 0);

    /// <summary>A slot of the optimizer, by variable name after <c>model/</c>, as the original lays it out.</summary>
    public Dictionary<string, float[]> Slot(string name)
    {
        var slot = State.Slots.Single(slot => slot.Name == name);
        return Read(slot.Values, StateTensors.VariablesOf(State, slot), slot.Start);
    }

    public void Dispose()
    {
        threads.Dispose();
        scope.Dispose();
    }

    private Dictionary<string, float[]> Read(Tensor flat, IEnumerable<Variable> variables, int start) => variables.ToDictionary(
        variable => variable.Name["model/".Length..],
        variable => Weights.ToBundle(variable, State.Layout.Extract(variable, MemoryMarshal.Cast<byte, float>(flat.bytes), start)).Floats());

    private sealed class GoldenBatches : ITrainingSource
    {
        private readonly float[][] images;
        private readonly GroundTruth[][] objects;
        private readonly int[][] batches;

        public GoldenBatches()
        {
            float[] all = [.. Golden.Floats("model-small/preprocessed.npy"), .. Golden.Floats("training/images2_3_preprocessed.npy")];
            images = [.. all.Chunk(all.Length / 4)];
            objects = [.. Enumerable.Range(0, 4).Select(Objects)];
            batches = [.. Golden.Json("training/trajectory.json").GetProperty("batches").EnumerateArray()
                .Select(batch => batch.EnumerateArray().Select(image => image.GetInt32()).ToArray())];
        }

        public AnnotatedImage Sample(long step, int sample, int height, int width) => throw new NotSupportedException();

        public IReadOnlyList<GroundTruth> Fill(long step, int sample, int height, int width, PictureInput input, Span<float> target)
        {
            var image = batches[step % batches.Length][sample];
            images[image].CopyTo(target);
            return objects[image];
        }
    }
}
