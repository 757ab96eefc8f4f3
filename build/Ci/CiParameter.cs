namespace DigitPipeline.Ci;

/// <summary>A parameter that a build server passes on in the environment.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="IsSecret">Whether nobody may read it.</param>
/// <param name="ForPublishing">Whether only publishing needs it.</param>
internal sealed record CiParameter(string Name, bool IsSecret, bool ForPublishing)
{
    /// <summary>Its name in the environment: RemoteCache is REMOTE_CACHE.</summary>
    public string Variable => VariableOf(Name);

    /// <summary>A parameter's name in the environment.</summary>
    public static string VariableOf(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? "_" + letter : letter.ToString())).ToUpperInvariant();
}
