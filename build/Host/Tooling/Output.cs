namespace Nuke.Common.Tooling;

/// <summary>The stream that a line of a process came from.</summary>
public enum OutputType
{
    Std,
    Err,
}

/// <summary>A line that a process wrote.</summary>
public struct Output
{
    public OutputType Type;
    public string Text;
}
