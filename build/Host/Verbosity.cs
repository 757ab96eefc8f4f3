namespace Nuke.Common;

/// <summary>How much the build says.</summary>
public enum Verbosity
{
    /// <summary>Everything, stack traces included.</summary>
    Verbose,

    /// <summary>Targets, what they say, and the summary.</summary>
    Normal,

    /// <summary>Warnings, errors and the summary.</summary>
    Minimal,

    /// <summary>Errors only.</summary>
    Quiet,
}
