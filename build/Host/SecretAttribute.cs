namespace Nuke.Common;

/// <summary>A parameter whose value never appears in what the build prints or writes.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
public class SecretAttribute : Attribute;
