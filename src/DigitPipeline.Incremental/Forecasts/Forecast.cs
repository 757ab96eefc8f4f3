namespace DigitPipeline.Incremental.Forecasts;

/// <summary>What a run would do with a stage.</summary>
public enum Forecast
{
    /// <summary>Nothing: it is up to date.</summary>
    UpToDate,

    /// <summary>Its action would run.</summary>
    Runs,

    /// <summary>Its outputs would come from the local store.</summary>
    IsRestored,

    /// <summary>Its outputs would come from the remote cache.</summary>
    IsFetched,

    /// <summary>That depends on what a stage before it writes.</summary>
    Depends,

    /// <summary>It could not run.</summary>
    Fails,
}

/// <summary>The words for forecasts.</summary>
public static class ForecastNames
{
    /// <summary>The words for people and programs.</summary>
    public static string Name(this Forecast forecast) => forecast switch
    {
        Forecast.UpToDate => "up-to-date",
        Forecast.Runs => "would run",
        Forecast.IsRestored => "would be restored",
        Forecast.IsFetched => "would be fetched",
        Forecast.Depends => "may run",
        _ => "would fail",
    };
}
