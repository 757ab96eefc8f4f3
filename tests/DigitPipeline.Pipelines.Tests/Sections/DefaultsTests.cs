using System.Reflection;
using DigitPipeline.Datasets.Augmentation;
using DigitPipeline.Datasets.Synthesis;
using DigitPipeline.Pipelines.Sections;

namespace DigitPipeline.Pipelines.Tests.Sections;

public class DefaultsTests
{
    private static readonly PipelineSettings Defaults = Texts.Settings(Texts.Least);

    [Fact]
    public void Synthesis_defaults_are_those_of_the_scenes() =>
        SameDefaults(Defaults.Synthesis, new SceneOptions(), nameof(SynthesisSettings.Rate), nameof(SynthesisSettings.Glyphs));

    [Fact]
    public void Augmentation_defaults_are_those_of_the_augmenter()
    {
        SameDefaults(Defaults.Augmentation, new AugmentationOptions(), nameof(AugmentationSettings.MosaicShare));
        Assert.Equal(0, Defaults.Augmentation.MosaicShare);
    }

    [Fact]
    public void Every_setting_is_a_property_and_every_property_a_setting()
    {
        foreach (var definition in PipelineSettings.Definitions)
            Assert.Equal(
                definition.Settings.Select(setting => setting.Name.Replace("_", "")).Order(StringComparer.OrdinalIgnoreCase),
                SettingsOf(Defaults.Section(definition.Name)).Select(property => property.Name.ToLowerInvariant()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_property_has_a_value()
    {
        foreach (var definition in PipelineSettings.Definitions)
        {
            var section = Defaults.Section(definition.Name);
            foreach (var property in SettingsOf(section)) Assert.NotNull(property.GetValue(section));
        }
    }

    [Fact]
    public void Each_section_has_the_property_of_its_name()
    {
        foreach (var definition in PipelineSettings.Definitions)
        {
            var name = char.ToUpperInvariant(definition.Name[0]) + definition.Name[1..];
            Assert.Same(Defaults.Section(definition.Name), typeof(PipelineSettings).GetProperty(name)!.GetValue(Defaults));
        }
    }

    [Fact]
    public void Training_defaults_are_the_documented_ones()
    {
        var train = Defaults.Train;
        Assert.Equal((100, 8, 2, 1L, "muon"), (train.Steps, train.BatchSize, train.Replicas, train.Seed, train.Optimizer));
        Assert.Equal((.02, .02, .004, .01), (train.KernelRate, train.KernelDecay, train.Rate, train.WeightDecay));
        Assert.Equal((.05, .01, 10d, .99), (train.WarmUp, train.FinalRate, train.ClipNorm, train.AveragingDecay));
        Assert.Equal((true, 100, 2, 10, "auto"), (train.ZeroLastGamma, train.CheckpointEvery, train.KeepCheckpoints, train.LogEvery, train.Device));
        Assert.Equal(1, train.FreezeNormsFrom);
        Assert.Empty(train.Sizes);
    }

    [Fact]
    public void The_other_defaults_are_the_documented_ones()
    {
        Assert.Equal((1, "none", .2), (Defaults.Records.Shards, Defaults.Records.Compression, Defaults.Records.TestShare));
        Assert.Equal((true, 1e-4, 20), (Defaults.Export.Checkpoint, Defaults.Export.Tolerance, Defaults.Export.VerifyPictures));
        Assert.Equal((2, 60), (Defaults.Validate.MinBoxSide, Defaults.Evaluate.MaxPictures));
        Assert.Empty(Defaults.Validate.Ignore);
        Assert.Empty(Defaults.Config.Patch);
        Assert.Equal(("none", "none", 0), (Defaults.Container.Engine, Defaults.Container.Gpus, Defaults.Container.Memory));
        Assert.Empty(Defaults.Container.Stages);
    }

    private static void SameDefaults(SettingsSection section, object options, params string[] ours)
    {
        foreach (var property in SettingsOf(section).ExceptBy(ours, property => property.Name))
            Assert.Equal(options.GetType().GetProperty(property.Name)!.GetValue(options), property.GetValue(section));
    }

    private static IEnumerable<PropertyInfo> SettingsOf(SettingsSection section) =>
        section.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);
}
