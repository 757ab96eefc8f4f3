namespace Nuke.Common.Execution;

/// <summary>A condition of a target and the source text that the summary shows when it does not hold.</summary>
internal sealed record TargetCondition(Func<bool> Holds, string? Expression)
{
    /// <summary>The text without the lambda's arrow: <c>() =&gt; RunB</c> is <c>RunB</c>.</summary>
    public string Text
    {
        get
        {
            var text = (Expression ?? "condition").Trim();
            return text.StartsWith("()", StringComparison.Ordinal) ? text[2..].TrimStart().TrimStart('=', '>').Trim() : text;
        }
    }
}
