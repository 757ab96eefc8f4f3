using System.Security.Cryptography;
using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Inference;
using DigitPipeline.Detection.Model;
using DigitPipeline.Detection.Training;

namespace DigitPipeline.Detection.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("trainer").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_training_learns_to_find_what_it_is_shown()
    {
        var definition = Configs.Detector(Configs.Tiny);
        var metrics = new List<TrainingMetrics>();
        Trainer.Run(definition, Options(250), new Squares(4), In("state"), In("out"), new Told(told =>
        {
            if (told.Metrics is { } values)
            {
                metrics.Add(values);
            }
        }), TestContext.Current.CancellationToken);
        Assert.True(metrics[^1].Total < .4 * metrics[0].Total, $"{metrics[0]} {metrics[^1]}");
        using var detector = new Detector(definition, Weights.Load(Path.Combine(In("out"), "ckpt-250"), definition.Network));
        var sample = new Squares(4).Sample(0, 0, 64, 64);
        var found = detector.Detect(sample.Image);
        Assert.All(sample.Objects, item => Assert.Contains(found, detection =>
            detection.ClassId == item.ClassId && detection.Score > .3 && detection.Box.IoU(item.Box) > .5));
    }

    [Fact]
    public void Two_runs_give_the_same_bytes()
    {
        Train("a", Options(12));
        Train("b", Options(12));
        Assert.Equal(Digests("a"), Digests("b"));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        Train("a", Options(2));
        Train("b", Options(2) with { Seed = 9 });
        Assert.NotEqual(Digests("a"), Digests("b"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_run_that_was_killed_ends_with_the_bytes_of_an_undisturbed_one(int killedAfter)
    {
        Train("a", Options(12));
        Assert.Throws<InvalidOperationException>(() => Train("b", Options(12), told =>
        {
            if (told.Step == killedAfter && told.Metrics is not null)
            {
                throw new InvalidOperationException("killed");
            }
        }));
        Assert.False(Directory.Exists(In("b")));
        Train("b", Options(12));
        Assert.Equal(Digests("a"), Digests("b"));
    }

    [Fact]
    public void An_interrupted_run_keeps_its_last_step_and_goes_on_from_there()
    {
        Train("a", Options(10));
        using var interrupt = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(
            "b",
            Options(10),
            told =>
            {
                if (told.Step == 6)
                {
                    interrupt.Cancel();
                }
            },
            interrupt));
        Assert.True(File.Exists(Path.Combine(In("b-state"), "ckpt-6.index")));
        var first = 0L;
        Train("b", Options(10), told => first = told.Metrics is null ? told.Step : first);
        Assert.Equal(6, first);
        Assert.Equal(Digests("a"), Digests("b"));
    }

    [Fact]
    public void Smaller_pictures_at_first_and_the_momentum_optimizer_resume_as_well()
    {
        var options = Options(10) with
        {
            Optimizer = new MomentumOptions(new CosineDecayRate(.01f, 10, .001f, 2, 0), .9f),
            Sizes = [new SizePhase(.45, 32, 32)],
        };
        Train("a", options);
        Assert.Throws<InvalidOperationException>(() => Train("b", options, told =>
        {
            if (told.Step == 7)
            {
                throw new InvalidOperationException("killed");
            }
        }));
        Train("b", options);
        Assert.Equal(Digests("a"), Digests("b"));
    }

    [Fact]
    public void Frozen_norms_keep_their_statistics_while_the_weights_go_on_and_resume_as_well()
    {
        var options = Options(8) with { FreezeNormsFrom = .5, AveragingDecay = 0 };
        Assert.Throws<InvalidOperationException>(() => Train("a", options, told =>
        {
            if (told.Step == 6)
            {
                throw new InvalidOperationException("killed");
            }
        }));
        Train("a", options);
        var network = Configs.Detector(Configs.Tiny).Network;
        var (before, after) = (Weights.Load(Path.Combine(In("a-state"), "ckpt-4"), network), Weights.Load(Path.Combine(In("a"), "ckpt-8"), network));
        Assert.All(network.Variables, variable => Assert.Equal(!variable.Trained, before[variable.Name].SequenceEqual(after[variable.Name])));
        Train("b", options);
        Assert.Equal(Digests("a"), Digests("b"));
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_training_with_the_last_checkpoint_kept()
    {
        var options = Options(40) with
        {
            Optimizer = new MomentumOptions(new ConstantRate(1e30f), .9f),
            ClipNorm = 0,
            CheckpointEvery = 1,
        };
        Assert.Throws<TrainingDivergedException>(() => Train("a", options));
        Assert.True(File.Exists(Path.Combine(In("a-state"), "ckpt-1.index")));
        Assert.False(Directory.Exists(In("a")));
    }

    [Fact]
    public void A_full_disk_stops_the_training_and_leaves_the_older_checkpoint_to_go_on_from()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "not run: no /dev/full");
        Train("a", Options(12));
        var failure = Assert.ThrowsAny<IOException>(() => Train("b", Options(12), told =>
        {
            if (told.Step == 5)
            {
                File.CreateSymbolicLink(Path.Combine(In("b-state"), "ckpt-8.data-00000-of-00001.partial"), "/dev/full");
            }
        }));
        Assert.Contains("space", failure.Message);
        Assert.Equal(
            ["checkpoint", "ckpt-4.data-00000-of-00001", "ckpt-4.index"],
            Directory.EnumerateFiles(In("b-state")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Train("b", Options(12));
        Assert.Equal(Digests("a"), Digests("b"));
    }

    [Fact]
    public void The_estimate_comes_before_the_first_step()
    {
        var told = new List<TrainProgress>();
        Train("a", Options(3), told.Add);
        Assert.Equal([0, 1, 2, 3], told.Select(progress => progress.Step));
        Assert.Null(told[0].Metrics);
        Assert.True(told[0].Remaining > TimeSpan.Zero);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused()
    {
        Train("a", Options(4) with { Key = "one" });
        var failure = Assert.Throws<Formats.FormatException>(() => Train("a", Options(8) with { Key = "two" }));
        Assert.Contains("delete this one", failure.Message);
    }

    [Fact]
    public void A_batch_that_the_replicas_cannot_share_is_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => Train("a", Options(1) with { BatchSize = 3 }));
        Assert.Contains("BatchSize must be a multiple", failure.Message);
    }

    private static TrainingOptions Options(int steps) => new()
    {
        Steps = steps,
        BatchSize = 4,
        Seed = 3,
        Objective = ObjectiveReader.FromConfig(Configs.Parse(Configs.Tiny)),
        Optimizer = new MuonOptions(new WarmUpCosineFactor(steps, .05, .01)),
        ClipNorm = 10,
        AveragingDecay = .99f,
        CheckpointEvery = 4,
        LogEvery = 2,
        Device = "cpu",
    };

    private void Train(string name, TrainingOptions options, Action<TrainProgress>? progress = null, CancellationTokenSource? interrupt = null) =>
        Trainer.Run(
            Configs.Detector(Configs.Tiny),
            options,
            new Squares(),
            In(name + "-state"),
            In(name),
            progress is null ? null : new Told(progress),
            interrupt?.Token ?? TestContext.Current.CancellationToken);

    private string In(string name) => Path.Combine(folder, name);

    private IEnumerable<string> Digests(string name) => Directory.EnumerateFiles(In(name)).Order(StringComparer.Ordinal)
        .Select(path => Path.GetFileName(path) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));

    private sealed class Told(Action<TrainProgress> action) : IProgress<TrainProgress>
    {
        public void Report(TrainProgress value) => action(value);
    }
}
