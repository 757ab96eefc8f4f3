namespace DigitPipeline.Export.Oci;

/// <summary>A registry refused, failed or gave something else than what was asked for.</summary>
public sealed class OciException(string message, Exception? inner = null) : IOException(message, inner);
