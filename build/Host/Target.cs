namespace Nuke.Common;

/// <summary>A target of the build: what it depends on and what it does, told to the <paramref name="definition"/>.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);
