using DigitPipeline.Incremental.Forecasts;

namespace DigitPipeline.Incremental.Tests;

public sealed class ForecasterTests : IDisposable
{
    private readonly TemporaryPipeline _pipeline = new();

    public ForecasterTests() => _pipeline.Write("data/1.xml", "one");

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void Before_the_first_run_everything_would_run_and_nothing_is_touched()
    {
        Assert.Equal([Forecast.Runs, Forecast.Runs], Forecasts().Select(forecast => forecast.Forecast));
        Assert.False(Directory.Exists(_pipeline.Layout.Folder));
        Assert.False(Directory.Exists(_pipeline.Layout.StoreFolder));
    }

    [Fact]
    public void What_is_foretold_is_what_happens()
    {
        Build();
        Assert.Equal([Forecast.UpToDate, Forecast.UpToDate], Forecasts().Select(forecast => forecast.Forecast));

        _pipeline.Write("data/2.xml", "two");
        var forecasts = Forecasts();
        Assert.Equal([Forecast.Runs, Forecast.Depends], forecasts.Select(forecast => forecast.Forecast));
        Assert.StartsWith("data/2.xml added", forecasts[0].Reason);
        Assert.Contains("if a, which would run before", forecasts[1].Reason);
        Assert.Equal(forecasts[0].Reason, Build()[0].Reason);

        File.Delete(Path.Combine(_pipeline.Data, "2.xml"));
        forecasts = Forecasts();
        Assert.Equal([Forecast.IsRestored, Forecast.IsRestored], forecasts.Select(forecast => forecast.Forecast));
        var results = Build();
        Assert.Equal([Outcome.Restored, Outcome.Restored], results.Select(result => result.Outcome));
        Assert.Equal(results.Select(result => result.Key), forecasts.Select(forecast => forecast.Key));
    }

    [Fact]
    public void A_stage_whose_own_parameters_changed_runs_whatever_comes_before_it()
    {
        Build();
        _pipeline.Write("data/2.xml", "two");
        var count = _pipeline.Count() with { Parameters = """{"x":1}""" };
        using var forecaster = Forecaster();
        forecaster.Of(From(_pipeline.Copy()));
        var forecast = forecaster.Of(From(count));
        Assert.Equal((Forecast.Runs, "x added (1)"), (forecast.Forecast, forecast.Reason));
    }

    [Fact]
    public void What_cannot_run_is_said_with_what_is_missing()
    {
        using var forecaster = Forecaster();
        var forecast = forecaster.Of(new Stage { Name = "x", Inputs = [new StageInput("data", "/nowhere")], Action = _ => 0 });
        Assert.Equal(Forecast.Fails, forecast.Forecast);
        Assert.Contains("/nowhere", forecast.Reason);
    }

    private Stage From(Stage stage) => stage.Name == "a" ? stage : stage with
    {
        Inputs = [new StageInput("a", _pipeline.Output("a")) { From = "a" }],
    };

    private Forecaster Forecaster() => new(new SessionOptions { Layout = _pipeline.Layout, Command = "a test" });

    private List<StageForecast> Forecasts()
    {
        using var forecaster = Forecaster();
        return [forecaster.Of(_pipeline.Copy()), forecaster.Of(From(_pipeline.Count()))];
    }

    private StageResult[] Build() => _pipeline.Build(_pipeline.Copy(), From(_pipeline.Count()));
}
