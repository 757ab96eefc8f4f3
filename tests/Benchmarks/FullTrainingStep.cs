using System.Diagnostics;
using System.Globalization;
using DigitPipeline.Datasets.Geometry;
using DigitPipeline.Datasets.Images;
using DigitPipeline.Datasets.Randomness;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.PipelineConfig;

namespace Benchmarks;

/// <summary>
/// CPU seconds a step and peak memory of pipelines/ssd_resnet50_v1_fpn_640x640 with batch 1, and of torchvision's RetinaNet R50 where
/// Debian's python3-torchvision is installed; each in a process of its own, one after the other.
/// </summary>
internal sealed class FullTrainingStep : Benchmark
{
    /// <summary>The argument with which this program is the process that is measured.</summary>
    public const string Child = "--full-training-step";

    private const string Python = "/usr/bin/python3";
    private const int Steps = 4;

    public override string Name => "a training step of the full model against torchvision's RetinaNet R50 (640 x 640, batch 1)";

    public override void Run(TextWriter output)
    {
        var program = Environment.ProcessPath!;
        var ours = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? Measure(program, typeof(FullTrainingStep).Assembly.Location, Child)
            : Measure(program, Child);
        var theirs = File.Exists(Python)
            ? Measure(Python, Path.Combine(Repository.Root, "tests", "Benchmarks", "retinanet_step.py"), Steps.ToString(CultureInfo.InvariantCulture))
            : null;
        Print("ours", ours ?? throw new InvalidOperationException("the measured process failed"));
        if (theirs is not { } other)
        {
            output.WriteLine("  torchvision: not measured, python3-torchvision is not installed");
            return;
        }

        Print("torchvision", other);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  ratio: {ours.Value.Seconds / other.Seconds:F2} in CPU time, {ours.Value.Megabytes / other.Megabytes:F2} in memory"));

        void Print(string name, (double Seconds, double Megabytes) measured) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {name,-12} {measured.Seconds,6:F2} CPU-s a step, peak {measured.Megabytes,6:F0} MB"));
    }

    /// <summary>Trains a few steps and prints CPU seconds a step and the peak memory in MB, without the checkpoint at the end.</summary>
    public static void RunChild()
    {
        var config = PipelineConfigFile.Read(Path.Combine(Repository.Root, "pipelines", "ssd_resnet50_v1_fpn_640x640", "pipeline.config"));
        var definition = DetectorFactory.FromConfig(config, zeroLastGamma: false);
        var options = new TrainingOptions
        {
            Steps = Steps + 2,
            BatchSize = 1,
            Replicas = 1,
            Objective = ObjectiveReader.FromConfig(config),
            Optimizer = OptimizerReader.FromConfig(config.TrainConfig),
            CheckpointEvery = 0,
            Device = "cpu",
        };
        var folder = Directory.CreateTempSubdirectory("digits-benchmark-").FullName;
        try
        {
            Trainer.Run(definition, options, new Noise(definition), Path.Combine(folder, "state"), Path.Combine(folder, "output"), new Clock());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Seconds, double Megabytes)? Measure(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var values = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return process.ExitCode == 0 && values.Length == 2
            ? (double.Parse(values[0], CultureInfo.InvariantCulture), double.Parse(values[1], CultureInfo.InvariantCulture))
            : null;
    }

    // CPU time between the first step and the last but one.
    private sealed class Clock : IProgress<TrainProgress>
    {
        private TimeSpan start;

        public void Report(TrainProgress value)
        {
            using var self = Process.GetCurrentProcess();
            if (value.Step == 1)
            {
                start = self.TotalProcessorTime;
            }
            else if (value.Step == Steps + 1)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(self.TotalProcessorTime - start).TotalSeconds / Steps} {self.PeakWorkingSet64 / 1024.0 / 1024}"));
            }
        }
    }

    private sealed class Noise(DetectorDefinition definition) : ITrainingSource
    {
        private readonly byte[] pixels = Pixels(definition.Height * definition.Width * 3);

        public AnnotatedImage Sample(long step, int sample, int height, int width)
        {
            var objects = Enumerable.Range(0, 5).Select(i => new GroundTruth(new Box(.3f, (.16f * i) + .03f, .5f, (.16f * i) + .14f), i + 1));
            return new AnnotatedImage("noise", new RgbImage(width, height, pixels), [.. objects]);
        }

        private static byte[] Pixels(int count)
        {
            var random = CounterRandom.For(1, "noise");
            return [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(256))];
        }
    }
}
