using System.Reflection;
using System.Text;

namespace Nuke.Common.Parameters;

/// <summary>A parameter that a build knows. <see cref="Member"/> is null for those that every build has.</summary>
internal sealed record ParameterDefinition(string Name, string? Description, Type ValueType)
{
    public MemberInfo? Member { get; init; }

    public bool Secret { get; init; }

    public bool Listed { get; init; } = true;

    public string? Separator { get; init; }

    public bool BuiltIn => Member is null;

    /// <summary>The name on the command line: <c>BatchSize</c> is <c>--batch-size</c>.</summary>
    public string Option => "--" + Words('-').ToLowerInvariant();

    /// <summary>The unmistakable name in the environment: <c>BatchSize</c> is <c>NUKE_BATCH_SIZE</c>.</summary>
    public string EnvironmentName => "NUKE_" + Words('_').ToUpperInvariant();

    private string Words(char separator)
    {
        var words = new StringBuilder();
        for (var i = 0; i < Name.Length; i++)
        {
            if (i > 0 && char.IsUpper(Name[i]) && (char.IsLower(Name[i - 1]) || (i + 1 < Name.Length && char.IsLower(Name[i + 1]))))
                words.Append(separator);
            words.Append(Name[i]);
        }
        return words.ToString();
    }
}
