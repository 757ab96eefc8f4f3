namespace Nuke.Common.Parameters;

/// <summary>
/// The words given for a parameter, and by what (for error messages). Relative paths in them start from <paramref name="Folder"/>.
/// </summary>
internal sealed record GivenValue(IReadOnlyList<string> Words, string Origin, string Folder, int FaultExitCode);
