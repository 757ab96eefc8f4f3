namespace DigitPipeline.Launcher;

/// <summary>The state of the sources: the first 16 digits of a SHA-256 for each program that is compiled from them.</summary>
/// <param name="Launcher">Of the launcher itself.</param>
/// <param name="Build">Of the build.</param>
/// <param name="Digits">Of the command <c>digits</c>.</param>
internal sealed record SourceDigests(string Launcher, string Build, string Digits);
