using DigitPipeline.Detection.Configuration;
using DigitPipeline.Detection.Training;
using DigitPipeline.Formats.PipelineConfig;

namespace DigitPipeline.Detection.Tests.Training;

/// <summary>Learning rates against golden/odapi/training/learning_rates.json.</summary>
public class OriginalRatesTests
{
    [Fact]
    public void Every_schedule_has_the_original_s_rate_at_every_step()
    {
        var schedules = Golden.Json("training/learning_rates.json").EnumerateObject().Where(entry => !entry.Value.TryGetProperty("error", out _)).ToList();
        Assert.Equal(11, schedules.Count);
        foreach (var schedule in schedules)
        {
            var rates = Read(schedule.Value.GetProperty("config").GetString()!).Rate;
            var steps = schedule.Value.GetProperty("step").EnumerateArray().Select(step => step.GetInt64());
            foreach (var (step, rate) in steps.Zip(schedule.Value.GetProperty("learning_rate").Floats()))
            {
                var actual = rates.At(step);
                Assert.True(Math.Abs(rate - actual) <= 4e-9 + (1e-6 * rate), $"{schedule.Name} at step {step}: {rate} {actual}");
            }
        }
    }

    [Fact]
    public void What_the_original_refuses_is_refused()
    {
        var schedules = Golden.Json("training/learning_rates.json").EnumerateObject().Where(entry => entry.Value.TryGetProperty("error", out _)).ToList();
        Assert.Equal(2, schedules.Count);
        foreach (var schedule in schedules)
        {
            var error = Assert.Throws<DetectorConfigException>(() => Read(schedule.Value.GetProperty("config").GetString()!));
            Assert.Contains(schedule.Value.GetProperty("error").GetString()!["ValueError: ".Length..].Split(' ', 2)[0], error.Path, StringComparison.Ordinal);
        }
    }

    private static MomentumOptions Read(string schedule) => (MomentumOptions)OptimizerReader.FromConfig(PipelineConfigFile.Parse(
        $"train_config {{ optimizer {{ momentum_optimizer {{ learning_rate {{ {schedule} }} momentum_optimizer_value: .9 }} use_moving_average: false }} }}", "rates").TrainConfig);
}
