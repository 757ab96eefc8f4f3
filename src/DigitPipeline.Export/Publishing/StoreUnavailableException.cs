namespace DigitPipeline.Export.Publishing;

/// <summary>A place cannot be reached, or refuses what is asked.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : IOException(message, inner);
