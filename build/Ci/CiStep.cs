namespace DigitPipeline.Ci;

/// <summary>A target that a build server runs.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Title">What people read.</param>
/// <param name="When">When it has its turn.</param>
internal sealed record CiStep(string Target, string Title, CiWhen When);

/// <summary>When a build server runs a target.</summary>
internal enum CiWhen
{
    /// <summary>For pull requests and on the main branch, where all before it went well.</summary>
    Always,

    /// <summary>As soon as there are figures, good ones or not.</summary>
    OnceEvaluated,

    /// <summary>On the main branch, where all before it went well.</summary>
    OnMain,
}
