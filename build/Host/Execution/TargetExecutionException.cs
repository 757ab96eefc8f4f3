namespace Nuke.Common.Execution;

/// <summary>A target failed, said so already, and the build does not go on.</summary>
internal sealed class TargetExecutionException(ExecutableTarget target, Exception cause)
    : Exception($"Target '{target.Name}' has failed.", cause);
